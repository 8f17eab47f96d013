"""Digits in a team's own words that no metric stands behind: told with their place, never changed.

Not meant are days, years, months and clock times, ordinals and numbered lines, and digits that are part of a name (A4, 附件4, 第3次).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from labkit.core.finding import Finding
from labkit.poc.report.fill import PLACEHOLDER

YEAR = r"(?:民國|西元)?\s*(?:1[0-4]\d|[4-9]\d|(?:19|20)\d\d)"
NOT_MEANT = (
    r"(?:19|20)\d\d([-/.．／－])\d{1,2}\1\d{1,2}",  # 2025-03-14
    r"1\d\d([-/.．／－])\d{1,2}\1\d{1,2}",  # 114/3/14
    rf"{YEAR}\s*(?:[-~～–—至到、及和與]\s*{YEAR}\s*)*學?年度?\s*(?:\d{{1,2}}\s*月)?(?:\s*\d{{1,2}}\s*日)?",  # 113年3月
    r"(?<!\d)(?:1[0-2]|0?[1-9])\s*月(?:份|底|初)?(?:\s*(?:3[01]|[12]\d|0?[1-9])\s*日)?",  # 3月14日
    r"(?<![\d.])\d{1,2}[/／]\d{1,2}(?!\d)",  # 1/2
    r"(?<!\d)(?:2[0-4]|[01]?\d)[:：][0-5]\d(?!\d)",  # 14:30
    r"(?<!\d)(?:2[0-4]|[01]?\d)\s*[時點](?:\s*[0-5]?\d\s*分(?!鐘))?",  # 9時30分
    r"第\s*\d+(?:\s*[-~～至、及]\s*(?:第\s*)?\d+)*",  # 第3次
    r"(?:附件|附表|附圖|附錄|表|圖|案例|階段|版本|步驟|目標|編號|題)\s*\d+(?:[-.]\d+)*",  # 附件4
    r"(?m)^\s*[(（]?\d{1,2}[)）.．、](?!\d)",  # 1. at the beginning of a line
    r"(?<![A-Za-z])[A-Za-z][A-Za-z_+\-]*\d+(?:\.\d+)*(?![\d%])",  # A4, P90, utf-8
    r"(?<=[A-Za-z])\s+(?:19|20)\d\d(?!\d)",  # Excel 2019
)
MASKS = tuple(re.compile(pattern) for pattern in NOT_MEANT)
LONG = 3
DIGITS = re.compile(r"\d[\d,，]*(?:[.．]\d+)?")
IN_WORDS = re.compile(r"[一二兩三四五六七八九十百千萬]+(?:成(?![不為就功果立])|倍|分鐘|小時|人日|人次|個?百分點)")


def unlinked(text: str) -> list[int]:
    """Return where, counted from 1, a number begins that is linked to no metric.

    >>> unlinked("113年第3次輔導（1/2）自 3月14日 9時起，{minutes_saved} 之外，每件約 5 分鐘，快了三成。")
    [50, 57]
    """
    rest = _meant(text)
    return sorted(found.start() + 1 for pattern in (DIGITS, IN_WORDS) for found in pattern.finditer(rest))


def numbers_in(text: str, least: int = LONG) -> list[str]:
    """Return the numbers of ``text`` that have ``least`` signs (more than a digit or two), days and names apart.

    >>> numbers_in("1,190 分/日（工作天），113年為 5 分鐘 × 0.5")
    ['1,190', '0.5']
    """
    return [one for one in DIGITS.findall(_meant(text)) if len(one) >= least]


def _meant(text: str) -> str:
    rest = PLACEHOLDER.sub(_blank, text)
    for mask in MASKS:
        rest = mask.sub(_blank, rest)
    return rest


def unlinked_findings(texts: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield a finding for each place whose text holds such numbers."""
    for place, text in texts:
        if at := unlinked(text):
            signs = "、".join(str(one) for one in at)
            yield Finding("unlinked_number", place=place, count=len(at), level="warning", facts={"signs": signs})


def _blank(found: re.Match[str]) -> str:
    return "　" * len(found[0])
