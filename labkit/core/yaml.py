"""YAML 1.2 in one place: scalars are text, lines are kept, aliases, tags and duplicate keys are refused.

Typing belongs to the models (``Spec``): ``14:00`` stays a time, ``010`` a code, ``no`` a word. Empty and ``~`` are None.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from labkit.core.errors import SpecSyntax

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LIMIT_BYTES = 1_000_000
DEPTH = 50  # our specifications are less than ten deep
MARKS = re.compile(r"(<{7}|={7}|>{7}|\|{7})(?: |$)")  # git's, which stand at the very head of a line
NO_SIGN = "含有不能放在文字檔裡的字元或代碼"
TOO_FAR = re.compile(r"\\U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})")  # beyond the last sign; ruamel stumbles over it
LINE_END = re.compile(r"\r\n|\r|\n")
YamlPath = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlText:
    """A parsed document: ``value`` of dict, list, str, None, and the 1-based line of every key and item.

    ``form``: nobody wrote it as lines, it was asked for in a form, so that no line is told.
    """

    value: Any
    lines: dict[YamlPath, int] = field(default_factory=dict)
    place: str = ""
    form: bool = False

    def at(self, path: YamlPath) -> str:
        """Return where ``path`` stands, in words: the place, its line unless it is a form, and the keys."""
        line = "" if self.form else f"第 {self.line_of(path)} 行"
        return " ".join(part for part in (self.place, line, ".".join(map(str, path))) if part)

    def line_of(self, path: YamlPath) -> int:
        """Return the line of ``path`` or of its nearest known parent."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def load(path: Path) -> YamlText:
    """Parse the file at ``path``; raises SpecSyntax with file and line."""
    if path.stat().st_size > LIMIT_BYTES:
        raise SpecSyntax(place=path.name, line=1, what="檔案超過 1 MB")
    try:
        return parse(path.read_text(encoding="utf-8-sig"), place=path.name)
    except UnicodeDecodeError as error:
        raise SpecSyntax(place=path.name, line=1, what="不是 UTF-8 文字檔，請另存為 UTF-8") from error


def parse(text: str, *, place: str = "YAML") -> YamlText:
    r"""Parse ``text``.

    >>> parse("time: 14:00\ncode: 010\nempty:").value
    {'time': '14:00', 'code': '010', 'empty': None}
    """
    from ruamel.yaml import YAML  # noqa: PLC0415  (0.1 s, not paid by --help)
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    text = text.removeprefix("\ufeff")
    if marks := merge_marks(text):
        raise _unfinished_merge(marks, place)
    try:
        return _Composer(YAML(typ="safe", pure=True).parse(io.StringIO(text)), place).document()
    except MarkedYAMLError as error:
        if equals := _marks(text):
            raise _unfinished_merge(equals, place) from error
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SpecSyntax(place=place, line=line, what="不是正確的 YAML（多半是縮排、冒號或引號）") from error
    except YAMLError as error:
        line = 1 + text.count("\n", 0, getattr(error, "position", 0))
        raise SpecSyntax(place=place, line=line, what=f"{NO_SIGN}，請重打這一行") from error
    except (OverflowError, ValueError) as error:
        far = TOO_FAR.search(text)
        raise SpecSyntax(place=place, line=1 + text.count("\n", 0, far.start() if far else 0), what=NO_SIGN) from error


def merge_marks(text: str) -> list[int]:
    r"""Return the lines that hold marks of a merge that was not finished; lines of ======= alone are none.

    >>> merge_marks("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs")
    [2, 4, 6]
    """
    found = _marks(text)
    return list(found) if any(not sign.startswith("=") for sign in found.values()) else []


def _marks(text: str) -> dict[int, str]:
    lines = enumerate(LINE_END.split(text.removeprefix("\ufeff")), 1)
    return {number: found[1] for number, line in lines if (found := MARKS.match(line))}


def _unfinished_merge(lines: Iterable[int], place: str) -> SpecSyntax:
    told = list(lines)
    where = "、".join(str(line) for line in told)
    what = f"有合併衝突的記號（第 {where} 行），兩邊的內容都在檔案裡。請留下要的內容、刪掉記號行，再試一次"
    return SpecSyntax(place=place, line=told[0], what=what)


class _Composer:
    """Builds plain values from parse events, so that nothing is constructed that was not asked for."""

    def __init__(self, events: Iterator[Any], place: str) -> None:
        self.events, self.place = events, place
        self.lines: dict[YamlPath, int] = {}

    def document(self) -> YamlText:
        value: Any = None
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                if self.lines:
                    self._refuse(event, "一個檔案只能有一份內容")
                value = self._node(next(self.events), ())
        return YamlText(value, self.lines, self.place)

    def _node(self, event: Any, path: YamlPath) -> Any:
        self.lines.setdefault(path, event.start_mark.line + 1)
        if len(path) > DEPTH:
            self._refuse(event, f"層數太多，超過 {DEPTH} 層；多半是括號沒有成對")
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            self._refuse(event, "不接受 & 與 * 別名，請直接寫出內容")
        if getattr(event, "tag", None) and str(event.tag) != "!":
            self._refuse(event, "不接受 ! 型別標記")
        if kind == "MappingStartEvent":
            return self._mapping(path)
        if kind == "SequenceStartEvent":
            return self._sequence(path)
        text = self._text(event)
        return None if event.style is None and text in {"", "~"} else text

    def _text(self, event: Any) -> str:
        if any("\ud800" <= sign <= "\udfff" for sign in event.value):
            self._refuse(event, NO_SIGN)
        return str(event.value)

    def _mapping(self, path: YamlPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            if type(event).__name__ != "ScalarEvent":
                self._refuse(event, "鍵必須是文字")
            key = self._text(event)
            if key in result:
                self._refuse(event, f"鍵「{key}」重複")
            self.lines[(*path, key)] = event.start_mark.line + 1
            result[key] = self._node(next(self.events), (*path, key))
        return result

    def _sequence(self, path: YamlPath) -> list[Any]:
        result: list[Any] = []
        while type(event := next(self.events)).__name__ != "SequenceEndEvent":
            result.append(self._node(event, (*path, len(result))))
        return result

    def _refuse(self, event: Any, what: str) -> None:
        raise SpecSyntax(place=self.place, line=event.start_mark.line + 1, what=what)


def dump(value: Any) -> str:
    r"""Return ``value`` (dict, list, scalars) as YAML text that ``parse`` reads back as text.

    >>> dump({"rows": ["里"], "code": "010"})
    "rows:\n- 里\ncode: '010'\n"
    """
    return _text(_writer(), value)


def rewrite(path: Path, changes: dict[str, Any]) -> str:
    """Return the text of the file at ``path`` with top-level keys replaced by ``changes``; comments stay."""
    load(path)
    yaml = _writer()
    document = yaml.load(path.read_text(encoding="utf-8-sig")) or {}
    for key, value in changes.items():
        document[key] = value
    return _text(yaml, document)


def comments(text: str, *, place: str = "YAML") -> list[tuple[int, int]]:
    r"""Return (line, column), both from 0, of every comment: a # outside the scalars, after a blank or at a line's head.

    >>> comments("a: '# no'  # yes")
    [(0, 11)]
    """
    from ruamel.yaml import YAML  # noqa: PLC0415

    parse(text, place=place)
    events = YAML(typ="safe", pure=True).parse(io.StringIO(text))
    spans = [(one.start_mark.index, one.end_mark.index) for one in events if type(one).__name__ == "ScalarEvent"]
    found, at = [], 0
    for number, line in enumerate(text.split("\n")):
        signs = [
            column for column, sign in enumerate(line) if sign == "#" and (not column or line[column - 1] in " \t")
        ]
        free = [column for column in signs if not any(one <= at + column < other for one, other in spans)]
        found += [(number, free[0])] if free else []
        at += len(line) + 1
    return found


def _writer() -> Any:
    from ruamel.yaml import YAML  # noqa: PLC0415

    yaml = YAML(typ="rt", pure=True)
    yaml.allow_unicode = True
    yaml.width = 4096
    yaml.representer.add_representer(type(None), lambda r, _: r.represent_scalar("tag:yaml.org,2002:null", ""))
    return yaml


def _text(yaml: Any, value: Any) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()
