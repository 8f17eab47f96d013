"""Personal data of many loose texts: each is looked at as ``find_all`` does, after one pass of RE2 per recognizer over all."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from labkit.privacy.detection.candidates import candidates
from labkit.privacy.detection.context import named
from labkit.privacy.detection.spans import Span, moved_back, plain_text, settled, spans_of
from labkit.privacy.recognizer import RECOGNIZERS


def find_in(texts: Sequence[str], *, column: str = "") -> dict[int, list[Span]]:
    """Return what stands in each of ``texts`` (by place), of those that hold something.

    >>> found = find_in(["里", "請電A123456789"])
    >>> [(at, span.entity, span.start) for at, spans in found.items() for span in spans]
    [(1, 'TW_NATIONAL_ID', 2)]
    """
    plain = [plain_text(text) for text in texts]
    array = pa.array(plain, pa.string())
    spans: dict[int, list[Span]] = {}
    for one in RECOGNIZERS.values():
        for at in candidates(one, array, column, spoken=named(one, column)).tolist():
            spans.setdefault(at, []).extend(spans_of(one, plain[at], column))
    return {at: moved_back(settled(found), texts[at], plain[at]) for at, found in sorted(spans.items()) if found}
