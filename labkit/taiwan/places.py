"""The 22 counties and 368 townships of Taiwan, with their codes.

Source: 內政部 鄉鎮市區代碼, as of 2023-09-28 (places.csv: names and codes as facts). Both 臺 and 台 are understood.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path


@functools.cache
def townships() -> dict[tuple[str, str], str]:
    """Return the code of every (county, township), names written with 臺.

    >>> townships()["臺北市", "萬華區"]
    '63000070'
    """
    with Path(__file__).with_name("places.csv").open(encoding="utf-8") as stream:
        return {(row["county"], row["town"]): row["town_code"] for row in csv.DictReader(stream)}


@functools.cache
def counties() -> dict[str, tuple[str, ...]]:
    """Return each county's townships, longest names first.

    >>> len(counties()), "萬華區" in counties()["臺北市"]
    (22, True)
    """
    found: dict[str, list[str]] = {}
    for county, town in townships():
        found.setdefault(county, []).append(town)
    return {county: tuple(sorted(towns, key=len, reverse=True)) for county, towns in found.items()}


@functools.cache
def all_towns() -> tuple[str, ...]:
    """Return every township's name once, longest first; some (東區, 中正區) stand in several counties."""
    return tuple(sorted({town for _, town in townships()}, key=lambda name: (-len(name), name)))
