"""How alike the reviewers see the applications, and how strict or lenient each one is beside the others.

Kendall's W describes; it is not tested, for a selection has few reviewers and few applications. Were m reviewers to rank at random,
W would be 1/m on average (the mean of Friedman's chi squared, m (n - 1) W, is n - 1): the sentence says so beside W.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from labkit.coaching.selection.scoring import rounded
from labkit.statistics.concordance import kendall_w

FEWEST = 3
SMALL = 7  # up to here the usual test of W (chi squared) does not hold: Siegel and Castellan 1988, 9.4


@dataclass(frozen=True)
class Strictness:
    """One reviewer beside the others: on how many applications, how far above or below their mean, and the own range.

    ``above`` is None where no other reviewer scored the same applications.
    """

    reviewer: str
    applications: int
    above: Fraction | None
    lowest: Fraction
    highest: Fraction

    @property
    def words(self) -> str:
        """Return how strict the reviewer is, in words."""
        if self.above is None:
            return "沒有其他委員可以比較"
        if not self.above:
            return "與其他委員平均相同"
        return f"平均比其他委員{'高' if self.above > 0 else '低'} {rounded(abs(self.above))} 分"


@dataclass(frozen=True)
class Concord:
    """Kendall's W over the applications that every reviewer scored; None where there are too few of them."""

    w: Fraction | None
    reviewers: int
    applications: int
    of: int

    @property
    def sentence(self) -> str:
        """Return the agreement in one zh-TW sentence."""
        ground = f"{self.reviewers} 位委員都評分的 {self.applications} 案"
        also = f"（另 {self.of - self.applications} 案有委員迴避，未計入）" if self.of > self.applications else ""
        if self.w is None:
            return f"評分一致程度無法計算：{ground}{also}太少，或分數全部相同。"
        pairs = ""
        if self.reviewers > 1:
            mean = (self.reviewers * self.w - 1) / (self.reviewers - 1)
            pairs = f"，相當於任兩位委員名次的平均等級相關 {rounded(mean)}"
        told = f"以 {ground}計{also}，肯德爾和諧係數 W＝{rounded(self.w)}（0 為各行其是，1 為名次完全一致）{pairs}"
        chance = f"；委員人數少時 W 偏高，名次隨意排也平均有 {rounded(Fraction(1, self.reviewers))}"
        return f"{told}{chance}{'' if self.applications > SMALL else f'，且只有 {self.applications} 案，僅供參考'}。"


def strictness_of_each(totals: Mapping[tuple[str, str], Fraction]) -> tuple[Strictness, ...]:
    """Compare each reviewer's totals with the mean of the others' on the same applications."""
    sums, counts = dict[str, Fraction](), Counter[str]()
    for (_, application), total in totals.items():
        sums[application] = sums.get(application, Fraction(0)) + total
        counts[application] += 1
    found = []
    for reviewer in dict.fromkeys(who for who, _ in totals):
        own = {application: total for (who, application), total in totals.items() if who == reviewer}
        apart = [total - (sums[what] - total) / (counts[what] - 1) for what, total in own.items() if counts[what] > 1]
        above = sum(apart, Fraction(0)) / len(apart) if apart else None
        found.append(Strictness(reviewer, len(own), above, min(own.values()), max(own.values())))
    return tuple(found)


def concord(totals: Mapping[tuple[str, str], Fraction]) -> Concord:
    """Return W over the applications that all reviewers scored; at least three are needed."""
    reviewers = list(dict.fromkeys(who for who, _ in totals))
    every = list(dict.fromkeys(what for _, what in totals))
    shared = [what for what in every if all((who, what) in totals for who in reviewers)]
    w = kendall_w([[totals[who, what] for what in shared] for who in reviewers]) if len(shared) >= FEWEST else None
    return Concord(w, len(reviewers), len(shared), len(every))
