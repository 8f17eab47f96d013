"""The reviewer's sheet before any format: where each label stands, which cells are to fill, which say 迴避."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labkit.coaching.selection.spec import Selection
from labkit.coaching.selection.spec_parts import ROUNDS, Application, Reviewer, RoundName, Scale
from labkit.core.document import text_width as _wide

SHEET = "評分表"
AWAY, GONE = "迴避", "撤案"
LABELS = ("編號", "機關", "主題", "提案面向")
REMARK, SIGNATURE, REVIEWER = "意見（可不填）", "委員簽名：", "委員"
TITLE_ROW, REVIEWER_ROW, HOW_ROW, HEADER_ROW = 1, 2, 3, 4
FIRST_ROW = HEADER_ROW + 1
LABEL_WIDTHS, SCORE_WIDTH, REMARK_WIDTH = (8, 24, 32, 18), 12, 34  # in half-width signs
LEAST_LINES = 2
Look = Literal["title", "plain", "head", "label", "score", "away", "remark"]


@dataclass(frozen=True)
class Spot:
    """One cell: its row and column from 1, its text, how it looks, and how many columns it spans."""

    row: int
    column: int
    text: str
    look: Look
    span: int = 1

    @property
    def is_to_fill(self) -> bool:
        """Tell whether people write here."""
        return self.look in {"score", "remark"}


@dataclass(frozen=True)
class ScoreSheet:
    """One reviewer's sheet of one round: what is printed on it, and where the scores stand."""

    title: str
    reviewer: Reviewer
    applications: tuple[Application, ...]
    header: tuple[str, ...]
    away: frozenset[str]
    withdrawn: frozenset[str]
    scale: Scale

    @property
    def criteria_columns(self) -> range:
        """Return the columns of the scores, from 1."""
        return range(len(LABELS) + 1, len(self.header))

    @property
    def remark_column(self) -> int:
        """Return the last column."""
        return len(self.header)

    @property
    def rows(self) -> range:
        """Return the rows of the applications, from 1."""
        return range(FIRST_ROW, FIRST_ROW + len(self.applications))

    @property
    def widths(self) -> tuple[int, ...]:
        """Return every column's width in half-width signs."""
        return (*LABEL_WIDTHS, *(SCORE_WIDTH for _ in self.criteria_columns), REMARK_WIDTH)

    def lines(self, row: int) -> int:
        """Return how many lines of text a row needs so that nothing printed on it is clipped; two at least."""
        if row == HEADER_ROW:
            texts = self.header
        elif row in self.rows:
            texts = labels_of(self.applications[row - FIRST_ROW])
        else:
            return LEAST_LINES
        return max(
            LEAST_LINES, *(-(-_wide(text) // (wide - 1)) for text, wide in zip(texts, self.widths, strict=False))
        )

    @property
    def how(self) -> str:
        """Return what the reviewer should know."""
        return (
            f"請在黃底的格子填分數：每項 {self.scale.words}。各項的權重寫在欄名，加權由程式計算。"
            f"灰底的格子（{AWAY}、{GONE}）請不要填。請不要增刪列或欄；填好存檔後交回工作小組。"
        )

    def closed(self, application: str) -> str:
        """Return what stands in cells that are not to be filled: 撤案 or 迴避; nothing where a score is due."""
        return GONE if application in self.withdrawn else AWAY if application in self.away else ""

    def spots(self) -> list[Spot]:
        """Return every cell of the sheet, in the order of rows and columns."""
        wide = len(self.header)
        found = [
            Spot(TITLE_ROW, 1, self.title, "title", wide),
            Spot(REVIEWER_ROW, 1, REVIEWER, "head"),
            Spot(REVIEWER_ROW, 2, self.reviewer.id, "label"),
            Spot(REVIEWER_ROW, 3, self.reviewer.shown, "label", wide - 2),
            Spot(HOW_ROW, 1, self.how, "plain", wide),
            *(Spot(HEADER_ROW, at, text, "head") for at, text in enumerate(self.header, 1)),
        ]
        for row, one in zip(self.rows, self.applications, strict=True):
            found += [Spot(row, at, text, "label") for at, text in enumerate(labels_of(one), 1)]
            why = self.closed(one.id)
            found += [Spot(row, at, why, "away" if why else "score") for at in self.criteria_columns]
            found.append(Spot(row, self.remark_column, "", "away" if why else "remark"))
        return [*found, Spot(self.rows.stop + 1, 1, SIGNATURE, "plain", wide)]


def labels_of(application: Application) -> tuple[str, ...]:
    """Return what is printed of an application, in the order of ``LABELS``."""
    return (application.id, application.agency, application.topic, application.aspect)


def score_sheet(
    selection: Selection, name: RoundName, applications: tuple[Application, ...], reviewer: Reviewer
) -> ScoreSheet:
    """Lay out one reviewer's sheet of one round."""
    criteria = [f"{one.name}（{one.weight}%）" for one in selection.criteria]
    return ScoreSheet(
        title=f"{selection.year}年度 {selection.programme} {ROUNDS[name]}評分表",
        reviewer=reviewer,
        applications=applications,
        header=(*LABELS, *criteria, REMARK),
        away=frozenset(one.id for one in applications if selection.is_away(reviewer.id, one.id)),
        withdrawn=frozenset(selection.withdrawn_ids),
        scale=selection.scale,
    )


def place_of(row: int, column: int | None = None) -> str:
    """Return a place as a spreadsheet shows it.

    >>> place_of(7, 5), place_of(7)
    ('第 7 列 E 欄', '第 7 列')
    """
    letter = f" {chr(ord('A') + column - 1)} 欄" if column else ""
    return f"第 {row} 列{letter}"
