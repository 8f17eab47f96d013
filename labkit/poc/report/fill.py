"""Placeholders: ``{minutes_saved}`` in a team's text becomes the metric's number with its mark."""

from __future__ import annotations

import re
from collections.abc import Mapping

from labkit.core.errors import SpecInvalid
from labkit.poc.report.printed import Printed
from labkit.poc.report.spec import PocReport

PLACEHOLDER = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
PARTS = re.compile(r"\s*([^:：\s]+)\s*(?:[:：]\s*(\S.*?)\s*)?")


def title_of(spec: PocReport, numbers: Mapping[str, Printed]) -> str:
    """Return the report's title with its numbers filled in."""
    return filled(spec.title, numbers, "標題")


def filled(text: str, numbers: Mapping[str, Printed], place: str) -> str:
    """Return ``text`` with every placeholder replaced; raises SpecInvalid, with the nearest name, for an unknown one."""

    def number(found: re.Match[str]) -> str:
        parts = PARTS.fullmatch(found[1])
        name, form = (parts[1], parts[2] or "") if parts else (found[1], "")
        if name not in numbers:
            what = f"「{{{found[1]}}}」：沒有指標「{name}」。"
            raise SpecInvalid(place=place, name=name, what=what, known=list(numbers))
        return numbers[name].linked(form, place)

    return PLACEHOLDER.sub(number, text)
