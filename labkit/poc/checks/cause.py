"""A cause must not be claimed where before and after alone leave other explanations open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.evidence import rung_in_words
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.wording.comparing import rung_of

CAUSE = re.compile(
    r"有效(?:地)?(?:降低|減少|縮短|縮減|節省|提升|提高|增加|改善|紓解|舒緩|緩解|抑制|遏止|遏阻|防止|避免|預防|杜絕|解決)"
    r"|造成|導致|促使|使得|帶動|歸功於|得益於|促成|因(?!此|應|地制宜|故)[^，。；、]{1,20}?而(?:減少|增加|提升|提高|降低|縮短|改善|成長|下降)"
)
DENIED = re.compile(r"(?:不|未|無|沒有|不能|不得|避免)[^，。；、]{0,6}$")
BORNE = 4


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield the causal words of a claim below the rung that takes the trend off."""
    del given
    reached = rung_of(metric, found)
    if metric.claim is None or reached >= BORNE:
        return
    said = metric.claim.said
    words = [one[0] for one in CAUSE.finditer(said) if not DENIED.search(said[: one.start()])]
    if words:
        yield (
            f"「{words[0]}」說的是因果，而證據只到{rung_in_words(reached)}，其他原因還沒有排除。"
            "請改寫成「前後相差」，或加做有對照單位的比較、收集前後各 24 期以上的數字。"
        )


CAUSE_CHECK = Check(
    label="因果的說法",
    label_en="Cause",
    look=look,
    fires=(
        Trial.number(5, "分鐘", "claim: 有效縮短等待時間 5 分鐘"),
        Trial.number(5, "分鐘", "claim: 新流程使得等待時間縮短 5 分鐘"),
        Trial.number(5, "分鐘", "claim: 等待時間因導入叫號系統而縮短 5 分鐘\ndesign: 3", found={"reached": 3}),
    ),
    silent=(
        Trial.number(5, "分鐘", "claim: 有效問卷 300 份，有效期限 3 年，等待時間縮短 5 分鐘"),
        Trial.number(5, "分鐘", "claim: 新流程使得等待時間縮短 5 分鐘\ndesign: 5", found={"reached": 5}),
        Trial.number(5, "分鐘", "claim: 前後相差 5 分鐘，不能說是新流程造成"),
        Trial.number(5, "分鐘", "claim: 因應新制，等待時間縮短 5 分鐘"),
    ),
)
