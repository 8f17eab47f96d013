"""The columns that the printed sheet, the typed form and the reader share."""

from __future__ import annotations

PERIOD, NUMBER, DAY, SLOT, COUNTER = "期別", "編號", "日期", "時段", "櫃檯"
START, END, PAUSE, CASE, REMARK = "開始", "結束", "中斷（分）", "案件類別", "備註"
TYPED = (PERIOD, NUMBER, DAY, SLOT, COUNTER, START, END, PAUSE, CASE, REMARK)
MINUTES, WEEKDAY, PAIR, STATE = "分鐘", "星期", "配對", "計時狀況"
BEFORE, AFTER = "前", "後"
PERIODS = (BEFORE, AFTER)
WEEKDAYS = "一二三四五六日"
READ_TABLE = "計時結果"
SHEET, ABOUT = "計時", "說明"
