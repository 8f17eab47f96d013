"""YAML 1.2 in one place: scalars are text, lines are kept, aliases, tags and duplicate keys are refused.

Typing belongs to the models (``Spec``): ``14:00`` stays a time, ``010`` a code, ``no`` a word. Empty and ``~`` are None.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from labkit.core.errors import SpecSyntax

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIMIT_BYTES = 1_000_000
YamlPath = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlText:
    """A parsed document: ``value`` of dict, list, str, None, and the 1-based line of every key and item."""

    value: Any
    lines: dict[YamlPath, int] = field(default_factory=dict)
    place: str = ""

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

    try:
        return _Composer(YAML(typ="safe", pure=True).parse(io.StringIO(text)), place).document()
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SpecSyntax(place=place, line=line, what="不是正確的 YAML（多半是縮排、冒號或引號）") from error
    except YAMLError as error:
        raise SpecSyntax(place=place, line=1, what="含有 YAML 不允許的字元") from error


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
        kind = type(event).__name__
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            self._refuse(event, "不接受 & 與 * 別名，請直接寫出內容")
        if getattr(event, "tag", None) and str(event.tag) != "!":
            self._refuse(event, "不接受 ! 型別標記")
        if kind == "MappingStartEvent":
            return self._mapping(path)
        if kind == "SequenceStartEvent":
            return self._sequence(path)
        return None if event.style is None and event.value in {"", "~"} else event.value

    def _mapping(self, path: YamlPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := next(self.events)).__name__ != "MappingEndEvent":
            if type(event).__name__ != "ScalarEvent":
                self._refuse(event, "鍵必須是文字")
            if event.value in result:
                self._refuse(event, f"鍵「{event.value}」重複")
            self.lines[(*path, event.value)] = event.start_mark.line + 1
            result[event.value] = self._node(next(self.events), (*path, event.value))
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
