"""labkit application from draft to papers; and in a session nothing that people typed leaves application/ and work/."""

import json
import re
import threading
import zipfile

import openpyxl
import pytest

import labkit as lk
from labkit.__main__ import run
from labkit.coaching.application.sheet_xlsx import to_xlsx
from labkit.coaching.application.spec import Application
from labkit.core.batch import BATCH
from labkit.core.document import Grid
from labkit.privacy.keys import new_key
from labkit.sessions.applying import ApplicationDesk
from tests.cli.test_command_line import labkit
from tests.coaching.application.made_up_application import whole
from tests.conftest import land_office_workspace

CANVAS = """version: 1
title: 櫃檯
problem: 人少
pain: 等太久
actions:
- data: 收件簿.xlsx
  method: 樞紐
  owner: 登記科/科員
  due: 2025-09-30
  metric: minutes_saved
"""
PERSONAL = ("陳範例", "吳試作", "demo@example.gov.tw", "0000-0000", "林示範")


@pytest.fixture
def ws(tmp_path):
    return land_office_workspace(tmp_path / "ws")


def said(capsys, *arguments, code=0):
    assert run([str(one) for one in arguments]) == code
    told = capsys.readouterr()
    return told.err if code and told.err else told.out


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_from_the_draft_to_the_papers_each_command_says_what_comes_next(ws, tmp_path):
    new = labkit("application", "new", cwd=ws.root)
    assert "第 6 項帶入 5 筆" in new.stdout, new.stderr
    assert "labkit application form" in new.stdout
    assert labkit("application", "form", "--out", "表.xlsx", cwd=ws.root).returncode == 0
    book = openpyxl.load_workbook(ws.root / "表.xlsx")
    book["三_提案"]["B7"] = "等待時間太久"
    book.save(ws.root / "表.xlsx")
    read = labkit("application", "read", "表.xlsx", cwd=ws.root)
    assert "原來的內容留在 application.前一版01.yml" in read.stdout, read.stderr
    held = lk.Application.load(ws.root / "application" / "application.yml")
    assert (held.proposal.pain, len(held.proposal.datasets)) == ("等待時間太久", 5)
    check = labkit("application", "check", cwd=ws.root)
    assert check.returncode == 1
    assert "文件初篩被退件" in check.stdout
    assert "三、6 目前掌握的內外部資料 第 1 筆 資料蒐集方式：未填。" in check.stdout
    assert "不是官方評分" in check.stdout
    export = labkit("application", "export", "--out", tmp_path / "out", "--format", "odt", cwd=ws.root)
    assert "簽章請主管親簽" in export.stdout, export.stderr
    assert len(files(tmp_path / "out")) == 3


def test_a_complete_application_passes_the_check_with_the_benefit_of_its_metric(ws, capsys):
    desk = ApplicationDesk(ws)
    desk.keep(whole(metrics=["minutes_saved"], benefits=""))
    assert "可以送件" in said(capsys, "application", "check", "-w", ws.root)
    assert "免填各筆應納登記費節省的時間" in desk.load().proposal.benefits


def test_reading_the_same_form_again_changes_nothing_and_keeps_no_copy(ws, capsys):
    form = ws.root / "form.xlsx"
    form.write_bytes(to_xlsx(whole()))
    said(capsys, "application", "read", form, "-w", ws.root)
    before = files(ws.root)
    assert "前一版" not in said(capsys, "application", "read", form, "-w", ws.root)
    assert files(ws.root) == before


def test_a_form_with_faults_changes_nothing(ws, capsys):
    ApplicationDesk(ws).keep(whole())
    book = openpyxl.load_workbook(write(ws.root / "form.xlsx", to_xlsx(whole())))
    book["二_現況"]["B4"] = "不在清單裡"
    book.save(ws.root / "form.xlsx")
    before = {path: path.read_bytes() for path in (ws.root / "application").iterdir()}
    told = said(capsys, "application", "read", ws.root / "form.xlsx", "-w", ws.root, code=1)
    assert "工作表「二_現況」第 4 列" in told
    assert {path: path.read_bytes() for path in (ws.root / "application").iterdir()} == before


def write(path, content):
    path.write_bytes(content)
    return path


REFUSALS = {
    "no application": (("application", "check"), "找不到「application.yml」"),
    "no canvas": (("application", "canvas"), "找不到「canvas.yml」"),
    "a format": (("application", "form", "--out", "表.pdf"), "格式 .pdf 不在可用之列"),
    "no form": (("application", "read", "沒有.xlsx"), "找不到「沒有.xlsx」"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refusals_are_one_sentence_and_write_nothing(ws, capsys, name):
    arguments, what = REFUSALS[name]
    before = files(ws.root)
    assert what in said(capsys, *arguments, "-w", ws.root, code=1)
    assert files(ws.root) == before


def test_nothing_is_overwritten_unless_that_is_asked_for(ws, capsys):
    desk = ApplicationDesk(ws)
    desk.keep(whole())
    out = ws.root / "out"
    options = ("-w", ws.root, "--out", out, "--as-of", "2025-05-02")
    said(capsys, "application", "export", *options)
    said(capsys, "application", "export", *options)
    edited = write(out / "附件1_輔導申請表.odt", b"edited by hand")
    assert "不會覆寫" in said(capsys, "application", "export", *options, code=1)
    assert edited.read_bytes() == b"edited by hand"
    said(capsys, "application", "export", *options, "--replace")
    assert zipfile.is_zipfile(edited)
    assert "已經存在" in said(capsys, "application", "new", "-w", ws.root, code=1)
    assert "--format" in said(capsys, "application", "export", *options, "--format", "doc", code=1)


def test_the_canvas_is_written_and_names_what_is_not_there(ws, capsys):
    (ws.root / "application").mkdir()
    (ws.root / "application" / "canvas.yml").write_text(CANVAS, encoding="utf-8")
    options = ("application", "canvas", "-w", ws.root, "--as-of", "2025-05-02")
    assert "資料應用策略.png" in said(capsys, *options)
    wrong = CANVAS.replace("收件簿.xlsx", "收件簿.xlx")
    (ws.root / "application" / "canvas.yml").write_text(wrong, encoding="utf-8")
    assert "是不是「收件簿.xlsx」" in said(capsys, *options, code=1)


def test_what_new_writes_can_be_read_and_explains_itself(ws, capsys):
    said(capsys, "application", "new", "-w", ws.root)
    text = (ws.root / "application" / "canvas.yml").read_text(encoding="utf-8")
    assert "metric: minutes_saved" in text
    assert isinstance(Application.load(ws.root / "application" / "application.yml"), Application)


def shown(stage):
    """What each step of notebook 06 shows, as a published notebook would hold it."""
    steps = (
        stage.application,
        stage.starting_points,
        stage.item_6,
        stage.completeness,
        stage.canvas,
        stage.application_papers,
    )
    return [step()._repr_html_() + repr(step()) for step in steps]


def test_without_an_application_each_step_says_one_sentence_and_writes_nothing(ws):
    stage = lk.Stage.open("06_application", str(ws.root), 1)
    before = files(ws.root)
    assert all("還沒有申請表" in text for text in shown(stage))
    assert files(ws.root) == before


def test_a_broken_application_is_told_and_stops_nothing(ws, monkeypatch):
    monkeypatch.delenv(BATCH, raising=False)
    write(ApplicationDesk(ws).path.parent.mkdir() or ApplicationDesk(ws).path, b"proposal: {topics: x}\n")
    stage = lk.Stage.open("06_application", str(ws.root), 1)
    assert all("是不是「topic」" in text for text in shown(stage))


BROKEN = {
    "a name where a key should be": "version: 1\nteam:\n  members:\n  - 陳範例: 科員\n",
    "a name twice": "version: 1\nteam:\n  陳範例: a\n  陳範例: b\n",
    "a name where a list should be": "version: 1\nteam:\n  members: 陳範例\n",
    "no YAML": "version: 1\nteam:\n  contact: {name: 陳範例, email: demo@example.gov.tw\n",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_wrong_with_a_broken_application_is_told_at_the_screen_and_in_no_published_notebook(
    ws, monkeypatch, fault
):
    monkeypatch.setenv(BATCH, "1")
    write(ApplicationDesk(ws).path.parent.mkdir() or ApplicationDesk(ws).path, BROKEN[fault].encode())
    told = "".join(shown(lk.Stage.open("06_application", str(ws.root), 1)))
    assert not [one for one in PERSONAL if one in told]
    assert "請執行「labkit application check」" in told


def test_no_step_of_the_notebook_shows_what_people_typed(ws, monkeypatch):
    monkeypatch.setenv(BATCH, "1")
    ApplicationDesk(ws).keep(whole())
    (ws.root / "application" / "canvas.yml").write_text(CANVAS, encoding="utf-8")
    told = "".join(shown(lk.Stage.open("06_application", str(ws.root), 1)))
    assert "可以送件" in told
    assert "收件簿.xlsx" in told
    assert not [one for one in (*PERSONAL, "等太久", "等待時間太久", "納入新人訓練") if one in told]
    assert "資料應用策略.pdf" in "".join(files(ws.work))


def test_somebody_at_the_screen_sees_the_canvas_and_a_run_only_its_place(ws, monkeypatch):
    monkeypatch.delenv(BATCH, raising=False)
    ApplicationDesk(ws).keep(whole())
    (ws.root / "application" / "canvas.yml").write_text(CANVAS, encoding="utf-8")
    stage = lk.Stage.open("06_application", str(ws.root), 1)
    assert "data:image/png" in stage.canvas()._repr_html_()
    monkeypatch.setenv(BATCH, "1")
    assert "data:image/png" not in stage.canvas()._repr_html_()


def test_the_notebook_counts_the_gaps_of_each_part(ws):
    ApplicationDesk(ws).keep(Application())
    blocks = lk.Stage.open("06_application", str(ws.root), 1).completeness().document.blocks
    grid = next(block for block in blocks if isinstance(block, Grid))
    assert [tuple(cell.text for cell in row) for row in grid.rows[1:]] == [
        ("一、提案團隊基本資料", "7"),
        ("二、資料知能與整備現況", "6"),
        ("三、提案內容說明", "11"),
        ("附件2、附件3 檢核", "1"),
    ]


def test_the_schemas_name_the_fields(capsys):
    for name, field in (("application", "readiness"), ("canvas", "actions")):
        assert f'"{field}"' in said(capsys, "schema", name)


@pytest.mark.slow
def test_a_session_freezes_nothing_of_the_application(ws, tmp_path, monkeypatch):
    ApplicationDesk(ws).keep(whole())
    (ws.root / "application" / "canvas.yml").write_text(CANVAS, encoding="utf-8")
    for notebook in ws.notebooks:
        if notebook.stem != "06_application":
            notebook.unlink()
    monkeypatch.setenv("LABKIT_KEY_FILE", str(new_key(tmp_path / "team.key")))
    record = lk.run_session(ws)
    assert [name for name in record.outputs if "06_application" in name]
    for name in files(record.folder):
        content = (record.folder / name).read_bytes().decode("utf-8", "replace")
        assert not [one for one in PERSONAL[:4] if one in content], name
        assert "附件" not in name
        assert "application.yml" not in name
    told = json.loads((record.folder / "manifest.json").read_text(encoding="utf-8"))["compared"]["specs"]
    named = {one["name"]: sorted(one) for one in told if one["name"].startswith("application/")}
    assert named["application/application.yml"] == ["bytes", "name", "sha256"]  # that it was read, and nothing of it
    assert not [path for path in ws.spec_files() if "application" in path.parts[-2:]]
    drafted = [name for name in files(ws.work) if re.search("附件[123]_", name)]
    assert len(drafted) == 9


def test_item_6_is_told_when_the_files_changed_and_is_brought_up_to_date_on_request(ws, capsys):
    said(capsys, "application", "new", "-w", ws.root)
    raw = ws.root / "data" / "raw" / "陳情案件.csv"
    raw.write_bytes(b"".join(raw.read_bytes().splitlines(keepends=True)[:-20]))
    told = said(capsys, "application", "check", "-w", ws.root, code=1)
    assert "資料筆數和 data/raw 現在的檔案不同" in told
    before = ApplicationDesk(ws).load()
    told = said(capsys, "application", "refresh", "-w", ws.root)
    assert "更新或新增 1 筆，共 5 筆" in told
    assert "application.前一版01.yml" in told
    assert "現在的檔案不同" not in said(capsys, "application", "check", "-w", ws.root, code=1)
    assert ApplicationDesk(ws).load() != before
    assert "沒有更動" in said(capsys, "application", "refresh", "-w", ws.root)
    shown_now = lk.Stage.open("06_application", str(ws.root), 1).item_6()
    assert "0 筆還沒有寫進去，0 筆和現在的檔案不同" in shown_now._repr_html_()


def test_an_inventory_that_cannot_be_read_leaves_the_check_standing(ws, capsys):
    ApplicationDesk(ws).keep(whole())
    (ws.root / "inventory").mkdir(exist_ok=True)
    (ws.root / "inventory" / "資料盤點表.xlsx").write_bytes(b"no workbook")
    assert "沒有和 data/raw 比對" in said(capsys, "application", "check", "-w", ws.root)


EXPOSED = {
    "a form among the raw data": ("application", "form", "--out", "data/raw/表.xlsx"),
    "papers among the results": ("application", "export", "--out", "sessions/附件"),
    "a strategy among the results": ("application", "canvas", "--out", "sessions"),
    "a filled form among the raw data": ("application", "read", "data/raw/填好.xlsx"),
}


@pytest.mark.parametrize("name", EXPOSED)
def test_no_paper_with_names_is_put_where_it_would_be_inventoried_or_published(ws, monkeypatch, capsys, name):
    ApplicationDesk(ws).keep(whole())
    (ws.root / "application" / "canvas.yml").write_text(CANVAS, encoding="utf-8")
    write(ws.raw / "填好.xlsx", to_xlsx(whole()))
    monkeypatch.chdir(ws.root)
    before = files(ws.root)
    told = said(capsys, *EXPOSED[name], code=1)
    assert "申請表有姓名與聯絡方式，不能放在" in told
    assert "請放在 application/" in told
    assert files(ws.root) == before


def test_a_canvas_edited_by_hand_stays_unless_that_is_asked_for(ws, capsys):
    (ws.root / "application").mkdir()
    (ws.root / "application" / "canvas.yml").write_text(CANVAS, encoding="utf-8")
    options = ("application", "canvas", "-w", ws.root, "--as-of", "2025-05-02")
    said(capsys, *options)
    said(capsys, *options)
    edited = write(ws.root / "application" / "資料應用策略.odt", b"edited by hand")
    assert "不會覆寫" in said(capsys, *options, code=1)
    assert edited.read_bytes() == b"edited by hand"
    said(capsys, *options, "--replace")
    assert zipfile.is_zipfile(edited)


def test_no_format_and_a_file_for_a_folder_are_refused(ws, capsys):
    ApplicationDesk(ws).keep(whole())
    assert "--format" in said(capsys, "application", "export", "-w", ws.root, "--format", "", code=1)
    told = said(capsys, "application", "export", "-w", ws.root, "--out", ApplicationDesk(ws).path, code=1)
    assert "「application.yml」已經存在" in told


def test_of_colleagues_who_save_at_once_nobodys_version_is_lost(ws):
    desk, start = ApplicationDesk(ws), threading.Barrier(4)
    topics = [f"主題{at}" for at in range(4)]

    def save(topic):
        start.wait()
        desk.keep(whole(topic=topic))

    people = [threading.Thread(target=save, args=(topic,)) for topic in topics]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(Application.load(path).proposal.topic for path in desk.folder.glob("application*.yml")) == topics
