"""Journey: a service step by step — action, touchpoint, feeling, pain points, and the data that each pain point needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from labkit.core.errors import SpecInvalid
from labkit.core.messages import say
from labkit.core.spec import SpecPart
from labkit.workshop.board import Board, Need, Said
from labkit.workshop.form_rows import COMMA, HEAD, NEED_COLUMNS, Asked, need_row, rows_of_text, text_of_rows
from labkit.workshop.held import Held
from labkit.workshop.needs import counted, need_line
from labkit.workshop.poster.poster import Line, Matrix, Panel, Poster, Step

MOST_STEPS = 24
ROWS = {"服務對象": ("行動", "接觸點", "痛點", "資料"), "內部角色": ("作業", "系統／表單", "痛點", "資料")}
STEP = ("name", "action", "touchpoint", "feeling", "pains")
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
    ASKED: ClassVar[tuple[Asked, ...]] = (
        *HEAD,
        Asked("who", "是誰的旅程"),
        Asked("steps", "步驟，由先到後", ("步驟", "行動", "接觸點", "感受（-2 到 2）")),
        Asked("pains", "痛點與需要的資料", ("第幾步", "痛點", *NEED_COLUMNS)),
    )
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

    def to_form(self) -> dict[str, str]:
        """Return the texts of the form: steps are rows, and every need is a row with its step and pain point."""
        told = {one.key: str(getattr(self, one.key) or "") for one in self.ASKED if not one.columns}
        steps = [(one.name, one.action, one.touchpoint, str(one.feeling)) for one in self.steps]
        rows = [
            (str(at), pain.pain, need.need, need.table, COMMA.join(need.columns))
            for at, step in enumerate(self.steps, 1)
            for pain in step.pains
            for need in pain.data or (Need(),)
        ]
        return {**told, "steps": text_of_rows(steps), "pains": text_of_rows(rows)}

    @classmethod
    def from_form(cls, texts: Mapping[str, str]) -> dict[str, Any]:
        """Return what is written into the file; raises SpecInvalid for a row whose step is not there."""
        told: dict[str, Any] = {one.key: texts[one.key].strip() or None for one in cls.ASKED if not one.columns}
        rows = rows_of_text(texts["steps"], 4)
        pains: list[list[dict[str, Any]]] = [[] for _ in rows]
        for nth, row in enumerate(rows_of_text(texts["pains"], 5), 1):
            if not row[0].isdecimal() or not 1 <= int(row[0]) <= len(rows):
                raise SpecInvalid(place=f"痛點與需要的資料 第 {nth} 列", what=say("workshop.no_step", count=len(rows)))
            _add_pain(pains[int(row[0]) - 1], row)
        steps = [
            dict(zip(STEP, (*row[:3], row[3] or "0", own), strict=True)) for row, own in zip(rows, pains, strict=True)
        ]
        return {**told, "steps": steps}

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


def _add_pain(pains: list[dict[str, Any]], row: Sequence[str]) -> None:
    """Add a row's need to the pain point above it if that has the same words, else begin another."""
    if not pains or pains[-1]["pain"] != row[1]:
        pains.append({"pain": row[1], "data": []})
    if any(row[2:]):
        pains[-1]["data"].append(need_row(row[2:]))


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
