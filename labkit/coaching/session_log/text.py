"""A new log's file as people meet it: every cell in the form's order under its Chinese name, empty ones ready to be written on."""

from __future__ import annotations

from labkit.coaching.log import Log
from labkit.coaching.session_log.cells import CELLS, plain
from labkit.coaching.session_log.splice import cell_text
from labkit.core.messages import say
from labkit.core.yaml import dump

HEAD = (
    "# 第 {nth} 次輔導協作紀錄表（附件4）。可直接在這裡寫，或用 labkit log fill；日期用西元，清單每項以「- 」開頭。\n"
)
KEPT = "# 以下由 labkit 記錄，請勿更動。\n"


def log_text(log: Log) -> str:
    """Return ``log`` as a commented YAML text that reads back equal.

    >>> import datetime as dt
    >>> print(log_text(Log(nth=3, date=dt.date(2025, 12, 5), agency="某局"))[-40:].strip())
    expert_remarks:
    # 送交工作小組的日期
    handed_in:
    """
    told = [HEAD.format(nth=log.nth), dump({"version": log.version, "nth": log.nth})]
    told += [f"# {say(f'log_comments.{name}')}\n{cell_text(name, plain(log, name))}" for name in CELLS]
    whole = log.model_dump(mode="json")
    kept = {name: whole[name] for name in ("session", "drafted") if whole[name]}
    return "".join([*told, *([KEPT, dump(kept)] if kept else [])])
