"""Which texts call for one spelling of their signs: width, radicals, line breaks, 臺 beside 台."""

from __future__ import annotations

import re
from collections.abc import Mapping

from labkit.cleaning.evidence import changed
from labkit.taiwan.variants import unify

ODD = re.compile(r"[０-９Ａ-Ｚａ-ｚ⺀-⿕]|[^\s]\s*[\r\n　]+\s*[^\s]")
BREAKS = re.compile(r"\s*[\r\n]+\s*")


def odd_cells(counts: Mapping[str, int]) -> int:
    """Count the cells to change; full-width punctuation in prose is how Chinese is written, no fault."""
    if not any(ODD.search(text) for text in counts):
        return 0
    return changed(counts, lambda text: BREAKS.sub(" ", unify(text)))


def mixed_tai(counts: Mapping[str, int]) -> int:
    """Count the cells with 台 of which the same text stands with 臺 too."""
    return sum(count for text, count in counts.items() if "台" in text and text.replace("台", "臺") in counts)
