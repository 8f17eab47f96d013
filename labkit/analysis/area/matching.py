"""Which area a record lies in: by code, or by name within the township; what can be read two ways is never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from labkit.analysis.area.codes import LENGTHS, Place, code_of, plain
from labkit.analysis.area.spec import AreaColumns, Level
from labkit.taiwan.places import all_towns, counties

NO_AREA, UNKNOWN, AMBIGUOUS, OUTSIDE = "no_area", "unknown_area", "ambiguous_area", "outside_area"
REASONS = frozenset({NO_AREA, UNKNOWN, AMBIGUOUS, OUTSIDE})


class Matcher:
    """Finds the code of an area, or the reason why there is none: no_area, unknown_area, ambiguous_area or outside_area.

    A name counts alone, or with its township, or with county and township before it (臺北市萬華區新安里). ``places`` are
    the areas to be shown, so a name is read inside ``within``; a stated township or code elsewhere lies outside.

    >>> places = [Place("63000070001", "福星里", "萬華區", "臺北市"), Place("63000050002", "福星里", "中正區", "臺北市")]
    >>> find = Matcher(places, "village").find
    >>> find("福星里"), find("萬華區福星里"), find("福星里", "中正區"), find("福星"), find("63000070-001")
    ('ambiguous_area', '63000070001', '63000050002', 'unknown_area', '63000070001')
    """

    def __init__(self, places: Iterable[Place], level: Level) -> None:
        self.level = level
        self.codes: set[str] = set()
        self.names: dict[str, set[str]] = {}
        self.above: set[str] = set()
        for one in places:
            self.codes.add(one.code)
            self.above |= {one.town, one.county, one.county + one.town}
            town = one.town if one.town != one.name else ""
            for name in {one.name, town + one.name, one.county + one.name, one.county + town + one.name}:
                self.names.setdefault(name, set()).add(one.code)

    def find(self, name: object, town: object = None, county: object = None) -> str:
        """Return the code of the area, or a reason."""
        told = plain(name)
        if not told:
            return NO_AREA
        code = code_of(told, self.level)
        if code or told in self.codes:
            return self._coded(code or told)
        return self._named(told, plain(town), plain(county))

    def _coded(self, code: str) -> str:
        return code if code in self.codes else OUTSIDE if self._elsewhere(code) else UNKNOWN

    def _named(self, told: str, town: str, county: str) -> str:
        before = town if county and town.startswith(county) else county + town
        if before and before not in self.above:
            return OUTSIDE if _is_place(before) else UNKNOWN
        whole = not before or told.startswith((before, town or before))  # the cell repeats what stands before it
        found = self.names.get(before + told) or (self.names.get(told) if whole else None)
        if not found:
            return OUTSIDE if not before and self._named_elsewhere(told) else UNKNOWN
        return next(iter(found)) if len(found) == 1 else AMBIGUOUS

    def _elsewhere(self, code: str) -> bool:
        """Tell whether a code that is not listed is one of the right length in another township."""
        towns = {one[: LENGTHS["town"]] for one in self.codes}
        return len(code) == LENGTHS.get(self.level) and code[: LENGTHS["town"]] not in towns

    def _named_elsewhere(self, told: str) -> bool:
        """Tell whether a name states a county or township that is none of those shown."""
        county = next((one for one in counties() if told.startswith(one)), "")
        rest = told.removeprefix(county)
        towns = counties()[county] if county else all_towns()
        town = next((one for one in towns if rest.startswith(one) and rest != one), "")
        return bool(county or town) and county + town not in self.above


def _is_place(text: str) -> bool:
    """Tell whether ``text`` is a county, a township, or both."""
    county = next((one for one in counties() if text.startswith(one)), "")
    rest = text.removeprefix(county)
    return bool(county and not rest) or rest in (counties()[county] if county else all_towns())


def matched(frame: pd.DataFrame, columns: AreaColumns, matcher: Matcher) -> pd.Series[Any]:
    """Return the code of each row, or the reason why it has none; each distinct writing is looked up once."""
    told = [_plain(frame[one]) if one else [""] * len(frame) for one in (columns.name, columns.town, columns.county)]
    rows = list(zip(*told, strict=True))
    found = {row: matcher.find(*row) for row in set(rows)}
    return pd.Series([found[row] for row in rows], index=frame.index, dtype=object)


def _plain(cells: pd.Series[Any]) -> list[str]:
    codes, values = cells.factorize()
    names = [*map(plain, values), ""]  # the code of a missing cell is -1
    return [names[code] for code in codes]
