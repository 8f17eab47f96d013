"""A reviewer of the applicant's own agency: sure cases must be away (利益迴避), near ones are asked about, never decided.

Sure: the reviewer's unit is the agency, or a cooperating unit, or a part of one of them (its name begins with theirs). Near: both
stand under one higher body (其上級機關), told by the beginning of their names. Source of the duty: 行政程序法第 32、33 條.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from labkit.coaching.selection.spec import Selection
from labkit.coaching.selection.spec_parts import as_compared

HIGHER = re.compile(r"^.{2,}(?:政府|部|院|委員會|大學|公司)")


def near_cases(selection: Selection) -> Iterator[str]:
    """Yield a sentence for each higher body under which reviewers and applications stand without 迴避, and for units not told."""
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in selection.reviewers:
        alike: dict[str, list[str]] = {}
        for application in selection.applications:
            higher = next(filter(None, (_higher(one.unit, body) for body in application.bodies)), "")
            if higher and not selection.is_away(one.id, application.id):
                alike.setdefault(higher, []).append(application.id)
        for higher, applications in alike.items():
            found.setdefault((higher, tuple(applications)), []).append(one.id)
    for (higher, those), reviewers in found.items():
        yield f"{'、'.join(reviewers)} 與 {'、'.join(those)} 的機關都屬「{higher}」，沒有登錄迴避，請確認。"
    untold = [one.id for one in selection.reviewers if not one.unit.strip()]
    if untold:
        yield f"{'、'.join(untold)} 沒有填服務單位（unit），無法核對是否與申請機關有關。"


def _higher(unit: str, body: str) -> str:
    """Return the higher body under which both stand, or nothing.

    >>> _higher("新北市政府資訊中心", "新北市政府地政局"), _higher("示範大學", "示範市政府")
    ('新北市政府', '')
    """
    pairs = zip(as_compared(unit), as_compared(body), strict=False)
    alike = HIGHER.match("".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return alike.group() if alike else ""
