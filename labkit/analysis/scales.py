"""Answer scales of questionnaires: told, or recognised from the answers and the column's name.

Source of the worded scales: forms of 行政院《政府服務品質》 surveys and agency questionnaires, from the least to the most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labkit.analysis.codebooks.phrases import plain

WORDED = tuple(
    tuple(words.split())
    for words in (
        "非常不滿意 不滿意 普通 滿意 非常滿意",
        "很不滿意 不滿意 普通 滿意 很滿意",
        "非常不滿意 不滿意 尚可 滿意 非常滿意",
        "非常不滿意 不滿意 滿意 非常滿意",
        "不滿意 普通 滿意",
        "非常不同意 不同意 普通 同意 非常同意",
        "非常不同意 不同意 沒意見 同意 非常同意",
        "非常不同意 不同意 無意見 同意 非常同意",
        "非常不同意 不同意 同意 非常同意",
        "非常不同意 不同意 有點不同意 普通 有點同意 同意 非常同意",
        "很差 差 普通 好 很好",
        "非常不好 不好 普通 好 非常好",
        "非常不方便 不方便 普通 方便 非常方便",
        "非常不重要 不重要 普通 重要 非常重要",
        "非常不清楚 不清楚 普通 清楚 非常清楚",
        "從不 很少 有時 經常 總是",
        "完全不會 不太會 普通 會 非常會",
    )
)
NUMBERED = ((1, 5), (1, 7), (0, 10), (1, 10), (1, 4), (1, 3))
IN_NAME = re.compile(r"(?<!\d)([01])\s*[-–—~～至到]\s*(\d{1,2})(?!\d)")
LEADING = re.compile(r"(\d{1,2})(?:分|[.、:)）\s].*)?$", re.DOTALL)
MOSTLY, LEAST_POINTS, MOST_POINTS = 0.9, 2, 11


@dataclass(frozen=True)
class Scale:
    """The points of a scale from the least to the most, and where they come from: told, name, answers."""

    points: tuple[str, ...]
    origin: str

    def place_of(self, answer: Any) -> int | None:
        """Return which point an answer is, from 0; None where it is outside the scale.

        >>> Scale(("1", "2", "3"), "told").place_of(2.0), Scale(("不滿意", "滿意"), "told").place_of("滿　意")
        (1, 1)
        """
        text = written(answer)
        places = {plain(point): at for at, point in enumerate(self.points)}
        if text in places:
            return places[text]
        begin = LEADING.match(text)
        return places.get(str(int(begin[1]))) if begin else None


def written(answer: Any) -> str:
    """Return an answer as it is compared: 4.0 is 4."""
    if isinstance(answer, float) and answer.is_integer():
        return str(int(answer))
    return plain(str(answer))


def detect_scale(column: str, answers: Sequence[Any]) -> Scale | None:
    """Return the scale that the column's name tells (1–5), or the shortest one that nine tenths of the answers stand on.

    >>> detect_scale("滿意度（1–5）", [3, 4, 55]).points, detect_scale("評價", ["滿意", "普通", "非常滿意"]).points[0]
    (('1', '2', '3', '4', '5'), '非常不滿意')
    """
    told = IN_NAME.search(column)
    if told and LEAST_POINTS <= int(told[2]) - int(told[1]) + 1 <= MOST_POINTS:
        return Scale(_numbers(int(told[1]), int(told[2])), "name")
    if not answers:
        return None
    for points in (*WORDED, *(_numbers(low, high) for low, high in NUMBERED)):
        scale = Scale(points, "answers")
        if sum(scale.place_of(answer) is not None for answer in answers) >= MOSTLY * len(answers):
            return scale
    return None


def _numbers(low: int, high: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(low, high + 1))
