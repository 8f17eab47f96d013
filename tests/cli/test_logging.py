"""labkit log new, fill, check, export, as a team uses them from one session to the next."""

import json
import shutil
import zipfile
from datetime import date

import pytest

import labkit as lk
from labkit.__main__ import run
from labkit.core.files import sha256

PLAN = "version: 1\nnth: {nth}\ndate: {day}\nstart: 14:00\nend: 16:00\n{more}"


@pytest.fixture
def ws(tmp_path, monkeypatch):
    made = lk.Workspace.create(tmp_path / "ws", as_of=date(2025, 12, 5))
    team = "agency: 示範局\nmembers: [{name: 王小明, title: 科員}]\nexperts: [{name: 張試作, title: 專家}]\n"
    (made.root / "team.yml").write_text(team, encoding="utf-8")
    first = PLAN.format(
        nth=1, day="2025-12-05", more="goals: [量測 30 件, 訪談]\nrecorder: {name: 王小明, title: 科員}\n"
    )
    made.plan_path(1).write_text(first, encoding="utf-8")
    made.plan_path(2).write_text(PLAN.format(nth=2, day="2025-12-19", more=""), encoding="utf-8")
    monkeypatch.chdir(made.root)
    return made


def done(capsys, *arguments, code=0):
    left = run(["log", *arguments])
    told = capsys.readouterr()
    assert left == code, told
    return told.out + told.err


def test_a_log_goes_from_plan_to_handed_in_and_the_next_one_takes_its_goals_over(ws, capsys):
    assert "已起草 logs/01.yml" in done(capsys, "new", "1", "--by", "王")
    lacking = done(capsys, "check", "1", code=1)
    assert "「本次輔導內容摘要」還沒有填" in lacking
    assert "「專家補充意見」還沒有填" in lacking
    assert "已填入 logs/01.yml：內容摘要、專家補充意見" in done(
        capsys, "fill", "1", "--set", r"內容摘要=盤點\n清理", "-s", "專家補充意見=請補基準"
    )
    assert "還缺 0 項" in done(capsys, "check", "1")
    assert "請登錄：labkit log fill 1 --handed-in" in done(capsys, "export", "1")
    assert "送交日期" in done(capsys, "fill", "1", "--handed-in", "114年12月8日")
    assert (ws.log(1).handed_in, ws.log(1).due) == (date(2025, 12, 8), date(2025, 12, 8))
    assert "已於 114年12月8日 送交" in done(capsys, "check", "1")
    assert "承接自 logs/01.yml，共 2 項" in done(capsys, "new", "2")
    done(capsys, "fill", "2", "-s", "前次目標.1=完成")
    assert [(one.goal, one.status) for one in ws.log(2).previous_goals] == [("量測 30 件", "完成"), ("訪談", "")]
    assert "前次目標第 2 項還沒有寫執行情形" in done(capsys, "check", "2", code=1)
    lines = (ws.root / "logs" / "01.history.jsonl").read_text(encoding="utf-8").splitlines()
    history = [json.loads(line) for line in lines]
    assert [one["what"] for one in history] == ["new", "filled", "exported", "filled"]
    assert history[0]["by"] == "王"
    assert all(one["at"].endswith("+08:00") for one in history)


def test_the_index_of_the_workspace_follows_each_writing_of_a_log(ws, capsys):
    seen = ws.root / ".labkit" / "index.json"
    done(capsys, "new", "1")
    assert "logs/01.yml" in json.loads(seen.read_text(encoding="utf-8"))["files"]
    done(capsys, "fill", "1", "--handed-in", "114年12月8日")
    index = json.loads(seen.read_text(encoding="utf-8"))
    assert index["files"]["logs/01.yml"]["sha256"] == sha256(ws.log_path(1))
    before = seen.stat().st_mtime_ns
    done(capsys, "check", "1", code=1)
    assert seen.stat().st_mtime_ns == before


def test_a_sheet_goes_out_and_comes_back_unless_somebody_wrote_meanwhile(ws, capsys, tmp_path):
    done(capsys, "new", "1")
    done(capsys, "export", "1", "--format", "yml", "--out", str(tmp_path))
    sheet = next(tmp_path.glob("*_待填.yml"))
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("expert_remarks:", "expert_remarks: 很好"), encoding="utf-8"
    )
    late = shutil.copy(sheet, tmp_path / "late.yml")
    assert "專家補充意見" in done(capsys, "fill", "1", "--from", str(sheet))
    late.write_text(late.read_text(encoding="utf-8").replace("很好", "再想想"), encoding="utf-8")
    refused = done(capsys, "fill", "1", "--from", str(late), code=1)
    assert "別人改過（專家補充意見）" in refused
    assert ws.log(1).expert_remarks == "很好"
    again = refused.strip().rpartition("--from ")[2]
    done(capsys, "fill", "1", "--from", again)
    assert ws.log(1).expert_remarks == "再想想"
    assert "不是第 2 次" in done(capsys, "new", "2") + done(capsys, "fill", "2", "--from", "logs/01.yml", code=1)


def test_an_agencys_template_is_filled_beside_the_log(ws, capsys, tmp_path):
    import docx

    paper = docx.Document()
    paper.add_paragraph("{{輔導日期}} {{參與人員}}")
    paper.save(tmp_path / "本局.docx")
    done(capsys, "new", "1")
    told = done(capsys, "export", "1", "--template", str(tmp_path / "本局.docx"))
    made = ws.root / "logs" / "輔導協作紀錄表_第1次_民國114年12月05日_本局.docx"
    assert [path.name for path in made.parent.glob("*.docx")] == [made.name]
    assert "範本沒有放這些欄位：輔導形式、" in told
    with zipfile.ZipFile(made) as parts:
        assert "114 年 12 月 5 日 科員/王小明、專家/張試作" in parts.read("word/document.xml").decode()
    paper.add_paragraph("{{參與人原}}")
    paper.save(tmp_path / "錯.docx")
    assert "是不是「參與人員」" in done(capsys, "export", "1", "--template", str(tmp_path / "錯.docx"), code=1)
    assert not list(made.parent.glob("*錯*"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["new", "3"], 1, "第 3 次輔導的計畫"),
        (["fill", "1", "-s", "agency=甲"], 1, "還沒有第 1 次的紀錄表 logs/01.yml。請先執行「labkit log new 1」"),
        (["check", "1"], 1, "還沒有第 1 次"),
        (["export", "1"], 1, "還沒有第 1 次"),
        (["fill", "0"], 2, "1"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(ws, capsys, arguments, code, said):
    assert said in done(capsys, *arguments, code=code)
    assert not list((ws.root / "logs").iterdir())


@pytest.mark.usefixtures("ws")
def test_fill_without_anything_to_fill_is_wrong_usage(capsys):
    done(capsys, "new", "1")
    assert "--set 欄名=內容" in done(capsys, "fill", "1", code=2)
