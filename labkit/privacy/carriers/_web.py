"""HTML as people read it: inline tags join their texts, tables are read as tables; attributes, remarks and scripts count too."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from labkit.privacy.carriers._pictures import with_pictures
from labkit.privacy.release.carrier import Passage, Piece, Unreadable, joined
from labkit.privacy.release.table_blocks import blocks

INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
CELLS, ASIDE = frozenset({"td", "th"}), frozenset({"script", "style"})
MOST_SPAN = 100


def web_pieces(text: str, place: str) -> Iterator[Piece]:
    """Yield all that an HTML text carries; raises Unreadable for a frame's or a link's inner data."""
    reader = _Reader(place)
    reader.feed(text)
    reader.close()
    reader.finish()
    for one in reader.found:
        if isinstance(one, Passage):
            yield from with_pictures(one)
        else:
            yield one


class _Table:
    """A table while its tags go by: cells by row and column, as spans push them aside."""

    def __init__(self) -> None:
        self.rows: list[dict[int, str]] = []
        self.blocked: dict[tuple[int, int], bool] = {}
        self.at: int | None = None

    def row(self) -> None:
        self.rows.append({})
        self.at = None

    def cell(self, wide: int, high: int) -> None:
        if not self.rows:
            self.row()
        row, column = len(self.rows) - 1, 0
        while column in self.rows[-1] or (row, column) in self.blocked:
            column += 1
        self.at = column
        self.rows[-1][column] = ""
        for below in range(high):
            for right in range(wide):
                self.blocked[row + below, column + right] = True


class _Reader(HTMLParser):
    """Gathers runs until a tag ends the text they make."""

    def __init__(self, place: str) -> None:
        super().__init__(convert_charrefs=True)
        self.place = place
        self.found: list[Piece] = []
        self.runs: list[str] = []
        self.tables: list[_Table] = []
        self.aside = False

    def handle_data(self, data: str) -> None:
        if not self.aside:
            self.runs.append(data)
            return
        self.found.append(Passage(f"{self.place}的程式或樣式", data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.found += [Passage(f"{self.place}的屬性", value) for name, value in attrs if value]
        self.found += [Passage(f"{self.place}的屬性", name) for name in told]
        if "srcdoc" in told:
            raise Unreadable("網頁內嵌另一個網頁")
        if tag == "br":
            self.runs.append("\n")
        elif tag not in INLINE:
            self._flush()
            self._table(tag, told)
        self.aside = tag in ASIDE

    def _table(self, tag: str, told: dict[str, str]) -> None:
        if tag == "table":
            self.tables.append(_Table())
        elif self.tables and tag == "tr":
            self.tables[-1].row()
        elif self.tables and tag in CELLS:
            self.tables[-1].cell(_span(told.get("colspan")), _span(told.get("rowspan")))

    def handle_endtag(self, tag: str) -> None:
        self.aside = False
        if tag in INLINE or tag == "br":
            return
        self._flush()
        if self.tables and tag in CELLS:
            self.tables[-1].at = None
        elif self.tables and tag == "table":
            self._end_table()

    def _end_table(self) -> None:
        rows = self.tables.pop().rows
        self.found += blocks(f"{self.place}的表格", enumerate(rows, 1))

    def _flush(self) -> None:
        runs, self.runs = self.runs, []
        table = self.tables[-1] if self.tables else None
        if table is None or table.at is None:
            self.found += joined(self.place, runs)
        elif "".join(runs).strip():
            self.found += list(joined(f"{self.place}的表格", runs))[1:]  # each of several runs, the whole is the cell's
            cell = table.rows[-1][table.at]
            table.rows[-1][table.at] = f"{cell}\n{''.join(runs)}".strip()

    def handle_comment(self, data: str) -> None:
        self.found.append(Passage(f"{self.place}的備註", data))

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def finish(self) -> None:
        """Take what was never closed."""
        self._flush()
        while self.tables:
            self._end_table()


def _span(told: str | None) -> int:
    return min(max(int(told), 1), MOST_SPAN) if told and told.isdecimal() else 1
