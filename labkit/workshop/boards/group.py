"""Group poster: what a group found, on one sheet — problem, pain point, data, finding with its caveat, decision, next step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from labkit.core.spec import SpecPart
from labkit.taiwan.roc_dates import roc_text
from labkit.workshop.board import Board, Need, Said
from labkit.workshop.form_rows import HEAD, NEED_COLUMNS, Asked
from labkit.workshop.held import Held
from labkit.workshop.needs import counted, need_line
from labkit.workshop.poster.poster import Line, Panel, Poster

FINDING = {"number": "數字", "unit": "單位", "what": "這個數字是什麼", "caveat": "限制", "source": "怎麼算的"}
DECISION = {"what": "決定", "why": "理由", "who": "誰決定的（單位／職稱）"}


class Found(SpecPart):
    """A number, which is never shown without its unit, its meaning, its caveat and how it was counted."""

    number: Said = ""
    unit: Said = ""
    what: Said = ""
    caveat: Said = ""
    source: Said = ""


class Decision(SpecPart):
    """What the group decided, why, and who."""

    what: Said = ""
    why: Said = ""
    who: Said = ""


class Next(SpecPart):
    """A next step with 單位／職稱 and day."""

    what: Said = ""
    owner: Said = ""
    due: dt.date | None = None


class Group(Board):
    """小組海報: made from the group's boards, answers and decisions."""

    TITLE: ClassVar[str] = "小組海報：從痛點到解方"
    REQUIRED: ClassVar[dict[str, str]] = {
        "title": "標題",
        "group": "組別",
        "problem": "問題",
        "pain": "痛點",
        "data": "資料",
        "next_steps": "下一步",
    }
    ASKED: ClassVar[tuple[Asked, ...]] = (
        *HEAD,
        Asked("problem", "問題"),
        Asked("pain", "痛點"),
        Asked("data", "資料", NEED_COLUMNS),
        Asked("method", "工具與方法"),
        *(Asked(f"finding.{name}", f"發現：{label}") for name, label in FINDING.items()),
        *(Asked(f"decision.{name}", f"決定：{label}") for name, label in DECISION.items()),
        Asked("next_steps", "下一步", ("做什麼", "誰", "何時（西元日期）")),
    )
    kind: Literal["group"] = "group"
    problem: Said = ""
    pain: Said = ""
    data: Annotated[tuple[Need, ...], Field(max_length=8)] = ()
    method: Said = ""
    finding: Found = Found()
    decision: Decision = Decision()
    next_steps: Annotated[tuple[Next, ...], Field(max_length=6)] = ()

    def data_needs(self) -> Iterator[tuple[str, Need]]:
        """Yield the data that the group needs."""
        for at, one in enumerate(self.data, 1):
            yield f"資料 {at}", one

    def open_parts(self) -> list[str]:
        """Return what must be filled in; of a number everything that belongs to it, of a next step who and when."""
        told = [f"data 第 {at} 項 {fault}" for at, one in enumerate(self.data, 1) for fault in one.open]
        told += [
            f"finding.{name}（{label}）：未填。" for name, label in FINDING.items() if not getattr(self.finding, name)
        ]
        told += [
            f"decision.{name}（{label}）：未填。"
            for name, label in DECISION.items()
            if not getattr(self.decision, name)
        ]
        for at, one in enumerate(self.next_steps, 1):
            parts = {"what（做什麼）": one.what, "owner（誰）": one.owner, "due（何時）": one.due}
            told += [f"next_steps 第 {at} 項 {label}：未填。" for label, value in parts.items() if not value]
        return [*super().open_parts(), *told]

    def poster(self, held: Held) -> Poster:
        """Return the sheet, read from problem to next step."""
        links = self.links(held)
        data = (
            *(need_line(need, link) for _, need, link in links),
            Line(counted([one for *_, one in links], held), "note"),
        )
        return Poster(
            title=self.title,
            subtitle=self.subtitle,
            rows=(
                (Panel("1　問題", (Line(self.problem),)), Panel("2　痛點", (Line(self.pain),))),
                (Panel("3　資料", data, 3), self._finding()),
                (self._decision(), Panel("6　下一步", tuple(_next(one) for one in self.next_steps))),
            ),
            foot=("發現裡的數字要連同單位與限制一起引用。",),
            as_of=self.date,
        )

    def _finding(self) -> Panel:
        one = self.finding
        method = (Line(f"方法：{self.method}"),) if self.method else ()
        lines = (Line(one.what), *method, Line(f"怎麼算的：{one.source}"), Line(one.caveat, "gap", "△ 限制"))
        return Panel("4　發現", lines, 2, one.number, one.unit)

    def _decision(self) -> Panel:
        one = self.decision
        return Panel("5　決定", (Line(one.what), Line(f"理由：{one.why}"), Line(f"誰決定的：{one.who}", "note")))


def _next(one: Next) -> Line:
    day = f"，{roc_text(one.due)}前" if one.due else ""
    return Line(f"．{one.what}（{one.owner}{day}）")
