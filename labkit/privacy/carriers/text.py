"""Plain text: txt, Markdown, YAML. A paragraph is one text, and so is each of its lines; lines of cells are a table too."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from labkit.privacy.release.carrier import Carrier, Passage, Piece, Unreadable
from labkit.privacy.release.table_blocks import blocks

RULE = re.compile(r"[\s|:+=-]*")


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield paragraphs and lines; raises Unreadable for text that is not UTF-8."""
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise Unreadable("不是文字檔")
    numbered = enumerate(text.splitlines(), 1)
    for blank, group in itertools.groupby(numbered, key=lambda pair: not pair[1].strip()):
        lines = [] if blank else list(group)
        if len(lines) > 1:
            whole = "\n".join(line for _, line in lines)
            yield Passage(f"第 {lines[0][0]}–{lines[-1][0]} 行", whole)
        yield from (Passage(f"第 {number} 行", line) for number, line in lines)
        if len(lines) > 1 and all("|" in line for _, line in lines):
            yield from _table(lines)


def _table(lines: Sequence[tuple[int, str]]) -> Iterator[Piece]:
    """Yield lines like ``| 里 | 件 |`` as a table, without the rule below its header."""
    rows = [line.strip().strip("|").split("|") for _, line in lines if not RULE.fullmatch(line)]
    yield from blocks(
        f"第 {lines[0][0]} 行起的表格", enumerate((dict(enumerate(map(str.strip, row))) for row in rows), 1)
    )


TEXT = Carrier(suffixes=(".txt", ".md", ".yml", ".yaml"), pieces=pieces)
