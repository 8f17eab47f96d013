"""labkit poc: metrics by file or folder, the report, the sheet and the check, as people type them."""

import json

import pandas as pd
import pytest

from labkit.__main__ import run

METRIC = """
kind: product
id: forms
name: 免填的申請件數
inputs:
- {name: 每日件數, measured: {table: 收件, take: mean, column: 件}, unit: 件/工作天}
- {name: 工作天, value: 250, unit: 工作天/年}
"""
TYPED = """
kind: product
id: minutes
name: 省時
whose: 民眾
inputs:
- {name: 每件, value: 5, unit: 分鐘/件}
- {name: 件數, value: 1000, unit: 件/年}
"""
REPORT = "title: 成果報告\nfeasibility: 每年 {forms}，約 5 分鐘一件。\nsheet: {proof: '每年 {forms}。'}\n"
DATED = ("--as-of", "2025-03-14")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in (
        ("team.yml", "agency: 示範市政府\n"),
        ("metrics/forms.yml", METRIC),
        ("metrics/minutes.yml", TYPED),
        ("reports/poc.yml", REPORT),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "data").mkdir()
    pd.DataFrame({"件": [238, 240, 236, 230]}).to_csv(tmp_path / "data" / "收件.csv", index=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_metric_is_taken_directly_with_its_data(capsys):
    assert run(["poc", "metrics/forms.yml", "--data", "收件=data/收件.csv", *DATED]) == 0
    assert "59,000 件/年" in capsys.readouterr().out
    assert run(["poc", *DATED, "metrics/minutes.yml"]) == 0
    assert "5,000 分鐘/年" in capsys.readouterr().out


@pytest.mark.usefixtures("folder")
def test_a_folder_of_metrics_is_computed_at_once(capsys):
    assert run(["poc", "metrics", "--data", "data/收件.csv", *DATED]) == 0
    said = capsys.readouterr().out
    assert "59,000 件/年" in said
    assert "5,000 分鐘/年" in said
    assert run(["poc", "metrics", "--data", "data/收件.csv", "--json"]) == 0
    assert [one["summary"][:5] for one in json.loads(capsys.readouterr().out)] == ["免填的申請", "省時：依機"]


def test_report_sheet_and_verify_work_together(folder, capsys):
    data = ("--data", "收件=data/收件.csv", *DATED)
    assert run(["poc", "report", "reports/poc.yml", "--out", "out", *data]) == 0
    said = capsys.readouterr().err
    assert "已存成 out/成果報告.odt" in said.replace("\\", "/")
    assert "應用可行性 第 1 段：有 1 個數字沒有連到指標（第 14 字）" in said
    assert run(["poc", "sheet", "reports/poc.yml", "--out", "out", *data]) == 0
    for name in ("成果報告.json", "成果報告.odt", "成果摘要.pdf", "成果摘要.png"):
        assert run(["poc", "verify", f"out/{name}"]) == 0
        assert "2 個指標" in capsys.readouterr().out
    record = json.loads((folder / "out" / "成果報告.json").read_text(encoding="utf-8"))
    assert record["agency"] == "示範市政府"
    assert [one["place"] for one in record["tables"]] == ["../data/收件.csv"]


def test_a_stale_report_and_missing_data_end_with_one(folder, capsys):
    assert run(["poc", "report", "reports/poc.yml", "--out", "out", "--data", "收件=data/收件.csv", *DATED]) == 0
    pd.DataFrame({"件": [238, 240, 236, 231]}).to_csv(folder / "data" / "收件.csv", index=False)
    capsys.readouterr()
    assert run(["poc", "verify", "out/成果報告.pdf"]) == 1
    said = capsys.readouterr().err
    assert "報告寫 59,000 件/年，現在是 59,062.5 件/年" in said
    assert "來源資料「收件」已經改變" in said
    assert "省時" not in said
    (folder / "data" / "收件.csv").rename(folder / "別處.csv")
    assert run(["poc", "verify", "out/成果報告.json"]) == 1
    assert "--data 收件=檔案" in capsys.readouterr().err
    assert run(["poc", "verify", "out/成果報告.json", "--data", "收件=別處.csv"]) == 1
    assert "現在是 59,062.5 件/年" in capsys.readouterr().err


def test_nothing_is_overwritten(folder, capsys):
    data = ("--data", "收件=data/收件.csv", *DATED)
    (folder / "out").mkdir()
    (folder / "out" / "成果報告.docx").write_text("我的", encoding="utf-8")
    assert run(["poc", "report", "reports/poc.yml", "--out", "out", *data]) == 1
    assert "「成果報告.docx」已經存在，不會覆寫" in capsys.readouterr().err
    assert [path.name for path in (folder / "out").iterdir()] == ["成果報告.docx"]


def test_a_person_in_the_texts_stops_at_the_gate(folder, capsys):
    text = REPORT.replace("約 5 分鐘一件", "聯絡 0912345678")
    (folder / "reports" / "poc.yml").write_text(text, encoding="utf-8")
    assert run(["poc", "report", "reports/poc.yml", "--out", "out", "--data", "收件=data/收件.csv", *DATED]) == 1
    said = capsys.readouterr().err
    assert "發布前檢查不通過" in said
    assert "0912345678" not in said
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["poc", "metrics/minutes.yml", "--as-of", "2999-01-01"], 1, "還沒有到（今天是.*請改用今天或之前的日期"),
        (["poc", "report", "reports/poc.yml", "--out", "o", "--as-of", "2999-01-01"], 1, "還沒有到"),
        (["poc", "none.yml"], 1, "找不到「none.yml」"),
        (["poc", "data"], 1, "找不到「data 裡的指標"),
        (["poc", "metrics/forms.yml"], 1, "找不到資料表「收件」"),
        (["poc", "report", "reports/poc.yml"], 2, "--out"),
        (["poc", "report", "reports/none.yml", "--out", "o"], 1, "找不到「none.yml」"),
        (["poc", "verify", "o/成果報告.json"], 1, "找不到「成果報告.json」"),
        (["poc", "verify", "team.yml"], 1, "找不到「team.json（team.yml 的紀錄檔"),
        (["poc", "metrics", "--nothing"], 2, "沒有選項 --nothing"),
        (["poc", "metrics", "--as-of", "114-03-14"], 2, "--as-of 日期要寫成西元的 年-月-日，例如 2025-03-14。"),
        (["poc", "metrics", "--as-of", "0114-03-14"], 1, "西元 114 年在民國元年（西元 1912 年）之前。日期寫西元"),
        (["poc", "metrics", "--data", "=data/收件.csv"], 2, "要寫成 名稱=檔案"),
        (["poc", "metrics", "--data", "收件="], 2, "要寫成 名稱=檔案"),
        (["poc", "metrics", "--data", ""], 2, "要寫成 名稱=檔案"),
        (["poc", "metrics", "--data", "收件=a.csv", "--data", "收件=b.csv"], 2, "名稱「收件」寫了兩次"),
        (["poc", "metrics", "--data", "x/收件.csv", "--data", "收件=b.csv"], 2, "名稱「收件」寫了兩次"),
        (["poc", "report", "reports/poc.yml", "--out", "team.yml"], 2, "「team.yml」是檔案，這裡要寫資料夾"),
        (["poc", "sheet", "reports/poc.yml", "--out", "team.yml"], 2, "「team.yml」是檔案，這裡要寫資料夾"),
        (["poc", "timing", "team.yml", "--out", "team.yml"], 2, "「team.yml」是檔案，這裡要寫資料夾"),
        (["poc", "verify", "reports"], 1, "找不到「reports（這是資料夾，請寫其中的報告檔或它的 .json）」"),
    ],
)
def test_a_refusal_says_what_to_do(folder, capsys, arguments, code, said):
    import re

    assert run(arguments) == code
    assert re.search(said, capsys.readouterr().err)
    assert not (folder / "o").exists()


def test_outside_of_a_workspace_the_agency_is_asked_for(folder, capsys):
    (folder / "team.yml").unlink()
    data = ("--data", "收件=data/收件.csv", *DATED)
    assert run(["poc", "report", "reports/poc.yml", "--out", "o", *data]) == 2
    assert "--agency" in capsys.readouterr().err
    assert run(["poc", "report", "reports/poc.yml", "--out", "o", "--agency", "甲機關", *data]) == 0


@pytest.mark.parametrize("command", ["metric", "report", "sheet", "verify"])
def test_every_command_of_the_group_has_its_help_in_chinese(command, capsys):
    assert run(["poc", command, "--help"]) == 0
    said = capsys.readouterr().out
    assert any("一" <= sign <= "鿿" for sign in said)
    assert run(["poc", "--help"]) == 0
    assert f"  {command} " in capsys.readouterr().out


def test_metrics_beside_the_settings_are_found(folder):
    (folder / "reports" / "poc.yml").rename(folder / "poc.yml")
    assert run(["poc", "report", "poc.yml", "--out", "o", "--data", "收件=data/收件.csv", *DATED]) == 0
