"""Write several spellings of one thing alike, once a person has confirmed them."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any, ClassVar, Literal, Self

from pydantic import Field, model_validator

from labkit.cleaning.clusters import Cluster, clusters
from labkit.cleaning.evidence import Evidence, names_people, told
from labkit.cleaning.levels import BREAKS, mixed_tai, odd_cells
from labkit.cleaning.step import Cell, CellStep, Example, Missing
from labkit.taiwan.variants import unify

OFTEN, NUMBERED = 2, 0.5


class MergeSpellings(CellStep):
    """Cells that equal one of a group's other spellings become the group's name. Only what is listed; nothing is guessed.

    ``groups`` is ``name: [other spellings]``, as ``labkit.cleaning.clusters`` proposes them; until ``confirmed`` is true
    nothing changes, and the cells that would are counted in a finding.
    """

    step: Literal["merge_spellings"] = "merge_spellings"
    label: ClassVar[str] = "合併同義寫法"
    turn: ClassVar[int] = 60
    label_en: ClassVar[str] = "Merge spellings"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["機關"], "groups": {"臺北市政府": ["台北市政府", "北市府"]}, "confirmed": "true"},
            {"機關": ["台北市政府", "臺北市政府", "北市府", "新北市政府", None]},
            {"機關": ["臺北市政府", "臺北市政府", "臺北市政府", "新北市政府", None]},
        ),
        Example(
            {"columns": ["機關"], "groups": {"臺北市政府": ["北市府"]}}, {"機關": ["北市府"]}, {"機關": ["北市府"]}
        ),
    )
    groups: dict[str, tuple[str, ...]] = Field(min_length=1)
    confirmed: bool = False

    @model_validator(mode="after")
    def _once(self) -> Self:
        told = [one for name, others in self.groups.items() for one in {name, *others}]
        twice = sorted({one for one in told if told.count(one) > 1})
        if twice:
            message = f"有 {len(twice)} 種寫法出現在兩組裡，請只留一組"
            raise ValueError(message)
        return self

    @functools.cached_property
    def _names(self) -> dict[str, str]:
        return {other: name for name, others in self.groups.items() for other in others}

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose groups of spellings, unconfirmed, for columns in which values come back."""
        return [
            cls(columns=(one.name,), groups={group.name: group.others for group in found}, why=_why(found))
            for one in evidence.texts
            if one.kind == "text" and one.distinct * OFTEN <= one.cells and not names_people(one)
            if (found := clusters(_levelled(told(one))))
        ]

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the group's name."""
        text = str(cells[0])
        return self._names.get(text, text)


def _why(found: list[Cluster]) -> str:
    return (
        f"{len(found)} 組寫法可能是同一個，共 {sum(one.cells for one in found):,} 格；逐組確認後把 confirmed 改成 true"
    )


def _levelled(counts: Counter[str]) -> Counter[str]:
    """Return the texts as normalize_text leaves them, where it proposes itself; nothing for columns of numbers."""
    if sum(count for text, count in counts.items() if text[:1].isdigit()) > NUMBERED * sum(counts.values()):
        return Counter()
    odd = odd_cells(counts)
    tai = "臺" if mixed_tai(counts) else "台"
    found = Counter[str]()
    for text, count in counts.items():
        found[(BREAKS.sub(" ", unify(text)) if odd else text).replace("台", tai)] += count
    return found
