"""Journey: a service step by step — action, touchpoint, feeling, pain points, and the data that each pain point needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from labkit.core.spec import SpecPart
from labkit.workshop.board import Board, Need, Said
from labkit.workshop.held import Held
from labkit.workshop.needs import counted, need_line
from labkit.workshop.poster.poster import Line, Matrix, Panel, Poster, Step

MOST_STEPS = 24
ROWS = {"服務對象": ("行動", "接觸點", "痛點", "資料"), "內部角色": ("作業", "系統／表單", "痛點", "資料")}
CALM = "沒有痛點"


class Pain(SpecPart):
    """A pain point and the data that would ease it."""

    pain: Said = ""
    data: Annotated[tuple[Need, ...], Field(max_length=8)] = ()


class JourneyStep(SpecPart):
    """A step; ``feeling`` is -2 很差, -1 差, 0 普通, 1 好, 2 很好."""

    name: Said = ""
    action: Said = ""
    touchpoint: Said = ""
    feeling: Annotated[int, Field(ge=-2, le=2)] = 0
    pains: Annotated[tuple[Pain, ...], Field(max_length=8)] = ()

    @property
    def open(self) -> list[str]:
        """Return what is not filled in."""
        told = {"name（步驟）": self.name, "action（行動）": self.action, "touchpoint（接觸點）": self.touchpoint}
        found = [f"{label}：未填。" for label, text in told.items() if not text]
        for at, one in enumerate(self.pains, 1):
            place = f"pains 第 {at} 項"
            found += [f"{place} pain（痛點）：未填。"] if not one.pain else []
            found += [] if one.data else [f"{place} data（需要的資料）：未填。每個痛點至少寫一項需要的資料。"]
            found += [
                f"{place} data 第 {nth} 項 {fault}" for nth, need in enumerate(one.data, 1) for fault in need.open
            ]
        return found


class Journey(Board):
    """使用者旅程地圖, of who is served or who serves; a pain point names data needed, and the poster shows what is a gap."""

    TITLE: ClassVar[str] = "使用者旅程地圖"
    REQUIRED: ClassVar[dict[str, str]] = {"title": "標題", "who": "是誰的旅程", "steps": "步驟"}
    kind: Literal["journey"] = "journey"
    who: Said = ""
    steps: Annotated[tuple[JourneyStep, ...], Field(max_length=MOST_STEPS)] = ()

    def data_needs(self) -> Iterator[tuple[str, Need]]:
        """Yield every need with the numbers of its step and pain point."""
        for at, step in enumerate(self.steps, 1):
            for nth, pain in enumerate(step.pains, 1):
                for need in pain.data:
                    yield f"步驟 {at} 痛點 {nth}", need

    def open_parts(self) -> list[str]:
        """Return what must be filled in, step by step."""
        told = [f"steps 第 {at} 項 {fault}" for at, step in enumerate(self.steps, 1) for fault in step.open]
        return [*super().open_parts(), *told]

    def poster(self, held: Held) -> Poster:
        """Return the steps with their curve, and every need with its mark."""
        links = [link for _, _, link in self.links(held)]
        pains = sum(len(step.pains) for step in self.steps)
        summary = f"{len(self.steps)} 個步驟、{pains} 個痛點。{counted(links, held)}"
        gap = any(one.is_gap for one in links)
        return Poster(
            title=self.title,
            subtitle=self.subtitle,
            rows=(
                (
                    Panel("誰的旅程", (Line(self.who),), 2),
                    Panel("資料夠不夠", (Line(summary, "gap" if gap else "plain"),), 3),
                ),
            ),
            matrix=Matrix(ROWS[self.scene], tuple(_column(at, step, held) for at, step in enumerate(self.steps, 1))),
            foot=("已有＝資料表與欄位都在工作區裡找得到；欄位內容是否可用，仍要盤點。感受由小組評定，不是量測值。",),
            as_of=self.date,
        )


def _column(at: int, step: JourneyStep, held: Held) -> Step:
    pains = tuple(Line(f"{at}-{nth} {one.pain}") for nth, one in enumerate(step.pains, 1))
    data = tuple(
        need_line(need.model_copy(update={"need": f"{at}-{nth} {need.need}"}), held.find(need.table, need.columns))
        for nth, pain in enumerate(step.pains, 1)
        for need in pain.data
    )
    none = (Line(CALM, "note"),)
    cells = ((Line(step.action),), (Line(step.touchpoint),), pains or none, data or (Line("–", "note"),))
    return Step(f"{at}　{step.name}", cells, step.feeling)
