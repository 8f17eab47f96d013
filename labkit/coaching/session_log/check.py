"""What a log still lacks before it can be sent: every fault with its line, those that stop it and those to look at again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from labkit.coaching.log import Log
from labkit.coaching.team import Team
from labkit.core.errors import FileMissing, SpecError
from labkit.core.messages import say
from labkit.core.yaml import YamlPath, YamlText, merge_marks, parse

STANDS_FOR_NOTHING = ("（請", "(請")


@dataclass(frozen=True)
class Fault:
    """Something that a log lacks, or that is to be looked at again (``stops`` is False): where, and the sentence."""

    place: str
    said: str
    stops: bool = True

    @property
    def sentence(self) -> str:
        """Return the fault for people."""
        return f"{self.place}：{self.said}"


@dataclass(frozen=True)
class Around:
    """What a log is compared with: the team, the folder of the frozen sessions, and today as the caller says."""

    team: Team
    sessions: Path
    as_of: date


@dataclass(frozen=True)
class Seen:
    """One log as it is checked: its content, the lines of its file, and what is around it."""

    path: Path
    log: Log
    yaml: YamlText
    around: Around

    def fault(self, code: str, *at: str | int, **facts: object) -> Fault:
        """Return the fault ``code`` at the line of the cell ``at``."""
        return self._told(code, at, facts, stops=True)

    def notice(self, code: str, *at: str | int, **facts: object) -> Fault:
        """Return the same as something to look at again."""
        return self._told(code, at, facts, stops=False)

    def _told(self, code: str, at: YamlPath, facts: dict[str, object], *, stops: bool) -> Fault:
        place = f"{self.path.parent.name}/{self.path.name}"
        line = f" 第 {self.yaml.line_of(at)} 行" if at and at[0] in (self.yaml.value or {}) else ""
        return Fault(f"{place}{line}", say(f"log_check.{code}", **facts), stops)


Rule = Callable[[Seen], Iterator[Fault]]


def check_log(path: Path, around: Around) -> list[Fault]:
    """Return every fault of the log at ``path``: first those that stop it, in the file's order.

    A file that no log can be read from has one fault: marks of a merge with their lines, or what reading refused.
    """
    from labkit.coaching.session_log.rules import RULES  # noqa: PLC0415  (the rules are written in terms of Seen)

    if not path.is_file():
        raise FileMissing(place=f"{path.parent.name}/{path.name}")
    place = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [Fault(place, say("log_check.not_utf8"))]
    if marks := merge_marks(text):
        return [Fault(f"{place} 第 {line} 行", say("log_check.merge")) for line in marks]
    try:
        read = parse(text, place=place)
        seen = Seen(path, Log.of_yaml(read), read, around)
    except SpecError as error:
        told = [line.partition("：") for line in str(error).splitlines()]
        return [Fault(where, said) for where, _, said in told]
    return sorted((fault for rule in RULES for fault in rule(seen)), key=lambda fault: not fault.stops)


def is_empty(text: str) -> bool:
    """Tell whether a cell says nothing: blank, or still 「（請填…）」."""
    return not text.strip() or text.strip().startswith(STANDS_FOR_NOTHING)
