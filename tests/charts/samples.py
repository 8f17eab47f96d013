"""Charts as a district office would draw them: one set of numbers for each kind, all made up."""

import math
from dataclasses import dataclass

from labkit.charts.data import ChartData
from labkit.core.document import Grid

NAN = math.nan
OFFICE = {"source": "地政事務所叫號系統（虛構資料）", "as_of": "2025-03-14"}
WEEKS = range(0, 25, 2)


@dataclass
class Given:
    """A result that is nothing but its chart."""

    data: ChartData
    protection = None

    def chart_data(self):
        return self.data

    def chart_grid(self):
        rows = [[label, *row] for label, row in zip(self.data.labels, self.data.values, strict=True)]
        return Grid.of([self.data.keys or "–", *self.data.series], rows)


def _kept(rate: float) -> list[float]:
    return [round(100 * math.exp(-rate * week), 1) for week in WEEKS]


REALISTIC = {
    "bar": ChartData(
        kind="bar",
        labels=["土地登記", "建物測量", "地籍謄本", "住址變更", "抵押權設定、移轉、內容變更及塗銷登記", "其他"],
        series=["件數"],
        values=[[12840], [3310], [8722], [1204], [2950], [877]],
        measure="件數",
        unit="件",
        keys="案件類別",
        n=29903,
        **OFFICE,
    ),
    "grouped_bar": ChartData(
        kind="grouped_bar",
        labels=["112年", "113年", "114年"],
        series=["臨櫃", "網路", "郵寄"],
        values=[[1200, 800, 100], [1000, 1100, 90], [NAN, 1500, 60]],
        measure="件數",
        unit="件",
        keys="年度",
        n=5850,
        **OFFICE,
    ),
    "line": ChartData(
        kind="line",
        labels=[f"2024-{month:02}" for month in range(1, 13)],
        series=["臨櫃", "網路申辦", "跨機關代收"],
        values=[[4200 - 90 * m + 70 * (m % 3), 1000 + 250 * m, 3000 + 90 * (m % 4)] for m in range(12)],
        measure="每月收件數",
        unit="件",
        keys="月份",
        n=98900,
        **OFFICE,
    ),
    "heat_map": ChartData(
        kind="heat_map",
        labels=[f"{hour:02}:00–{hour + 1:02}:00" for hour in range(8, 17)],
        series=["星期一", "星期二", "星期三", "星期四", "星期五"],
        values=[
            [NAN if (h, d) == (12, 4) else 40 - 4 * abs(11 - h) + 8 * (d == 0) + 0.7 * d for d in range(5)]
            for h in range(8, 17)
        ],
        measure="每日平均取號數",
        unit="張",
        keys="時段",
        across="星期",
        n=12090,
        **OFFICE,
    ),
    "histogram": ChartData(
        kind="histogram",
        labels=[f"{5 * n}–{5 * n + 5}" for n in range(10)],
        at=[5.0 * n for n in range(11)],
        series=["件數"],
        values=[[v] for v in [120, 340, 410, 380, 250, 160, 90, 60, 33, 17]],
        measure="件數",
        unit="件",
        keys="等候分鐘",
        n=1860,
        **OFFICE,
    ),
    "pareto": ChartData(
        kind="pareto",
        labels=["其他", "等候太久", "文件不齊退件", "指示不清楚", "人員態度", "停車不便", "系統當機"],
        series=["件數"],
        values=[[18], [52], [31], [22], [9], [6], [3]],
        measure="陳情件數",
        unit="件",
        keys="陳情類別",
        n=141,
        **OFFICE,
    ),
    "survival": ChartData(
        kind="survival",
        labels=[f"第{week}週" for week in WEEKS],
        at=[float(week) for week in WEEKS],
        series=["1.0 版", "2.0 版"],
        values=[list(pair) for pair in zip(_kept(0.1), _kept(0.07), strict=True)],
        low=[[a * 0.9, b * 0.88] for a, b in zip(_kept(0.1), _kept(0.07), strict=True)],
        high=[[min(100, a * 1.1), min(100, b * 1.12)] for a, b in zip(_kept(0.1), _kept(0.07), strict=True)],
        at_risk=[[1500.0 - 60 * w, 900.0 - 36 * w] for w in WEEKS],
        censored=[[float(w % 6 == 4), 0.0] for w in WEEKS],
        measure="持續上傳運動紀錄的比率",
        unit="%",
        keys="加入後週數",
        n=2400,
        population="註冊使用者",
        interval="95% 信賴區間",
        **OFFICE,
    ),
    "ranked_areas": ChartData(
        kind="ranked_areas",
        labels=[f"{name}里" for name in ["新安", "青年", "錦德", "日祥", "忠德", "孝德", "和平", "壽德"]],
        series=["使用率"],
        values=[[41.2], [63.0], [22.5], [NAN], [58.1], [33.3], [47.9], [12.0]],
        low=[[35.0], [55.1], [10.2], [NAN], [51.0], [26.4], [40.8], [3.5]],
        high=[[47.7], [70.2], [41.0], [NAN], [64.9], [41.0], [55.1], [34.0]],
        marks=["", "", "小樣本", "不陳示", "", "", "", "小樣本"],
        measure="每千名 65 歲以上人口使用長照人數",
        unit="人",
        keys="里",
        n=2311,
        population="65 歲以上居民",
        interval="95% 信賴區間",
        **OFFICE,
    ),
}
