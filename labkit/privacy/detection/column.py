"""Personal data of a whole column: each distinct value is looked at once."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from labkit.privacy.detection.belief import ColumnTexts, believed
from labkit.privacy.detection.spans import DASH_SIGNS, Span, moved_back, settled
from labkit.privacy.recognizer import RECOGNIZERS
from labkit.tables.kinds import as_text

FEW = 64


@dataclass(frozen=True, eq=False, repr=False)
class ColumnHits:
    """The distinct texts of a column, the place of each row's text among them (-1: missing), and what was found in each."""

    name: str
    texts: list[str]
    codes: npt.NDArray[np.int64]
    found: dict[int, list[Span]]
    numeric: bool = False

    @property
    def weights(self) -> npt.NDArray[np.int64]:
        """Return how many rows hold each text."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts))


def texts_of(name: str, column: Any) -> ColumnHits:
    """Return the column's distinct texts, nothing found yet."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    coded = whole.dictionary_encode()
    codes = pc.fill_null(coded.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    texts = [as_text(value) for value in coded.dictionary.to_pylist()]
    return ColumnHits(
        name, texts, codes, {}, numeric=not pa.types.is_string(whole.type) and not pa.types.is_large_string(whole.type)
    )


def look(name: str, column: Any, *, speaks: Sequence[str] = (), careful: bool = False) -> ColumnHits:
    """Find what stands in every distinct value of a column; ``speaks`` are entities that its neighbours speak for.

    ``careful`` believes a few values among many codes too: for the gate, which must not miss one.
    """
    hits = texts_of(name, column)
    asked = (name, tuple(hits.texts), tuple(speaks))
    found = (_found_before if len(hits.texts) <= FEW else _found)(*asked, careful=careful)
    hits.found.update({at: list(spans) for at, spans in found.items()})
    return hits


def _found(name: str, texts: Sequence[str], speaks: Sequence[str], *, careful: bool) -> dict[int, list[Span]]:
    """Return what stands in each of a column's distinct texts."""
    normal = pc.utf8_normalize(pa.array(texts, pa.string()), form="NFKC")
    dashed = pc.replace_substring_regex(normal, f"[{DASH_SIGNS}]", "-")
    plain = pc.replace_substring_regex(dashed, r"\p{Cf}", "")
    read = ColumnTexts(name, plain, plain.to_pylist(), careful)
    spans: dict[int, list[Span]] = {}
    for one in RECOGNIZERS.values():
        for match in believed(one, read, forced=one.entity in speaks):
            spans.setdefault(match.at, []).append(match.span)
    return {at: moved_back(settled(found), texts[at], read.texts[at]) for at, found in spans.items()}


_found_before = functools.lru_cache(maxsize=4096)(_found)  # a column of few texts stands in many papers of one session
