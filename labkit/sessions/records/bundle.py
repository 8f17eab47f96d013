"""Bundle: one session as it is handed over — frozen folder, log, chain of manifests — in one zip, behind the gate.

Only what is listed here goes in; data/raw, work/, keys and team.yml cannot. Nothing is written where anything is refused.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from labkit.coaching.log import Log
from labkit.core.errors import FileBroken, FileExists, NoRawFiles
from labkit.core.files import write_whole
from labkit.core.run_errors import BundleRefused
from labkit.core.table import Protection, Table
from labkit.privacy.release_gate import Allowed, allowed_by, gate
from labkit.sessions.folders import FOLDER
from labkit.sessions.manifest import NAME
from labkit.sessions.records.chain import chain_of, in_workspace
from labkit.sessions.records.contents import EARLIER, LOGS, SESSION
from labkit.sessions.records.fault import Fault
from labkit.sessions.records.frozen import Frozen, hashes_below, manifest_faults, output_faults, read_frozen
from labkit.sessions.records.log_copy import for_the_gate, write_log
from labkit.sessions.records.opened import MOST_BYTES, MOST_FILES
from labkit.sessions.records.read_me import NAME as READ_ME
from labkit.sessions.records.read_me import read_me
from labkit.sessions.records.safe_names import collisions, name_fault
from labkit.sessions.records.sums import NAME as SUMS
from labkit.sessions.records.sums import sums_text
from labkit.sessions.records.verify import verify_bundle
from labkit.sessions.records.zipped import zip_folder
from labkit.sessions.rooms import room_of
from labkit.tables.read import read_all
from labkit.workspace.layout import Workspace


@dataclass(frozen=True)
class Bundle:
    """A bundle that was written: where, of which session, how many files, and whether raw tables were at hand for the gate."""

    path: Path
    frozen: Frozen
    files: int
    chain: tuple[Frozen, ...]
    raw_compared: bool


def make_bundle(ws: Workspace, nth: int, out: Path) -> Bundle:
    """Write session ``nth`` as the log quotes it into the zip ``out``, once it passes the check that others will make.

    Raises SessionMissing without a log, FileExists, BundleRefused with every file that is not as it was frozen, or GateRefused.
    """
    _check_place(ws, nth, out)
    log = ws.log(nth)
    frozen = _quoted(ws, log)
    chain = _chain(ws, frozen)
    with tempfile.TemporaryDirectory() as room:
        stage = Path(room)
        _gather(ws, frozen, chain, stage)
        raw = _raw(ws)
        _pass_gate(ws, log, stage, raw)
        write_log(log, stage / LOGS)
        hashes, _ = hashes_below(stage)
        write_whole(stage / SUMS, sums_text(hashes))
        _refuse(nth, verify_bundle(stage).faults)
        zip_folder(stage, out)
    return Bundle(out, frozen, len(hashes) + 1, chain, bool(raw))


def _check_place(ws: Workspace, nth: int, out: Path) -> None:
    if out.exists():
        raise FileExists(place=out.name)
    if out.suffix.lower() != ".zip":
        raise BundleRefused(nth=nth, what=f"．「{out.name}」：成果包的檔名要以 .zip 結尾")
    if out.resolve().is_relative_to(ws.sessions.resolve()) or out.resolve().is_relative_to(ws.raw.resolve()):
        raise BundleRefused(nth=nth, what="．成果包不能放在 sessions 或 data/raw 裡面，請換一個位置")


def _quoted(ws: Workspace, log: Log) -> Frozen:
    """Return the frozen session that the log quotes; raises BundleRefused where there is none, or where it is another one."""
    told = log.session
    if told is None:
        raise BundleRefused(nth=log.nth, what="．紀錄表還沒有引用封存的成果，請先執行 labkit session run")
    path, place = ws.sessions / told.folder / NAME, f"sessions/{told.folder}/{NAME}"
    if not FOLDER.fullmatch(told.folder) or not path.is_file():
        raise BundleRefused(nth=log.nth, what=f"．紀錄表引用的 sessions/{told.folder} 不在了")
    try:
        frozen = read_frozen(path, place=place)
    except FileBroken as error:
        unread = Fault(place, "manifest_unread", {"why": error.facts["why"]})
        raise BundleRefused(nth=log.nth, what=f"．{unread.sentence}") from error
    faults = manifest_faults(frozen, place)
    if frozen.sha256 != told.manifest_sha256:
        faults.append(Fault(place, "log_manifest"))
    if (frozen.nth, frozen.day) != (log.nth, log.date):
        faults.append(Fault(f"logs/{ws.log_path(log.nth).name}", "log_day"))
    _refuse(log.nth, faults)
    return frozen


def _chain(ws: Workspace, frozen: Frozen) -> tuple[Frozen, ...]:
    chain, faults = chain_of(frozen, in_workspace(ws.sessions))
    _refuse(frozen.nth, faults)
    return chain


def _gather(ws: Workspace, frozen: Frozen, chain: Sequence[Frozen], stage: Path) -> None:
    """Copy what goes in, and compare the copies with the manifests: nothing that changes meanwhile slips in."""
    home = stage / SESSION / frozen.folder
    shutil.copytree(ws.sessions / frozen.folder, home, symlinks=True, copy_function=shutil.copyfile)
    hashes, links = hashes_below(home)
    prefix = f"sessions/{frozen.folder}/"
    faults = [Fault(prefix + one.file, one.code) for one in links] + output_faults(frozen, hashes, prefix)
    if hashes.get(NAME) != frozen.sha256:
        faults.append(Fault(prefix + NAME, "log_manifest"))
    _refuse(frozen.nth, faults)
    for one in chain:
        target = stage / EARLIER / one.folder / NAME
        target.parent.mkdir(parents=True)
        shutil.copyfile(ws.sessions / one.folder / NAME, target)
        if read_frozen(target).sha256 != one.sha256:
            _refuse(frozen.nth, [Fault(f"sessions/{one.folder}/{NAME}", "chain_differs", {"name": frozen.folder})])
    write_whole(stage / READ_ME, read_me(frozen, ws.team.agency, chain))
    _check_limits(frozen.nth, stage)


def _check_limits(nth: int, stage: Path) -> None:
    """Raise BundleRefused for names and sizes that the other side would not open."""
    there = {
        path.relative_to(stage).as_posix(): path.stat().st_size for path in sorted(stage.rglob("*")) if path.is_file()
    }
    odd = [f"．{name}：{fault}" for name in there if (fault := name_fault(name))]
    odd += [f"．{name}：和另一個檔名會互相覆蓋" for name in collisions(there)]
    if len(there) > MOST_FILES // 2 or sum(there.values()) > MOST_BYTES // 2:
        odd.append(f"．成果太大：{len(there):,} 個檔案、{sum(there.values()):,} 位元組，請另以機關的方式傳送")
    if odd:
        raise BundleRefused(nth=nth, what="\n".join(odd))


def _pass_gate(ws: Workspace, log: Log, stage: Path, raw: Sequence[Table]) -> None:
    """Raise GateRefused for anything in the stage, and in the log without its names; then take that log away again."""
    told = write_log(for_the_gate(log), stage / LOGS)
    gate(stage, raw=raw, allowed=_allowed(ws, log.nth)).refuse_unless_passed()
    for path in told:
        path.unlink()


def _allowed(ws: Workspace, nth: int) -> list[Allowed]:
    """Return what the session's policies keep with a reason, as the tables under work/ remember it.

    Where work/ is gone, or cannot be read, nothing is allowed.
    """
    found: list[Allowed] = []
    for path in sorted((room_of(ws, nth) / "protected").glob("*.json")):
        try:
            told = json.loads(path.read_text(encoding="utf-8"))["protection"]
            found += allowed_by(Protection(**told)) if told else ()
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _raw(ws: Workspace) -> list[Table]:
    """Return the raw tables, if they are still there: after the coaching they are deleted or handed back."""
    try:
        files = ws.raw_files()
    except NoRawFiles:
        return []
    return [table for path in files for table in read_all(path).values()]


def _refuse(nth: int, faults: Iterable[Fault]) -> None:
    told = [f"．{one.sentence}" for one in faults]
    if told:
        raise BundleRefused(nth=nth, what="\n".join(told))
