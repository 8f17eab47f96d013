"""Numbers in a team's words that no metric stands behind are found; days, ordinals and names are none."""

import pytest

from labkit.poc.report.unlinked import unlinked


@pytest.mark.parametrize(
    "text",
    [
        "113年第3次輔導（1/2）",
        "民國 114 年 3 月 14 日至 4月底",
        "112-113年、112至114年度、2024年",
        "114/3/14、2025-03-14 09:30",
        "上午9時30分起",
        "附件4、表 2、圖3-1 與第 12 條",
        "A4 紙本、P90、CP950、Excel 2019",
        "1. 清理\n2) 簡化\n(3) 上線",
        "112學年度第1學期",
        "{minutes_saved} 與 {forms:n}",
        "一個櫃檯、完成、成為",
    ],
)
def test_days_ordinals_and_names_are_no_claims(text):
    assert unlinked(text) == []


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("節省 5 分鐘", [4]),
        ("每年 59,500 件", [4]),
        ("提升 12.8%", [4]),
        ("近 3 個月", [3]),
        ("快了三成", [3]),
        ("省五分鐘", [2]),
        ("3 年省 2000 人", [1, 6]),
        ("由 480 降為 4.8", [3, 10]),
        ("５分鐘", [1]),
        ("{a} 是 5 的", [7]),
    ],
)
def test_a_number_is_found_at_its_place(text, at):
    assert unlinked(text) == at
