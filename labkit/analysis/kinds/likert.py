"""Answers on a scale: the whole distribution with n and the share at the top with its interval; never a mean alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from labkit.analysis.chosen import chosen
from labkit.analysis.codebooks.counting import groups_of
from labkit.analysis.found import same_numbers
from labkit.analysis.kind import AnalysisKind, Example, Given, Measured
from labkit.analysis.likert_said import ANSWER, OUTSIDE, QUESTION, RECORDS, chart, finding, views, warnings
from labkit.analysis.scales import MOST_POINTS, Scale, detect_scale
from labkit.core.cells import CountedCell, Place
from labkit.core.errors import SpecInvalid
from labkit.core.expressions.expression import ExpressionText
from labkit.core.spec import Spec

Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value or ())]


class LikertSpec(Spec):
    """``questions`` are columns with answers on one ``scale``, from the least to the most (recognised where it is not told).

    ``top`` is how many points at its upper end count as content. ``mean`` shows the mean beside the distribution, which
    takes the points for equal steps. ``claimed`` is a share in percent that somebody claimed. ``by`` is a column of groups.
    """

    name: str = ""
    questions: Names = Field(min_length=1, max_length=40)
    scale: Names = Field(default=(), max_length=MOST_POINTS)
    top: int = Field(default=2, ge=1)
    by: str | None = None
    mean: bool = False
    claimed: float | None = Field(default=None, ge=0)
    where: ExpressionText | None = None

    @model_validator(mode="after")
    def _points_apart(self) -> Self:
        if len(set(self.questions)) < len(self.questions):
            message = "questions 不能有重複的欄位"
            raise ValueError(message)
        if len(set(self.scale)) < len(self.scale) or len(self.scale) == 1:
            message = "scale 要由低到高列出至少兩個不同的答案"
            raise ValueError(message)
        if OUTSIDE in self.scale:
            message = f"量尺的答案不能叫「{OUTSIDE}」（labkit 用它放量尺以外的答案）"
            raise ValueError(message)
        if self.scale and self.top >= len(self.scale):
            message = "top 要小於量尺的級數"
            raise ValueError(message)
        if self.by in {QUESTION, ANSWER, *self.questions}:
            message = f"分組欄位不能是「{self.by}」"
            raise ValueError(message)
        return self


def measure(given: Given) -> Measured:
    """Count each answer of each question, those outside the scale in a cell of their own, 不在量尺內.

    So each record stands once in each question, and once in the total: none is left out but those that ``where`` leaves.
    """
    spec: LikertSpec = given.spec
    data, left_out = chosen(given.table, spec.where)
    answers = {name: [_answer(one) for one in data.column(name).to_pylist()] for name in spec.questions}
    scale = _scale(spec, answers)
    groups = data.column(spec.by).to_pylist() if spec.by else []
    order = groups_of(groups, spec.by) if spec.by else []
    cells = [CountedCell((), RECORDS, data.num_rows, data.num_rows)]
    sizes = Counter(groups)
    cells += [CountedCell(((spec.by or "", group),), RECORDS, sizes[group], sizes[group]) for group in order]
    for name, given_answers in answers.items():
        places = [(-1 if one is None else scale.place_of(one)) for one in given_answers]
        cells += _cells(((QUESTION, name),), places, scale)
        for group in order:
            part = [at for at, own in zip(places, groups, strict=True) if own == group]
            cells += _cells(((QUESTION, name), (spec.by or "", group)), part, scale)
    facts = {"points": list(scale.points), "origin": scale.origin, "groups": order}
    return Measured(tuple(cells), facts, left_out)


def _cells(keys: Place, places: Sequence[int | None], scale: Scale) -> Iterator[CountedCell]:
    """Count the answers at each point, the unfilled (-1), and those outside the scale (None): together all records."""
    counts = Counter(places)
    yield CountedCell(keys, "count", len(places), len(places))
    for label, at in [*zip(scale.points, range(len(scale.points)), strict=True), (None, -1), (OUTSIDE, None)]:
        yield CountedCell((*keys, (ANSWER, label)), "count", counts[at], counts[at])


def _answer(value: Any) -> Any:
    if value is None or value != value or not str(value).strip():  # noqa: PLR0124  (NaN is unequal to itself)
        return None
    return value


def _scale(spec: LikertSpec, answers: dict[str, list[Any]]) -> Scale:
    """Return the scale that is told, or the one that every question's answers stand on; raises SpecInvalid."""
    if spec.scale:
        return Scale(spec.scale, "told")
    found = [detect_scale(name, [one for one in column if one is not None]) for name, column in answers.items()]
    known = {scale.points: scale for scale in found if scale}
    if len(known) != 1:
        why = "看不出量尺" if not known else "各題的量尺不同，請分開分析，或"
        raise SpecInvalid(
            place="likert",
            what=f"{why}，請以 scale 由低到高列出答案，例如 [非常不滿意, 不滿意, 普通, 滿意, 非常滿意]。",
        )
    scale = next(iter(known.values()))
    if spec.top >= len(scale.points):
        raise SpecInvalid(place="likert", what=f"量尺只有 {len(scale.points)} 級，top 要小於級數。")
    return scale


def giving_back(cells: Sequence[CountedCell]) -> list[tuple[Place, str]]:
    """Return the cells that show a hidden total: every question is put to all records, so each has the same totals."""

    def total(one: CountedCell) -> frozenset[Any] | None:
        keys = dict(one.keys)
        return None if ANSWER in keys else frozenset(item for item in keys.items() if item[0] != QUESTION)

    return same_numbers(cells, total)


def reads(spec: LikertSpec) -> list[str]:
    """Return the columns that the specification uses."""
    return [*spec.questions, *([spec.by] if spec.by else [])]


LIKERT = AnalysisKind(
    label="量尺題",
    label_en="Answers on a scale",
    spec=LikertSpec,
    reads=reads,
    measure=measure,
    views=views,
    chart=chart,
    finding=finding,
    warnings=warnings,
    giving_back=giving_back,
    examples=(
        Example({"滿意度（1–5）": [5, 4, 4, 3, 5, None, 7]}, {"questions": "滿意度（1–5）"}),
        Example(
            {
                "甲題": ["滿意", "非常滿意", "普通", None],
                "乙題": ["滿意", "滿意", "不滿意", "很好"],
                "班": ["早", "晚", "早", "晚"],
            },
            {
                "questions": ["甲題", "乙題"],
                "scale": ["非常不滿意", "不滿意", "普通", "滿意", "非常滿意"],
                "by": "班",
                "mean": True,
                "claimed": 100,
            },
        ),
    ),
)
