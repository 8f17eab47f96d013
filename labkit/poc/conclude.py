"""From what a kind found to a MetricResult: units brought to what is wanted, checks asked, the sentence made, all hashed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from labkit.core.digest import digest_of
from labkit.core.errors import MetricInput
from labkit.core.files import sha256_text
from labkit.core.result import Measure
from labkit.poc.amount import Amount, people_needed
from labkit.poc.check import looked_at
from labkit.poc.found import Found, Given, Line
from labkit.poc.metric import Metric
from labkit.poc.result import MetricResult
from labkit.poc.small_cells.hidden_result import HiddenResult
from labkit.poc.small_cells.hiding import hidden_found, is_small
from labkit.poc.statement import statement_of
from labkit.poc.units import MINUTES, POWER, WORDS, convert, number_text
from labkit.poc.wording.comparing import rung_of
from labkit.poc.wording.needs import needs_of

EQUIVALENTS = ("小時", "人日", "24小時日")


def _shown(metric: Metric, found: Found, given: Given) -> MetricResult:
    """Return the result of ``metric``; raises MetricInput for a time of nobody."""
    others = {} if found.each else equivalents_of(found.amount, found.inputs.values())
    if (others or found.each) and metric.whose is None:
        what = "沒有說明是誰的時間。請寫 whose：民眾、櫃員、同仁或等待；不同人的時間不能相加。"
        raise MetricInput(place=metric.name, what=what)
    estimate = found.estimate
    same = (Line(f"等於（{WORDS[name]}）", text.split()[0], WORDS[name], "換算") for name, text in others.items())
    found = replace(found, lines=(*found.lines, *same))
    return MetricResult(
        name=metric.name,
        metric=metric,
        found=found,
        measure=Measure(
            float(found.amount.value),
            str(found.amount.unit),
            n=found.n,
            low=estimate.low if estimate else None,
            high=estimate.high if estimate else None,
            design=rung_of(metric, found),
        ),
        statement=statement_of(metric, found, others, given.as_of),
        needs=needs_of(metric, found),
        checks=looked_at(metric, found, given),
        left_out=dict(found.left_out),
        sha256=_hash(metric, found, given),
        as_of=given.as_of,
        equivalents=others,
    )


def equivalents_of(amount: Amount, inputs: Iterable[Amount] = ()) -> Mapping[str, str]:
    """Return a time in hours, person-days of 8 hours, days of 24 hours and people needed, each named; nothing for no time."""
    people = people_needed(amount, inputs)
    power = {} if people is None else {POWER: f"{number_text(people, 2)} {WORDS[POWER]}"}
    if len(amount.unit.above) != 1 or amount.unit.above[0] not in MINUTES or amount.unit.below not in {(), ("年",)}:
        return power
    times = {name: f"{number_text(convert(amount.value, amount.unit, name))} {WORDS[name]}" for name in EQUIVALENTS}
    return {**times, **power}


def _hash(metric: Metric, found: Found, given: Given) -> str:
    """Return the hash of the specification, the day, and all that was read: one changed cell makes another one."""
    parts = [metric.sha256, given.as_of.isoformat() if given.as_of else ""]
    parts += [digest_of(table) for table in found.used]
    parts += [one.sha256 for one in found.asked]
    parts += [f"{one.population}|{[(cell.keys, cell.measure, cell.value) for cell in one.cells]}" for one in found.read]
    return sha256_text("|".join(parts))


def conclude(metric: Metric, found: Found, given: Given) -> MetricResult:
    """Return the result of ``metric``; what rests on fewer records than its ``least`` comes back without its number.

    Raises MetricInput for a time of nobody.
    """
    if not found.hidden and not is_small(metric, found):
        return _shown(metric, found, given)
    found = found if found.hidden else hidden_found(metric, found)
    return HiddenResult.of(metric, found, _hash(metric, found, given), given.as_of)
