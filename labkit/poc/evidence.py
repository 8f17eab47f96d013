"""The ladder of evidence: what a comparison bears, from an assertion to drawing lots.

Source: after the Maryland scientific methods scale and HM Treasury's Magenta Book (2026): the higher, the fewer other
explanations are left.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: its number, its name, and what a team does to reach it."""

    number: int
    name: str
    to_reach: str


LADDER = (
    Rung(0, "僅有主張", "寫出數字從哪裡來、怎麼算"),
    Rung(1, "只有事前或只有事後", "至少量測一次，並留下紀錄（日期、筆數、誰量的）"),
    Rung(2, "事前事後各量一批", "在改變前、後各量一批案件（時間用計時表，意見用同一份問卷；先看所需件數表）"),
    Rung(3, "成對或同星期同時段比較", "同一案件（或同星期、同時段）前後配對量測"),
    Rung(4, "中斷時間序列", "改變前後各收集 24 期以上的定期數字"),
    Rung(5, "有對照的前後比較", "找一個沒有改變的櫃檯或單位，同時量測前後"),
    Rung(6, "隨機或分批上線", "以抽籤決定哪些櫃檯（或日子）先上線"),
)


def rung_name(number: int) -> str:
    """Return the step as people read it.

    >>> rung_name(3)
    '第 3 級：成對或同星期同時段比較'
    """
    return f"第 {number} 級：{LADDER[number].name}"


def rung_in_words(number: int) -> str:
    """Return the step as it stands inside a sentence.

    >>> rung_in_words(3)
    '第 3 級（成對或同星期同時段比較）'
    """
    return f"第 {number} 級（{LADDER[number].name}）"
