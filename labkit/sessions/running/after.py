"""After a session was frozen: its log is drafted, the workspace's index brought up to date, and people told what is still theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.coaching.log import Log, RunFacts
from labkit.coaching.plan import Plan
from labkit.coaching.session_log.cells import labels
from labkit.coaching.session_log.log_file import LogFile
from labkit.coaching.session_log.redraft import Draft, Redrafted, redraft
from labkit.core.files import sha256
from labkit.core.progress import Say
from labkit.sessions import manifest as manifests
from labkit.sessions.next_goals import proposed_goals
from labkit.sessions.told import told_of
from labkit.workspace.index import refresh_index
from labkit.workspace.layout import Workspace


def log_before(ws: Workspace, nth: int) -> Log | None:
    """Read this session's log, if there is one, and return the one before it, if there is one; raises what reading raises."""
    if ws.log_path(nth).is_file():
        LogFile.read(ws.log_path(nth))
    return LogFile.read(ws.log_path(nth - 1)).log if ws.log_path(nth - 1).is_file() else None


def facts_for_log(ws: Workspace, folder: Path, results: Sequence[Mapping[str, Any]]) -> RunFacts:
    """Return what a run has to say in the log: the frozen folder with its manifest's hash, its sentences, proposals for next goals."""
    return RunFacts(folder.name, sha256(folder / manifests.NAME), told_of(results), proposed_goals(ws, results))


def draft(ws: Workspace, plan: Plan, before: Log | None, facts: RunFacts, say: Say) -> Path:
    """Write the log's draft; cells that people changed, also during the run, and their comments, stay. Returns its path."""
    drafted = redraft(ws.log_path(plan.nth), Draft(plan, ws.team, facts, before))
    refresh_index(ws)
    _remind(ws, drafted, say)
    return drafted.path


def _remind(ws: Workspace, drafted: Redrafted, say: Say) -> None:
    """Say what people still have to look at."""
    if drafted.kept:
        say(f"紀錄表有 {len(drafted.kept)} 欄已由人填寫，保留不更新：{labels(drafted.kept)}。請核對。")
    if drafted.aside:
        told = f"logs/{drafted.aside.parent.name}/{drafted.aside.name}"
        say(f"logs/{drafted.path.name} 現在無法寫入（讀不出來或寫法特別），沒有更動它；這次的草稿存在 {told}。")
    if ws.team.agency.startswith("（"):
        say("提醒：team.yml 的機關名稱尚未填寫，報告與紀錄表會留著「請填機關名稱」。")
