"""The list of all areas that a table of status has to show, by official code."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

import pandas as pd

from labkit.analysis.area.spec import AreasSpec, Codes, Level
from labkit.core.errors import SpecInvalid, UnknownTable
from labkit.core.near import near_miss
from labkit.core.table import Table
from labkit.taiwan.places import townships
from labkit.taiwan.variants import unify

LENGTHS = {"county": 5, "town": 8, "village": 11}
LABELS = {"county": "縣市", "town": "鄉鎮市區", "village": "村里", "other": "區域"}
CODE = re.compile(r"[0-9]+(?:[A-Z][0-9]+)?")
TAIL = re.compile(r"(?<=[0-9])\.0+$")


@dataclass(frozen=True)
class Place:
    """An area: its official code and name, the township, county and group that it lies in."""

    code: str
    name: str
    town: str = ""
    county: str = ""
    group: str = ""


def plain(cell: object) -> str:
    """Return a name as it is compared: one width, no blanks, 臺 for 台; empty for a missing cell.

    >>> plain(" 台北市　"), plain(None)
    ('臺北市', '')
    """
    if cell is None or cell is pd.NA or cell != cell:  # noqa: PLR0124  (NaN is unequal to itself)
        return ""
    return "".join(unify(str(cell)).split()).replace("台", "臺")


def code_of(text: str, level: Level) -> str:
    """Return an official code without hyphen, and with the leading zero that a spreadsheet took off; empty for no code.

    >>> code_of("63000070-029", "village"), code_of("9007010.0", "town"), code_of("榮德里", "village")
    ('63000070029', '09007010', '')
    """
    told = TAIL.sub("", text).replace("-", "").upper()
    if level == "other" or not CODE.fullmatch(told):
        return ""
    length = LENGTHS[level]
    return f"0{told}" if len(told) == length - 1 else told


def places_of(spec: AreasSpec, tables: dict[str, Table]) -> tuple[Place, ...]:
    """Return every area that is to appear, in the order of the codes.

    Raises UnknownTable, UnknownColumn, or SpecInvalid for codes that are no codes, stand twice, or lie nowhere.
    """
    listed = _of_table(spec.codes, spec.level, tables) if spec.codes else _own(spec.level)
    kept = _within(listed, spec.within)
    return tuple(sorted(kept, key=lambda one: one.code))


def label_of(level: Level, places: tuple[Place, ...]) -> str:
    """Return what the areas are called: 里 where all are 里, 村里 where they are mixed."""
    ends = {one.name[-1:] for one in places}
    return ends.pop() if level == "village" and len(ends) == 1 and ends <= {"村", "里"} else LABELS[level]


def table_named(name: str, tables: dict[str, Table]) -> Table:
    """Return a further table; raises UnknownTable with the nearest name."""
    if name not in tables:
        raise UnknownTable(place="areas", name=name, known=list(tables))
    return tables[name]


def _of_table(codes: Codes, level: Level, tables: dict[str, Table]) -> list[Place]:
    table = table_named(codes.table, tables)
    table.require([one for one in (codes.code, codes.name, codes.group) if one])
    frame = table.frame
    found: dict[str, Place] = {}
    for at, (cell, name) in enumerate(zip(frame[codes.code], frame[codes.name], strict=True)):
        code = plain(cell) if level == "other" else code_of(plain(cell), level)
        if not code or not plain(name) or (level in LENGTHS and len(code) != LENGTHS[level]):
            wanted = f"應為 {LENGTHS[level]} 碼的官方代碼與名稱" if level in LENGTHS else "應有代碼與名稱"
            raise SpecInvalid(place=f"代碼表「{codes.table}」第 {at + 1} 筆", what=f"{wanted}，請補正。")
        if code in found:
            raise SpecInvalid(place=f"代碼表「{codes.table}」第 {at + 1} 筆", what="代碼重複，請先整理。")
        county, town = _above(code, level)
        group = plain(frame[codes.group].iloc[at]) if codes.group else ""
        found[code] = Place(code, plain(name), town, county, group)
    if not found:
        raise SpecInvalid(place=f"代碼表「{codes.table}」", what="沒有任何區域，請補上代碼與名稱。")
    return list(found.values())


def _own(level: Level) -> list[Place]:
    if level == "county":
        return [Place(code, county) for code, county in _counties().items()]
    return [Place(code, town, town, county) for (county, town), code in townships().items()]


@functools.cache
def _towns() -> dict[str, tuple[str, str]]:
    return {code: place for place, code in townships().items()}


@functools.cache
def _counties() -> dict[str, str]:
    return {code[: LENGTHS["county"]]: county for (county, _), code in townships().items()}


def _above(code: str, level: Level) -> tuple[str, str]:
    """Return county and township of an official code, as far as labkit knows them."""
    if level not in {"town", "village"}:
        return "", ""
    return _towns().get(code[: LENGTHS["town"]], (_counties().get(code[: LENGTHS["county"]], ""), ""))


def _within(places: list[Place], within: str) -> list[Place]:
    told = plain(within)
    if not told:
        return places
    if CODE.fullmatch(told):
        kept = [one for one in places if one.code.startswith(told)]
    else:
        kept = [one for one in places if told in {one.town, one.county, one.county + one.town, one.group}]
    if not kept:
        known = sorted({name for one in places for name in (one.town, one.county, one.group) if name})
        raise SpecInvalid(place="within", what=f"代碼表裡沒有「{within}」的區域。", near=near_miss(told, known))
    if len({one.county for one in kept if one.town == told}) > 1:
        raise SpecInvalid(place="within", what=f"「{within}」在幾個縣市都有，請連縣市一起寫（例如 臺北市{told}）。")
    return kept
