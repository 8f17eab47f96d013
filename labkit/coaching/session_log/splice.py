"""Cells are put into a log's YAML line by line: every other line, and every comment, stays as people wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from labkit.core.log_errors import LogRefused
from labkit.core.yaml import comments, dump, parse

MANY = "\n"


def spliced(text: str, changes: Mapping[str, Any], *, place: str) -> str:
    r"""Return ``text`` with the top-level keys of ``changes`` set; comments inside a replaced value move with their line.

    A comment whose line is gone stands after the new value. Raises LogRefused, rather than lose something, where the file is not
    written as keys of their own lines.

    >>> spliced("a:\n- x  # on x\n# before b\nb: 1\n", {"a": ["y", "x"]}, place="03.yml")
    'a:\n- y\n- x  # on x\n# before b\nb: 1\n'
    """
    windows = "\r\n" in text
    told = text.replace("\r\n", "\n")
    wanted = {**(parse(told, place=place).value or {}), **parse(dump(dict(changes)), place=place).value}
    for name, value in changes.items():
        told = _with(told, name, value, place)
    if parse(told, place=place).value != wanted:
        raise LogRefused(place=place, what="這個檔案的寫法特別，無法只改一欄而不動到其他內容；請直接在檔案裡修改。")
    return told.replace("\n", "\r\n") if windows else told


def cell_text(name: str, value: Any) -> str:
    r"""Return one key as YAML: several lines of text as a block that people can go on writing in.

    >>> cell_text("expert_remarks", "一\n二")
    'expert_remarks: |-\n  一\n  二\n'
    """
    if value is None:
        return f"{name}:\n"
    if isinstance(value, str) and MANY in value:
        lines = value.split(MANY)
        block = f"{name}: |-\n" + "".join(f"  {line}".rstrip(" ") + "\n" for line in lines)
        if parse(block).value == {name: value}:
            return block
    return dump({name: value})


def _with(text: str, name: str, value: Any, place: str) -> str:
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    parsed = parse(text, place=place)
    heads = sorted(line for path, line in parsed.lines.items() if len(path) == 1)
    start = parsed.lines.get((name,))
    new = cell_text(name, value).splitlines(keepends=True)
    if start is None:
        return "".join([*lines, *new])
    end = next((line - 1 for line in heads if line > start), len(lines))
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    old = lines[start - 1 : end]
    return "".join([*lines[: start - 1], *_commented(new, old, comments("".join(old), place=place)), *lines[end:]])


def _commented(new: list[str], old: list[str], found: list[tuple[int, int]]) -> list[str]:
    """Return the new lines with the comments of the old ones: beside the same line, above it, or else at the end."""
    beside: dict[int, str] = {}
    above: dict[int, list[str]] = {}
    after: list[str] = []
    starts = dict(found)
    codes = [line[: starts[at]].strip() if at in starts else line.strip() for at, line in enumerate(old)]
    for at, column in found:
        comment = old[at][column:].rstrip("\n")
        target = at if codes[at] else next((one for one in range(at + 1, len(old)) if codes[one]), None)
        spot = None if target is None else _same_line(codes[target], new, head=target == 0)
        if spot is None or (codes[at] and spot in beside):
            after.append(f"{comment}\n")
        elif codes[at]:
            beside[spot] = comment
        else:
            above.setdefault(spot, []).append(f"{comment}\n")
    told: list[str] = []
    for at, line in enumerate(new):
        told += above.get(at, [])
        told.append(f"{line.rstrip()}  {beside[at]}\n" if at in beside else line)
    return [*told, *after]


def _same_line(code: str, new: list[str], *, head: bool) -> int | None:
    if head:
        return 0 if len(new) == 1 or new[0].rstrip().endswith((":", "|-")) else None
    return next((at for at, line in enumerate(new) if line.strip() == code), None)
