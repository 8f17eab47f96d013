"""Would the list be another one? Weights moved, each reviewer left out, ranks in the place of scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from labkit.coaching.selection.places import Line, Standing, draw_line
from labkit.coaching.selection.scoring import (
    Scores,
    digits_that_tell,
    mean_of_each,
    rank_points,
    rounded,
    weighted_totals,
)

MOVES = (-10, -5, 5, 10)
KINDS = {"weight": "權重增減 5 或 10 點", "reviewer": "拿掉任一位委員", "ranks": "改以各委員的名次計算"}


@dataclass(frozen=True)
class Variant:
    """The list under one other way of counting: who would come in, who would fall out, who would be tied at the line.

    ``why_not`` says why a variant cannot be counted; nothing else is told then.
    """

    kind: str
    label: str
    came: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def changes(self) -> bool:
        """Tell whether the list is surely another one."""
        return bool(self.came or self.left)


@dataclass(frozen=True)
class Sensitivity:
    """Every variant, and the sentence that people read."""

    variants: tuple[Variant, ...]
    gap: str

    @property
    def sentence(self) -> str:
        """Return how firm the list is, in one zh-TW sentence."""
        told = [self.gap] if self.gap else []
        for kind, label in KINDS.items():
            counted = [one for one in self.variants if one.kind == kind and not one.why_not]
            if counted:
                told.append(f"{label}，{_times(counted)}")
        return "；".join(told) + "。" if told else ""


def _times(counted: Sequence[Variant]) -> str:
    changed, tied = sum(one.changes for one in counted), sum(bool(one.tied) and not one.changes for one in counted)
    if len(counted) == 1:
        return "名單會變" if changed else "界線上會有並列" if tied else "名單不變"
    also = f"，另 {tied} 次在界線上並列" if tied else ""
    return (f"{len(counted)} 次中有 {changed} 次名單會變" if changed else f"{len(counted)} 次名單都不變") + also


def try_variants(scores: Scores, weights: Mapping[str, Fraction], standing: Standing, room: int) -> Sensitivity:
    """Count the list anew under every variant and compare it with ``standing``; ``weights`` are by criterion.

    A weight that moves takes from, or gives to, the others in proportion. Ranks are each reviewer's own (``rank_points``).
    """
    totals = weighted_totals(scores, tuple(weights.values()))
    counted = [_compared("weight", label, values, standing.picks, room) for label, values in _moved(scores, weights)]
    for reviewer, values, lacking in _without_each(totals):
        label = f"不計 {reviewer}"
        if lacking:
            counted.append(Variant("reviewer", label, why_not=f"{'、'.join(lacking)} 就沒有人評分"))
        else:
            counted.append(_compared("reviewer", label, values, standing.picks, room))
    counted.append(_compared("ranks", "以名次代替分數", rank_points(totals), standing.picks, room))
    return Sensitivity(tuple(counted), _gap(standing, room))


def _moved(scores: Scores, weights: Mapping[str, Fraction]) -> Iterator[tuple[str, dict[str, Fraction]]]:
    """Yield the means under every moved weight: a mean of weighted totals is the weighted mean of each criterion's mean."""
    means = [mean_of_each({place: told[at] for place, told in scores.items()}) for at in range(len(weights))]
    for name, weight in weights.items():
        for move in MOVES:
            moved = weight + Fraction(move, 100)
            if weight == 1 or not 0 <= moved <= 1:
                continue
            share = (1 - moved) / (1 - weight)
            other = [moved if one == name else old * share for one, old in weights.items()]
            values = {
                one: sum((part * mean[one] for part, mean in zip(other, means, strict=True)), Fraction(0))
                for one in means[0]
            }
            yield f"{name} {move:+d}", values


def _without_each(totals: Mapping[tuple[str, str], Fraction]) -> Iterator[tuple[str, dict[str, Fraction], list[str]]]:
    """Yield, for each reviewer of several, the means without this one, and the applications that nobody would have scored."""
    told: dict[str, dict[str, Fraction]] = {}
    for (reviewer, application), total in totals.items():
        told.setdefault(application, {})[reviewer] = total
    sums = {application: sum(given.values(), Fraction(0)) for application, given in told.items()}
    reviewers = list(dict.fromkeys(reviewer for reviewer, _ in totals))
    for reviewer in reviewers if len(reviewers) > 1 else []:
        lacking = sorted(one for one, given in told.items() if set(given) == {reviewer})
        values = {
            one: (sums[one] - given.get(reviewer, Fraction(0))) / (len(given) - (reviewer in given))
            for one, given in told.items()
            if one not in lacking
        }
        yield reviewer, values, lacking


def _compared(kind: str, label: str, values: Mapping[str, Fraction], known: Line, room: int) -> Variant:
    line = draw_line(values, room)
    open_now = () if known.chosen else known.tied
    came = tuple(one for one in line.surely if one not in (*known.above, *open_now))
    left = tuple(one for one in known.above if one not in (*line.surely, *line.tied))
    return Variant(kind, label, came, left, line.tied if set(line.tied) != set(known.tied) else ())


def _gap(standing: Standing, room: int) -> str:
    """Say how far the last who is in stands above the first who is not."""
    placed = standing.placed
    if len(placed) <= room:
        return f"{len(placed)} 案都在 {room} 個名額之內"
    last, first = placed[room - 1].mean, placed[room].mean
    if last == first:
        return f"第 {room} 名的界線上有 {len(standing.picks.tied)} 案同分並列"
    digits = digits_that_tell([last, first])
    return f"第 {room} 名與第 {room + 1} 名相差 {rounded(last - first, digits)} 分"
