"""Time is no money: minutes saved give no budget back unless posts or hours change (HM Treasury, Green Book)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.wording.number import is_time

MONEY = re.compile(
    r"(?:節省|省下|減少|撙節|降低)[^，。；、]{0,12}?(?:公帑|經費|人事費|成本|預算|支出|費用|加班費)|[\d,]+\s*[萬億]?\s*元"
)
DENIED = re.compile(r"(?:不|未|無|沒有|非)[^，。；、]{0,6}$")


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield the words of money in a claim whose number is a time that gives none back."""
    del given
    if metric.cashable or metric.claim is None or not is_time(found):
        return
    said = metric.claim.said
    found_words = next((one for one in MONEY.finditer(said) if not DENIED.search(said[: one.start()])), None)
    if found_words:
        yield (
            f"「{found_words[0]}」把時間說成錢，而這個數字是時間，沒有可收回的經費。請改寫節省的時間與用途；"
            "若人力或加班費確實減少，請附決算並填 cashable。"
        )


CASHABLE = Check(
    label="時間不是經費",
    label_en="Cashable",
    look=look,
    fires=(
        Trial.time("claim: 一年節省公帑 120 萬元"),
        Trial.time("claim: 大量減少人事成本"),
    ),
    silent=(
        Trial.time("claim: 一年節省 619.8 人日"),
        Trial.time("claim: 一年節省加班費 12 萬元\ncashable: true"),
        Trial.time("claim: 省下 619.8 人日，並未節省經費"),
        Trial.time("claim: 免填應納登記費"),
    ),
)
