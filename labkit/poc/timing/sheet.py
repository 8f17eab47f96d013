"""The sheet for the pen: one of each period, what starts and ends the clock at its head, a line for every planned case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from labkit.core.document import Cell, Document, Grid, Text
from labkit.poc.timing.columns import BEFORE, DAY, NUMBER, TYPED, WEEKDAYS
from labkit.poc.timing.plan import TimingPlan
from labkit.poc.timing.visits import Visit

HEAD = (NUMBER, DAY, "時段與\n第幾件", *TYPED[4:])
WIDTHS = (1.4, 1.3, 2.4, 1.8, 2.5, 2.5, 1.5, 1.8, 1.8)
LINE, FACT = 1.1, 0.6
CLOCK = "　 ：　 ：　"
PRIVATE = "這張表不寫民眾的姓名、身分證字號、電話、地址或收件字號；案件只用編號。"
CHOSEN = "「第幾件」是那個時段、那個櫃檯輪到的第幾件，由計畫抽出：不挑簡單的，也不跳過麻煩的。"
FILLING = (
    CHOSEN,
    "時間寫到秒（例如 09：14：23），以同一支錶為準。沒有中斷就空白；中斷＝為了別的事停下來的分鐘數，會從時間中扣除。",
    "量不到的編號在備註寫「未量」與原因，不要換一件。改期請劃掉日期重寫，星期幾與時段不變。",
)


def sheet_of(plan: TimingPlan, period: str) -> Document:
    """Return the sheet of one period (前 or 後) as a form on A4; the head of its table stands on every page."""
    spec = plan.spec
    facts = [
        ("量什麼", spec.what),
        ("開始＝", spec.starts),
        ("結束＝", spec.ends),
        ("誰的時間", f"{spec.whose}（不要和其他人的時間混在一起）"),
        ("誰來計時", f"{spec.by}　　　簽章："),
        ("期間", (spec.before if period == BEFORE else spec.after).said),
    ]
    if spec.case_types:
        facts.append(("案件類別", f"寫其中一種：{'、'.join(spec.case_types)}"))
    about = tuple((Cell(label, label=True), Cell(said)) for label, said in facts)
    return Document(
        f"計時表（改變{period}）：{spec.name}",
        (
            Text(f"計時表（改變{period}）：{spec.name}", "title"),
            Grid(about, (2.6, 14.4), header=0, min_heights=(FACT,) * len(about)),
            Text(PRIVATE, "heading"),
            *(Text(one, "note") for one in FILLING),
            _lines([one for one in plan.visits if one.period == period]),
        ),
        kind="form",
        numbered=True,
    )


def _lines(visits: Iterable[Visit]) -> Grid:
    rows = [tuple(Cell(name, label=True) for name in HEAD), *(row for one in visits for row in _of_visit(one))]
    return Grid(tuple(rows), WIDTHS, min_heights=(0.0, *(LINE,) * (len(rows) - 1)))


def _of_visit(visit: Visit) -> Iterator[tuple[Cell, ...]]:
    day = f"{visit.day.month}/{visit.day.day}\n週{WEEKDAYS[visit.day.weekday()]}"
    for at, number in enumerate(visit.numbers):
        slot = f"{visit.slot}\n第 {visit.first + at * visit.every} 件"
        texts = (f"{visit.period}-{number:02}", day, slot, visit.counter, CLOCK, CLOCK, "", "", "")
        yield tuple(Cell(text, to_fill=not text.strip("　 ：")) for text in texts)
