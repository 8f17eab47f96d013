"""A small case that the tests of reports share: three metrics, of which one is measured from a table."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

import labkit as lk
from labkit.core.yaml import parse
from labkit.documents.formats._writer import repacked
from labkit.poc.graph import evaluate_all
from labkit.poc.metric import Metric
from labkit.poc.report.results_sheet import write_sheet
from labkit.poc.report.spec import PocReport
from labkit.poc.report.write import write_report

DAY = date(2025, 3, 14)
TYPED = """
kind: product
id: minutes_saved
name: 免填節省的時間
whose: 民眾
limits: [只看收件簿]
inputs:
- {name: 每件節省, value: 5, unit: 分鐘/件, source: 公開成果摘要}
- {name: 每日件數, value: 238, unit: 件/工作天, source: 公開成果摘要}
- {name: 全年工作天, value: 250, unit: 工作天/年, source: 公開成果摘要}
"""
MEASURED = """
kind: product
id: forms
name: 免填的申請件數
inputs:
- {name: 每日件數, measured: {table: 收件, take: mean, column: 件}, unit: 件/工作天}
- {name: 工作天, value: 250, unit: 工作天/年}
"""
OTHER = """
kind: product
id: calls
name: 少接的電話
inputs:
- {name: 每日通數, measured: {table: 電話, take: mean, column: 通}, unit: 次/工作天}
- {name: 工作天, value: 10, unit: 工作天/年}
"""
SPEC = """
title: 登記收件簡化 成果報告
completeness: [收件簿由系統匯出，113年全年欄位相同。]
feasibility: 每年少用 {minutes_saved}，等於 {minutes_saved:人日}。
innovation: 第3次輔導時已試辦，等待少了 5 分鐘。
growth: 可擴到其他案類。
theory_of_change: {inputs: 人力, activities: [清理, 簡化], outputs: 表單上線, outcomes: 少填, impact: 滿意}
sheet: {problem: 逐筆填寫。, pain: 民眾久候。, solution: 由系統帶入。, proof: "每年省下 {minutes_saved}。"}
limits: 僅一個案類。
next_steps: 擴大到全部櫃檯
"""


def spec(text=SPEC):
    return PocReport.of_yaml(parse(text))


def metrics(*texts):
    return [Metric.of_yaml(parse(text)) for text in texts or (TYPED, MEASURED, OTHER)]


def a_case(root, text=SPEC, forms=(238, 240, 236, 230), calls=(3, 5)):
    """Write data, report and sheet below ``root``; return what the tests look at."""
    (root / "data").mkdir(parents=True, exist_ok=True)
    pd.DataFrame({"件": forms, "註": ["甲"] * len(forms)}).to_csv(root / "data" / "收件.csv", index=False)
    pd.DataFrame({"通": calls}).to_csv(root / "data" / "電話.csv", index=False)
    places = {"收件": "data/收件.csv", "電話": "data/電話.csv"}
    tables = {name: lk.read(root / place) for name, place in places.items()}
    results = evaluate_all(metrics(), tables, DAY)
    given = {"agency": "示範市政府", "as_of": DAY, "sources": places, "tables": tables}
    return SimpleNamespace(
        root=root,
        results=results,
        tables=tables,
        given=given,
        report=write_report(spec(text), results, root / "reports", **given),
        sheet=write_sheet(spec(text), results, root / "reports", **given),
    )


def edited(path, old, new, times=-1):
    """Replace a text in a file of a report, as an editor would."""
    old, new = old.encode(), new.encode()
    if path.suffix in {".odt", ".docx"}:
        path.write_bytes(repacked(path.read_bytes(), lambda _, part: part.replace(old, new, times)))
    else:
        path.write_bytes(path.read_bytes().replace(old, new, times))
