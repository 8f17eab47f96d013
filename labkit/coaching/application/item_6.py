"""Item 6 beside an inventory: what it fills, what has changed in the files since, and what a renewal replaces.

What people put in their own words is theirs: it is not compared, not told and not replaced. A cell is compared where it still has
the form in which an inventory writes it: a count, a period of two days, columns of which the file has some, a format with its encoding.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from labkit.coaching.application.spec_parts import DataSet
from labkit.coaching.application.words import ApplicationWords
from labkit.core.document import Grid
from labkit.core.finding import Finding

TO_FILL = "（請"  # with what a blank begins that labkit prints for people to fill
COMPUTED = ("span", "format", "fields", "rows")
COUNT = re.compile(r"[0-9][0-9,]*")
SPAN = re.compile(r"\d+年\d+月\d+日至\d+年\d+月\d+日")
LISTED = 5


def datasets_of(item_6: Grid) -> list[DataSet]:
    """Return the rows that an inventory computes; blanks that it leaves to the team are empty."""
    rows = [[_told(cell.text) for cell in row] for row in item_6.rows[item_6.header :]]
    return [DataSet(**dict(zip(DataSet.model_fields, row, strict=True))) for row in rows]


def filled(mine: Sequence[DataSet], found: Sequence[DataSet], *, renew: bool = False) -> tuple[DataSet, ...]:
    """Return the team's rows with their empty cells as ``found`` computes them, then the rows that are new.

    With ``renew``, the cells that the files have left behind are replaced too.
    """
    kept = [_joined(one, _same(one, found), renew=renew) for one in mine]
    return (*kept, *(one for one in found if _same(one, mine) is None))


def item_6_findings(mine: Sequence[DataSet], item_6: Grid, words: ApplicationWords) -> list[Finding]:
    """Return which rows say other than the files do now, by the form's labels, and how many data sets are not in it yet."""
    found = datasets_of(item_6)
    place = f"{words.parts['proposal'][:2]}{words.proposal['datasets']}"
    told = []
    for at, one in enumerate(mine, 1):
        names = _stale(one, _same(one, found))
        if names:
            facts = {"names": "、".join(words.datasets[name] for name in names)}
            told.append(Finding("application_item_6_stale", f"{place} 第 {at} 筆", len(names), facts=facts))
    new = [one.source for one in found if _same(one, mine) is None]
    if new:
        facts = {"names": "、".join(new[:LISTED]) + ("…" if len(new) > LISTED else "")}
        told.append(Finding("application_item_6_new", place, len(new), facts=facts))
    return told


def _told(text: str) -> str:
    return "" if text.startswith(TO_FILL) else text


def _same(one: DataSet, others: Sequence[DataSet]) -> DataSet | None:
    """Return the row of the same file: by what stands in 資料來源, or by the file's name that follows the source in brackets."""
    exact = next((other for other in others if other.source == one.source), None)
    return exact or next((other for other in others if _names(one.source, other.source)), None)


def _names(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return bool(short) and long.endswith(f"（{short}）")


def _joined(mine: DataSet, found: DataSet | None, *, renew: bool) -> DataSet:
    if found is None:
        return mine
    changed = {name for name in DataSet.model_fields if not getattr(mine, name)}
    changed |= set(_stale(mine, found)) if renew else set()
    return mine.model_copy(update={name: getattr(found, name) for name in changed})


def _stale(mine: DataSet, found: DataSet | None) -> list[str]:
    if found is None:
        return []
    return [name for name in COMPUTED if _differs(name, _bare(getattr(mine, name)), _bare(getattr(found, name)))]


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _differs(name: str, mine: str, found: str) -> bool:
    """Tell whether a cell says other than the file does; one in people's own words does not.

    >>> _differs("rows", "600筆", "601"), _differs("rows", "約六百", "601"), _differs("fields", "甲、乙", "乙、丙")
    (True, False, True)
    """
    if not mine or not found or mine == found:
        return False
    if name == "rows":
        counts = COUNT.findall(mine)
        return len(counts) == 1 and counts[0].replace(",", "") != found.replace(",", "")
    if name == "span":
        return bool(SPAN.fullmatch(mine))
    if name == "fields":
        listed, held = set(mine.split("、")), set(found.split("、"))
        return listed != held and bool(listed & held) and "等" not in mine
    return mine.partition("(")[0] == found.partition("(")[0]
