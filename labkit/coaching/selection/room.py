"""A selection's folder: settings, log, sheets, records, letters. Everything is written whole, all files of a step or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from labkit.coaching.selection.differences import Difference, differences, state_of
from labkit.coaching.selection.journal import Journal, What
from labkit.coaching.selection.outcome import Announced, announced
from labkit.coaching.selection.places import TieDecision
from labkit.coaching.selection.spec import Selection
from labkit.coaching.selection.spec_parts import ROUNDS, Application, RoundName
from labkit.coaching.selection.writing import alone, write_all
from labkit.core.errors import FileExists, FileMissing
from labkit.core.files import files_below
from labkit.core.resources import resource
from labkit.core.selection_errors import ChangeUnlogged, JournalBroken, SelectionUnready

SETTINGS, LOG, LETTERS = "selection.yml", "changes.jsonl", "letters.yml"
FOLDERS: dict[RoundName, str] = {"written": f"1_{ROUNDS['written']}", "video": f"2_{ROUNDS['video']}"}
SHEETS, FILLED, RECORDS, MINUTES, OUTSIDE = "評分表", "已填評分表", "評選紀錄", "議程與紀錄表", "對外"
OTHER_TEAMS = "書面審查重新計分後，進入視訊審查的名單不同了；請重新產生視訊審查的評分表，評分後再計分。"
LOST = "沒有任何紀錄，但資料夾裡已有先前產生的檔案（紀錄被刪除或清空）"
IN_THE_WAY = "已經存在，內容可能有人填過或簽過，不會覆寫，這次沒有寫出任何檔案。請先移到別處保存，再執行一次。"
COUNTS = ("criteria", "weights_reason", "scale", "applications", "reviewers", "conflicts", "withdrawn")


@dataclass(frozen=True)
class Room:
    """One year's folder, with its settings and its log as they stand on disk."""

    root: Path
    selection: Selection
    journal: Journal

    @classmethod
    def create(cls, root: Path, year: int) -> Self:
        """Make a folder with settings to fill in; raises FileExists where the place holds something."""
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise FileExists(place=root.name)
        text = resource("templates", "selection", SETTINGS).read_text(encoding="utf-8").replace("YEAR", str(year))
        words = resource("templates", "forms", "selection_letters.yml").read_bytes()
        write_all({root / SETTINGS: text.encode("utf-8"), root / LETTERS: words})
        for folder in FOLDERS.values():
            (root / folder / FILLED).mkdir(parents=True)
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> Self:
        """Read settings and log; raises FileMissing, SpecInvalid, or JournalBroken for a log that was edited."""
        if not (root / SETTINGS).is_file():
            raise FileMissing(place=f"{root.name}/{SETTINGS}")
        return cls(root, Selection.load(root / SETTINGS), Journal.load(root / LOG))

    def folder(self, name: RoundName, kind: str) -> Path:
        """Return a round's folder of one kind."""
        return self.root / FOLDERS[name] / kind

    @property
    def unlogged(self) -> list[Difference]:
        """Return what the settings say otherwise than the log's newest state; nothing before the first entry."""
        states = self.journal.of("opened", "changed")
        return differences(states[-1].facts["state"], state_of(self.selection)) if states else []

    def ready(self, *, by: str, at: datetime) -> Room:
        """Return the room with its settings on record: logged now if they never were.

        Raises ChangeUnlogged where they differ, and JournalBroken where rounds were counted but the log is empty.
        """
        if not self.journal.entries:
            if self.left_over(RECORDS, MINUTES):
                raise JournalBroken(place=LOG, what=LOST)
            return self.noted("opened", {"state": state_of(self.selection)}, by=by, at=at)
        if self.unlogged:
            raise ChangeUnlogged(place=SETTINGS, what="\n".join(one.sentence for one in self.unlogged))
        return self

    def left_over(self, *kinds: str) -> bool:
        """Tell whether something that was made stands in the folders of these kinds, or in the folder of what was sent."""
        places = [self.folder(name, kind) for name in FOLDERS for kind in kinds]
        return any(files_below(place) for place in (*places, self.root / OUTSIDE))

    def noted(self, what: What, facts: Mapping[str, Any], *, by: str, at: datetime) -> Room:
        """Return the room with one more entry in its log; nothing is written yet."""
        return replace(self, journal=self.journal.with_entry(what, facts, by=by, at=at))

    def write(self, files: Mapping[Path, bytes]) -> None:
        """Write the files of a step and then the log: all of them, or none.

        Raises SelectionUnready, before anything is written, where a file stands in the way, or where somebody else writes or wrote.
        """
        with alone(self.root):
            there = Journal.load(self.root / LOG).entries
            if there != self.journal.entries[: len(there)] or len(there) == len(self.journal.entries):
                raise SelectionUnready(place=LOG, what="有人同時執行了別的步驟，這次沒有寫出任何檔案，請再執行一次。")
            taken = [path for path, content in files.items() if path.exists() and not _holds(path, content)]
            if taken:
                raise SelectionUnready(place=self.named(taken[0]), what=IN_THE_WAY)
            write_all({**files, self.root / LOG: self.journal.text.encode("utf-8")})

    def free(self, folder: Path) -> Path:
        """Return the folder, or the first of …_第2次, …_第3次 that is not there yet: what was sent out is never overwritten."""
        nth = 1
        while (found := folder if nth == 1 else folder.with_name(f"{folder.name}_第{nth}次")).exists():
            nth += 1
        return found

    def named(self, path: Path) -> str:
        """Return a file's place in the folder, as the log holds it."""
        return path.relative_to(self.root).as_posix()

    def hashes(self, files: Mapping[Path, bytes]) -> dict[str, str]:
        """Return the hash of every file that is about to be written."""
        return {self.named(path): sha256(content).hexdigest() for path, content in files.items()}

    def knows(self, path: Path, content: bytes) -> bool:
        """Tell whether the file stands there with this content, and the log says that it was made."""
        told = [one.facts.get("files", {}).get(self.named(path)) for one in self.journal.of("made")]
        return _holds(path, content) and sha256(content).hexdigest() in told

    def candidates(self, name: RoundName) -> tuple[Application, ...]:
        """Return the applications of a round: all for the written one, those that it picked for the video round."""
        told = self.selection.applications if name == "written" else tuple(self.settled("written").those("picked"))
        if not told:
            raise SelectionUnready(place=SETTINGS, what="applications 還沒有申請案，請先填寫。")
        if not self.selection.reviewers:
            raise SelectionUnready(place=SETTINGS, what="reviewers 還沒有委員，請先填寫。")
        return told

    def decisions(self, name: RoundName) -> list[TieDecision]:
        """Return what the meeting decided about ties, oldest first."""
        told = [(one.by, one.facts) for one in self.journal.of("decided") if one.facts["round"] == name]
        return [TieDecision(tuple(one["among"]), tuple(one["chosen"]), one["why"], by) for by, one in told]

    def scored(self, name: RoundName) -> Mapping[str, Any] | None:
        """Return the newest count of a round as the log holds it."""
        told = [one.facts for one in self.journal.of("scored") if one.facts["round"] == name]
        return told[-1] if told else None

    def settled(self, name: RoundName) -> Announced:
        """Return the outcome of a round; raises SelectionUnready before it is counted, tied at a line, or counted before a change."""
        facts, label = self.scored(name), ROUNDS[name]
        if facts is None:
            raise SelectionUnready(place=label, what="還沒有計分，請先執行「labkit select score」。")
        if self._is_outdated(name):
            raise SelectionUnready(
                place=label, what="計分之後又登錄了異動或會議決定，請重新執行「labkit select score」。"
            )
        if facts["tie"]:
            told = "、".join(facts["tie"]["among"])
            raise SelectionUnready(
                place=label, what=f"{told} 同分並列，請會議決定後以「labkit select decide」登錄，再重新計分。"
            )
        if name == "video" and set(facts["outcomes"]) != {one.id for one in self.candidates("video")}:
            raise SelectionUnready(place=label, what=OTHER_TEAMS)
        return announced(self.selection, name, facts["outcomes"], facts["waiting"])

    def _is_outdated(self, name: RoundName) -> bool:
        """Tell whether something that counts came after the newest count; what changes once the next round began is for that one."""
        newest = max(one.n for one in self.journal.of("scored") if one.facts["round"] == name)
        later = [one for one in self.journal.entries if one.n > newest]
        for one in later:
            if one.what == "made" and name == "written" and one.facts["round"] == "video":
                return False
            if one.what == "decided" and one.facts["round"] == name:
                return True
            if one.what == "changed" and any(_counts(told["where"], name) for told in one.facts["differences"]):
                return True
        return False

    def current(self) -> RoundName:
        """Return the round that is under way: video once the written one is settled."""
        try:
            self.settled("written")
        except SelectionUnready:
            return "written"
        return "video"


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _counts(where: str, name: RoundName) -> bool:
    return where.startswith((*COUNTS, f"{name}.picks", f"{name}.waiting"))


def safe_name(text: str) -> str:
    r"""Return a text as part of a file's name on any system.

    >>> safe_name("甲/乙 機關")
    '甲_乙_機關'
    """
    return re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', "_", text).strip("._")[:40]
