"""What a run says in the log: brief, nothing twice, the most important first."""

import json
from datetime import date

import pytest
from pypdf import PdfReader

from labkit.coaching.log import RunFacts, draft_log
from labkit.coaching.plan import Goal, Plan
from labkit.coaching.team import Team
from labkit.coaching.told import spoken
from labkit.core.document import Document
from labkit.core.result import Result
from labkit.documents.save import save_document
from labkit.sessions.stage.room import RESULTS, StageRoom
from labkit.sessions.told import told_of
from labkit.workspace.layout import Workspace


def published(stage, title, *parts, together=""):
    return {"stage": stage, "title": title, "parts": [[*part, 1][:3] for part in parts], "together": together}


def lines(*results):
    return spoken(told_of(results))


def test_a_chart_that_repeats_its_analysis_is_not_told_and_one_that_adds_to_its_pivot_stands_in_the_same_line():
    told = lines(
        published("04_pivot", "樞紐與分析", ("各里件數", "600 列"), ("滿意度", "36 份中 27 份滿意（75.0 %）")),
        published("04_pivot", "圖", ("各里件數", "以「新安里」最高：67 件"), ("滿意度", "27 份滿意（75.0 %）")),
    )
    assert told == ("各里件數：600 列；以「新安里」最高：67 件", "滿意度：36 份中 27 份滿意（75.0 %）")


def test_a_chart_of_something_else_keeps_its_line():
    told = lines(published("04_pivot", "樞紐", ("甲", "5 列")), published("04_pivot", "圖", ("乙", "最高：5 件")))
    assert told == ("甲：5 列", "乙：最高：5 件")


def test_the_newest_stage_comes_first_and_what_made_the_data_ready_has_one_line_a_heading():
    told = lines(
        published("01_inventory", "資料盤點", ("", "3 個檔案。")),
        published("02_cleaning", "清理日誌", ("甲", "9→8 列"), ("乙", "5→5 列"), together="2 張表 14→13 列"),
        published("05_poc", "POC指標", ("減少", "4 分鐘"), ("滿意", "75 %", 4)),
    )
    assert told == ("滿意：75 %", "減少：4 分鐘", "清理日誌：2 張表 14→13 列", "資料盤點：3 個檔案")


def test_a_long_finding_is_cut_at_a_clause_and_a_claim_never():
    text = f"頭；{'長' * 60}；尾（實測；第 3 級）"
    assert lines(published("04_pivot", "樞紐", ("甲", text))) == (f"甲：頭；{'長' * 60}",)
    assert lines(published("05_poc", "POC", ("甲", text))) == (f"甲：{text}",)


def test_many_results_of_one_heading_are_told_as_far_as_two_rows_go_and_the_others_counted():
    parts = [(f"表{number}", "左 443 列、右 257 列：以鍵對上 144 對") for number in range(5)]
    (told,) = lines(published("02_cleaning", "系統比對", *parts))
    assert told.endswith("；另 3 項見報告")


def test_the_same_result_put_out_twice_is_told_once():
    one, two = published("01_inventory", "盤點", ("", "3 檔")), published("05_poc", "POC", ("減少", "4 分鐘"))
    assert lines(one, one, two, two) == ("減少：4 分鐘", "盤點：3 檔")


@pytest.mark.parametrize("goals", [0, 6])
def test_a_draft_of_very_many_results_is_one_page_and_counts_what_it_leaves_out(tmp_path, goals):
    names = [f"第 {number} 項指標的名稱" for number in range(30)]
    results = [
        published("05_poc", "POC指標", *((name, f"{name}減少 4.5 分鐘/件（95 % 區間是 3.0 至 6.1 分鐘/件；實測）") for name in names)),
        published("04_pivot", "樞紐與分析", *((f"樞紐{name}", "1,200 列") for name in names)),
        published("01_inventory", "資料盤點", ("", "3 個檔案")),
    ]  # fmt: skip
    before = [Goal(goal=f"第 {number} 項目標要做的事", status="進行中") for number in range(goals)]
    plan = Plan(nth=2, date=date(2025, 12, 19), agenda=["說明"], goals=["量測 30 件"], previous_goals=before)
    log = draft_log(plan, Team(agency="示範局"), RunFacts("2025-12-19-02", "a" * 64, told_of(results), ()))
    told = [line for line in log.summary if "指標的名稱" in line]
    rest = log.summary[-1].removeprefix("其餘見成果資料夾的報告：")
    assert sum(int(one.split()[1]) for one in rest.split("、")) == 60 - len(told)
    assert log.summary[0] == "說明"
    assert "資料盤點：3 個檔案" in log.summary
    assert len(told) >= 4
    assert len(PdfReader(save_document(log.to_document(), tmp_path / "log.pdf")).pages) == 1


class Counted(Result):
    counts_only = True
    summary = "3 件。"

    def to_document(self):
        return Document(self.name, ())

    @classmethod
    def together(cls, several):
        return f"{len(several)} 張表"


def test_results_of_one_kind_speak_together_where_there_are_several(tmp_path):
    ws = Workspace.create(tmp_path / "ws", as_of=date(2025, 12, 5))
    ws.plan_path(1).write_text("version: 1\nnth: 1\ndate: 2025-12-05\n", encoding="utf-8")
    stage = StageRoom.open("02_cleaning", str(ws.root))
    stage.publish({"甲": Counted(name="甲"), "乙": Counted(name="乙")}, "清理日誌")
    stage.publish({"甲": Counted(name="甲")}, "檢查")
    noted = [
        json.loads(line)
        for line in (stage.room / RESULTS / "02_cleaning.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [one["together"] for one in noted] == ["2 張表", ""]
    assert spoken(told_of(noted)) == ("清理日誌：2 張表", "檢查：甲：3 件")
