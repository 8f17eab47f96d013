"""Persona: who a service is for, or who works in it — situation, goals, pain points, words, needs."""

from __future__ import annotations

from typing import ClassVar, Literal

from labkit.workshop.board import Board, Points, Said
from labkit.workshop.form_rows import HEAD, Asked
from labkit.workshop.held import Held
from labkit.workshop.poster.poster import Line, Panel, Poster

ASSUMED = "還沒有訪談或問卷的依據，請在行動前查證。"
NO_QUOTE = "還沒有訪談或問卷的原話。"


class Persona(Board):
    """人物誌, made up from what is known of many; ``basis`` says from what, else the poster calls it an assumption."""

    TITLE: ClassVar[str] = "人物誌 Persona"
    REQUIRED: ClassVar[dict[str, str]] = {
        "name": "代稱",
        "who": "是誰",
        "situation": "情境",
        "goals": "目標",
        "pains": "痛點",
        "needs": "需要",
    }
    ASKED: ClassVar[tuple[Asked, ...]] = (
        *HEAD,
        Asked("name", "代稱（不是真實姓名）"),
        Asked("who", "是誰：年齡層、工作、多久來一次"),
        Asked("situation", "情境：什麼時候、在哪裡、為了什麼"),
        Asked("goals", "目標（一行一個）", many=True),
        Asked("pains", "痛點（一行一個）", many=True),
        Asked("quotes", "他們說過的話（一行一句）", many=True),
        Asked("needs", "需要（一行一個）", many=True),
        Asked("basis", "依據：訪談、問卷幾份"),
    )
    kind: Literal["persona"] = "persona"
    name: Said = ""
    who: Said = ""
    situation: Said = ""
    goals: Points = ()
    pains: Points = ()
    quotes: Points = ()
    needs: Points = ()
    basis: Said = ""

    def poster(self, held: Held) -> Poster:
        """Return a sheet of six panels."""
        del held
        quotes = tuple(Line(f"「{one.strip('「」')}」", "quote") for one in self.quotes)
        basis = Line(self.basis) if self.basis else Line(ASSUMED, "gap", "△ 假設")
        return Poster(
            title=self.title or self.name,
            subtitle=self.subtitle,
            rows=(
                (
                    Panel(self.name if self.title else "是誰", (Line(self.who),), 2),
                    Panel("情境", (Line(self.situation),), 3),
                ),
                (Panel("他們說", quotes or (Line(NO_QUOTE, "gap", "△ 待補"),)),),
                (
                    Panel("目標", _points(self.goals)),
                    Panel("痛點", _points(self.pains)),
                    Panel("需要", _points(self.needs)),
                ),
                (Panel("依據", (basis,)),),
            ),
            foot=("人物誌是許多人的縮影，姓名為代稱。",),
            as_of=self.date,
        )


def _points(several: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(Line(f"．{one}") for one in several)
