"""What a run says in the log: one short sentence per result, nothing twice, what was found before how the data were made ready."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from labkit.coaching.form import signs_of
from labkit.coaching.told import Told

FOUND = ("04", "05")  # stages whose results have a line each; what comes before made the data ready
CLAIMS = "05"  # what is said of a claim is never cut: its interval and its rung stand at the end
LONG = 66  # full-width signs: two rows of the form
DECIDED = "決定"
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
CLAUSE = re.compile(r"[；。](?![^（]*）)")  # where a clause ends, outside brackets


def told_of(results: Sequence[Mapping[str, Any]]) -> tuple[Told, ...]:
    """Return what each of ``results`` (stage, title, parts, together) says, the latest stage first.

    What the team decided comes first, in its own words and in the order of the notebooks.
    A chart that only repeats the numbers of its pivot or analysis is not told; one that adds to them stands in the same line.
    """
    found = [one for one in results if one["title"] != DECIDED]
    decided = tuple(
        dict.fromkeys(f"{DECIDED}：{line}" for one in results if one["title"] == DECIDED for line in one["said"])
    )
    stages = sorted({str(one["stage"]) for one in found}, reverse=True)
    told = tuple(one for stage in stages for one in _stage([each for each in found if each["stage"] == stage]))
    return (Told(DECIDED, decided), *told) if decided else told


def _stage(results: Sequence[Mapping[str, Any]]) -> list[Told]:
    if not str(results[0]["stage"]).startswith(FOUND):
        return list(dict.fromkeys(Told(one["title"], (_prepared(one),)) for one in results))
    said: dict[str, list[str]] = {}
    home: dict[str, str] = {}
    weights: dict[str, int] = {}
    for one in results:
        for name, text, weight in one["parts"]:
            key = name or text
            before = said.setdefault(key, [])
            home.setdefault(key, one["title"])
            weights.setdefault(key, weight)
            if not before or not _numbers(text) <= _numbers("".join(before)):
                before.append(text if name else "")
    most = math.inf if str(results[0]["stage"]).startswith(CLAIMS) else LONG
    lines = {name: _short(name, texts, most) for name, texts in said.items()}
    names = sorted(lines, key=lambda name: -weights[name])
    return [
        Told(title, tuple(lines[name] for name in names if home[name] == title))
        for title in dict.fromkeys(home.values())
    ]


def _prepared(one: Mapping[str, Any]) -> str:
    """Return the one line of a heading: what its results are together, or as many of them as there is room for."""
    told = one["together"]
    if not told:
        parts = [_short(name, [text], LONG / 2) for name, text, _ in one["parts"]]
        kept = next((n for n in range(len(parts), 1, -1) if signs_of("；".join(parts[:n])) <= LONG), 1)
        rest = f"；另 {len(parts) - kept} 項見報告" if kept < len(parts) else ""
        told = "；".join(parts[:kept]) + rest
    return f"{one['title']}：{told}".rstrip("。")


def _short(name: str, texts: Sequence[str], most: float) -> str:
    """Return ``name：texts`` with as many clauses as there is room for, one at least."""
    clauses = [clause for text in texts for clause in CLAUSE.split(text.rstrip("。")) if clause]
    kept = next((n for n in range(len(clauses), 1, -1) if signs_of("；".join([name, *clauses[:n]])) <= most), 1)
    return "：".join(part for part in (name, "；".join(clauses[:kept])) if part)


def _numbers(text: str) -> set[str]:
    return set(NUMBER.findall(text))
