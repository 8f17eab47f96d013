"""How large the numbers of a metric may be: from 10⁻¹⁵ to 10¹⁵, so that exact numbers and doubles say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from labkit.core.errors import MetricInput

MOST = 10**15  # every whole number up to 9 × 10¹⁵ is a double
FINEST = Fraction(1, MOST)
LONGEST = 60
FAR = re.compile(r"[eE][-+]?0*[1-9]\d{2}")
OUTSIDE = "數字太大或太小（0 之外應在 10 的 -15 次方到 15 次方之間），請核對單位與小數點"


def _as_written(value: Any) -> Any:
    """Return a number as it is written: 5.1 is 51/10, true is none, and nothing is worked out that has no end."""
    text = str(value) if isinstance(value, bool | float | int) else value
    if isinstance(text, str) and (len(text) > LONGEST or FAR.search(text)):
        raise ValueError(OUTSIDE)
    return text


def _bounded(value: Fraction) -> Fraction:
    if value and not FINEST <= abs(value) <= MOST:
        raise ValueError(OUTSIDE)
    return value


Number = Annotated[Fraction, BeforeValidator(_as_written), AfterValidator(_bounded)]


@contextmanager
def in_range(place: str) -> Iterator[None]:
    """Refuse, in zh-TW, arithmetic that leaves the range of doubles; raises MetricInput."""
    import numpy as np  # noqa: PLC0415

    try:
        with np.errstate(over="raise"):
            yield
    except (OverflowError, FloatingPointError):
        raise MetricInput(place=place, what="計算途中的數字超出範圍，請核對各項數字的大小與單位。") from None
