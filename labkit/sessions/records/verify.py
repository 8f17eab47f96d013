"""Verify: a bundle checked on the other side, without the workspace and without raw data."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

import pandas as pd

from labkit.core.document import Document, Text
from labkit.core.errors import FileMissing
from labkit.core.result import Result
from labkit.sessions.manifest import NAME
from labkit.sessions.records.chain import chain_of
from labkit.sessions.records.contents import EARLIER, SESSION, Contents
from labkit.sessions.records.crate import NAME as CRATE
from labkit.sessions.records.fault import Fault, shown_name
from labkit.sessions.records.frozen import Frozen, manifest_faults, output_faults
from labkit.sessions.records.opened import open_zip
from labkit.sessions.records.papers import Papers, check_papers
from labkit.sessions.records.quoting import log_faults
from labkit.sessions.records.read_me import LIMITS, PROVES
from labkit.sessions.records.sums import NAME as SUMS
from labkit.sessions.records.sums import sums_faults

SHOWN = 50
NO_PAPERS = Papers(0, 0, ())


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class VerifyResult(Result):
    """What the check of a bundle found; it passes only without a fault."""

    counts_only: ClassVar[bool] = True
    faults: tuple[Fault, ...]
    files: int
    frozen: Frozen | None
    chain: tuple[Frozen, ...] = ()
    papers: Papers = NO_PAPERS

    @property
    def passed(self) -> bool:
        """Tell whether everything is as it was frozen."""
        return not self.faults

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per fault: file, what."""
        rows = [(shown_name(one.file), one.what) for one in self.faults]
        return pd.DataFrame(rows, columns=["file", "what"], dtype="object")

    @property
    def summary(self) -> str:
        """Return whether the bundle passed, and what was checked."""
        if self.faults or self.frozen is None:
            files = len({one.file for one in self.faults})
            return f"成果包核對不通過：{files} 個檔案、{len(self.faults)} 處不符。請不要採用，並向交付的機關查明。"
        return (
            f"第 {self.frozen.nth} 次輔導的成果包核對通過：{self.files:,} 個檔案的雜湊都相符，沒有多也沒有少；"
            f"manifest 重算相同，{self._chained}紀錄表引用的就是這份 manifest。{self._reported}"
        )

    @property
    def _chained(self) -> str:
        return f"與先前 {len(self.chain)} 次前後相連；" if self.chain else "沒有更早的封存；"

    @property
    def _reported(self) -> str:
        told = [f"{self.papers.recomputed} 份報告的數字由規格重算相同"] if self.papers.recomputed else []
        compared = f"{self.papers.compared} 份報告的數字與其紀錄檔相符（重算要有機關的資料）"
        told += [compared] if self.papers.compared else []
        return f"{'，'.join(told)}。" if told else ""

    def to_document(self) -> Document:
        """Return the summary, the first faults by file, what is to be compared with paper, and what hashes cannot prove."""
        told = [Text(self.summary), *(Text(f"．{one.sentence}") for one in self.faults[:SHOWN])]
        if len(self.faults) > SHOWN:
            told.append(Text(f"．另有 {len(self.faults) - SHOWN:,} 處（加 --json 可全部列出）"))
        if self.frozen:
            told.append(Text(f"請與紙本紀錄表比對：manifest sha256 {self.frozen.printed}…（{self.frozen.folder}）"))
        if self.passed:
            told += [Text(PROVES, "note"), Text(LIMITS, "note")]
        return Document("成果包核對", tuple(told))


def verify_bundle(path: str | Path) -> VerifyResult:
    """Check the bundle at ``path``, a zip or the folder that it was unpacked to; nothing outside of it is read.

    Raises FileMissing, FileBroken for no zip, or BundleUnsafe for one that is not opened. Whoever makes all of a bundle again
    passes: only the hash printed in the signed log on paper tells.
    """
    path = Path(path)
    if path.is_dir():
        return _verified(path, path.name)
    if not path.exists():
        raise FileMissing(place=path.name)
    with tempfile.TemporaryDirectory() as room:
        open_zip(path, Path(room))
        return _verified(Path(room), path.name)


def _verified(root: Path, name: str) -> VerifyResult:
    """Check an unpacked bundle; a folder that is none is not read through."""
    sums = root / SUMS
    if sums.is_symlink() or not sums.is_file():
        return VerifyResult(name=name, faults=(Fault(SUMS, "sums_missing"),), files=0, frozen=None)
    contents = Contents.of(root)
    frozen, faults = contents.frozen()
    faults += sums_faults(sums.read_bytes(), contents.listed, _sure(frozen) if frozen else {})
    faults += [*contents.links, *contents.misplaced()]
    chain: tuple[Frozen, ...] = ()
    if frozen:
        chain, told = _session_faults(contents, frozen)
        faults += told
    papers = check_papers(contents, frozen) if frozen and not faults else NO_PAPERS
    faults += papers.faults
    return VerifyResult(
        name=name,
        faults=tuple(sorted(faults, key=lambda one: one.file)),
        files=len(contents.hashes),
        frozen=frozen,
        chain=chain,
        papers=papers,
    )


def _session_faults(contents: Contents, frozen: Frozen) -> tuple[tuple[Frozen, ...], list[Fault]]:
    """Return the chain, and every fault of the session: its manifest, its files, the chain, the log, the crate."""
    prefix = f"{SESSION}{frozen.folder}/"
    faults = manifest_faults(frozen, prefix + NAME)
    faults += output_faults(frozen, contents.below(prefix), prefix)
    chain, broken = chain_of(frozen, contents.in_chain())
    known = {f"{one.folder}/{NAME}" for one in chain} | {one.file.removeprefix(EARLIER) for one in broken}
    loose = [Fault(EARLIER + one, "chain_extra") for one in contents.below(EARLIER) if one not in known]
    faults += [*broken, *loose, *log_faults(contents, frozen)]
    return chain, faults or _crate_faults(contents.root / prefix / CRATE, frozen, prefix + CRATE)


def _crate_faults(path: Path, frozen: Frozen, place: str) -> list[Fault]:
    """Return the files of which the crate, where there is one, tells another hash than the manifest."""
    if not path.is_file():
        return []
    try:
        graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
        told = {unquote(one["@id"]): one["sha256"] for one in graph if one["@type"] == "File" and "sha256" in one}
    except (ValueError, KeyError, TypeError, RecursionError):
        return [Fault(place, "crate_differs", {"name": CRATE})]
    wrong = [name for name, value in told.items() if frozen.outputs.get(name) != value]
    return [Fault(place, "crate_differs", {"name": name}) for name in wrong]


def _sure(frozen: Frozen) -> Mapping[str, str]:
    """Return the hashes of a bundle's files that the manifest states."""
    if frozen.stated != frozen.digest:
        return {}
    return {f"{SESSION}{frozen.folder}/{name}": value for name, value in frozen.outputs.items()}
