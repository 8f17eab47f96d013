import io
import re
import shutil
import subprocess
import zipfile
from datetime import date, time

import pytest
from pypdf import PdfReader

import labkit as lk
from labkit.coaching.log import Log, RunFacts, draft_log, edited_cells
from labkit.coaching.plan import Goal, Plan
from labkit.coaching.team import Team
from labkit.coaching.told import Told
from labkit.documents.save import save_document
from tests.conftest import IN_CI

LABELS = [
    "輔導日期",
    "輔導形式",
    "輔導時間",
    "次數",
    "輔導機關",
    "紀錄者（職稱/人名）",
    "參與人員（職稱/人名）",
    "前次輔導設立目標執行情形",
    "本次輔導內容摘要",
    "下次輔導預定達成目標項目",
    "專家補充意見",
    "專家簽名",
]
LOG = Log(
    nth=3,
    date=date(2025, 12, 5),
    start=time(14, 0),
    end=time(16, 0),
    agency="示範市政府地政局",
    recorder={"name": "陳範例", "title": "科員"},
    attendees=[{"name": "林示範", "title": "科長"}],
    previous_goals=[{"goal": "匯出資料", "status": "完成"}, {"goal": "訪談"}],
    summary=["盤點 4 個檔案"],
    next_goals=["量測 30 件"],
)


def in_order(text):
    plain = re.sub(r"\s", "", text)
    places = [plain.find(label) for label in ["資料創新暨技術應用輔導", "輔導協作紀錄表", *LABELS]]
    return -1 not in places and places == sorted(places)


def pdf_text(path):
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def test_every_cell_of_the_form_is_filled_from_the_log():
    values = LOG.values()
    assert values["date"] == "114 年 12 月 5 日"
    assert values["form"] == "■實體　□線上"
    assert values["time"] == "14:00　~　16:00"
    assert values["recorder"] == "科員/陳範例"
    assert values["previous_goals"] == "1. 匯出資料：完成\n2. 訪談：（請填執行情形）"
    assert "signature" not in values


def test_the_log_is_due_three_days_after_the_session_and_named_in_chinese():
    assert LOG.due == date(2025, 12, 8)
    assert LOG.file_name == "輔導協作紀錄表_第3次_民國114年12月05日"


@pytest.mark.parametrize("suffix", ["odt", "docx", "pdf"])
def test_every_label_of_the_official_form_is_there_in_order(tmp_path, suffix):
    path = save_document(LOG.to_document(), tmp_path / f"log.{suffix}")
    if suffix == "pdf":
        text = pdf_text(path)
        assert len(PdfReader(path).pages) == 1
    else:
        with zipfile.ZipFile(path) as parts:
            text = re.sub(
                r"<[^>]+>", "", parts.read("content.xml" if suffix == "odt" else "word/document.xml").decode()
            )
    assert in_order(text)


@pytest.mark.parametrize("suffix", ["odt", "docx"])
def test_libreoffice_opens_the_log_on_one_page_with_every_label_in_order(tmp_path, suffix):
    soffice = shutil.which("soffice")
    if not soffice and not IN_CI:
        pytest.skip("LibreOffice is not installed")
    path = save_document(LOG.to_document(), tmp_path / f"log.{suffix}")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = pdf_text(tmp_path / "log.pdf")
    assert in_order(text)
    assert len(PdfReader(tmp_path / "log.pdf").pages) == 1


@pytest.mark.parametrize("suffix", ["pdf", "odt", "docx"])
def test_a_long_cell_runs_over_and_loses_nothing(tmp_path, suffix):
    long = LOG.model_copy(update={"expert_remarks": "鵬" * 2999 + "尾"})
    path = save_document(long.to_document(), tmp_path / f"log.{suffix}")
    if suffix == "pdf":
        text = pdf_text(path)
        assert len(PdfReader(path).pages) >= 2
    else:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
            text = "".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml"))
    assert text.count("鵬") == 2999
    assert "尾" in text


@pytest.mark.parametrize("name", ["summary", "expert_remarks", "previous_goals"])
def test_a_cell_longer_than_a_page_stays_inside_the_margins_of_every_page(tmp_path, name):
    long = "鵬" * 2999 + "尾"
    told = {"summary": (long,), "expert_remarks": long, "previous_goals": (Goal(goal="訪談", status=long),)}[name]
    path = save_document(LOG.model_copy(update={name: told}).to_document(), tmp_path / "log.pdf")
    heights = []

    def seen(text, matrix, *_):
        if "鵬" in text:
            heights.append(matrix[5] / 72 * 2.54)

    for page in PdfReader(path).pages:
        page.extract_text(visitor_text=seen)
    assert heights
    assert min(heights) > 1.9
    assert max(heights) < 29.7 - 1.9
    assert len(PdfReader(path).pages) <= 3


@pytest.mark.parametrize("name", ["summary", "expert_remarks", "next_goals"])
def test_a_text_longer_than_a_page_is_marked_as_continued_and_is_all_there(tmp_path, name):
    long = "這一次討論了尖峰人力，並確認要量測的項目。" * 145
    told = long if name == "expert_remarks" else (long,)
    document = LOG.model_copy(update={name: told}).to_document()
    label = {"expert_remarks": "專家補充意見", "summary": "本次輔導內容摘要", "next_goals": "下次輔導預定達成目標項目"}[
        name
    ]
    rows = [row for row in document.blocks[2].rows if row[0].text.startswith(label)]
    assert "".join(row[1].text for row in rows).removeprefix("1. ") == long
    assert [row[0].text.removeprefix(label) for row in rows] == ["", *["\n（續）"] * (len(rows) - 1)]
    assert len(document.blocks[2].min_heights) == len(document.blocks[2].rows)
    for page in PdfReader(save_document(document, tmp_path / "log.pdf")).pages[1:]:
        text = re.sub(r"\s", "", page.extract_text())
        assert "（續）" in text or "專家簽名" in text


@pytest.mark.parametrize("name", ["summary", "expert_remarks"])
@pytest.mark.parametrize("count", [30, 52, 60, 145])
def test_the_signature_never_stands_alone_on_a_page(tmp_path, name, count):
    long = "這一次討論了尖峰人力，並確認要量測的項目。" * count
    told = long if name == "expert_remarks" else (long,)
    path = save_document(LOG.model_copy(update={name: told}).to_document(), tmp_path / "log.pdf")
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(path).pages]
    assert ["專家補充意見" in page for page in pages if "專家簽名" in page] == [True]


def test_a_text_of_many_short_lines_goes_on_at_a_line():
    told = tuple(f"第 {number} 點" for number in range(60))
    rows = [
        row for row in LOG.model_copy(update={"summary": told}).to_document().blocks[2].rows if "摘要" in row[0].text
    ]
    assert "\n".join(row[1].text for row in rows).count("點") == 60
    assert all(row[1].text[0].isdigit() and row[1].text.endswith("點") for row in rows)


def test_a_page_of_text_gives_up_room_to_write_before_it_runs_over(tmp_path):
    told = {"summary": tuple(f"第 {number} 點：盤點欄位與格式" for number in range(18)), "expert_remarks": "請補基準"}
    path = save_document(LOG.model_copy(update=told).to_document(), tmp_path / "log.pdf")
    assert len(PdfReader(path).pages) == 1


def test_names_of_people_stand_in_the_two_rows_for_people_alone():
    rows = {
        cell.text: row[at + 1].text
        for row in LOG.to_document().blocks[2].rows
        for at, cell in enumerate(row)
        if cell.label
    }
    holding = {label for label, text in rows.items() if "陳範例" in text or "林示範" in text}
    assert holding == {"紀錄者\n（職稱/人名）", "參與人員\n（職稱/人名）"}


def test_a_draft_keeps_what_people_wrote():
    plan, team = Plan(nth=1, date=date(2025, 3, 14), agenda=["說明"]), Team(agency="甲機關", members=[{"name": "王"}])
    facts = RunFacts("2025-03-14-01", "a" * 64, (Told("盤點", ("盤點：4 檔",)),), ("確認建議",))
    drafted = draft_log(plan, team, facts)
    assert (drafted.summary, drafted.next_goals, drafted.attendees[0].shown) == (
        ("說明", "盤點：4 檔"),
        ("確認建議",),
        "王",
    )
    written = drafted.model_copy(update={"summary": ("我們自己寫的",), "expert_remarks": "很好"})
    again = draft_log(
        plan, team, RunFacts("2025-03-14-01.r2", "b" * 64, (Told("盤點", ("盤點：5 檔",)),), ("量測",)), written
    )
    assert (again.summary, again.expert_remarks, again.session.folder) == (
        ("我們自己寫的",),
        "很好",
        "2025-03-14-01.r2",
    )
    assert again.next_goals == ("量測",)
    assert edited_cells(written) == ["summary"]


def test_a_draft_that_nobody_touched_follows_the_newest_run():
    plan, team = Plan(nth=1, date=date(2025, 3, 14)), Team(agency="甲機關")
    first = draft_log(plan, team, RunFacts("a", "a" * 64, (Told("", ("2 個檔案",)),), ()))
    again = draft_log(plan, team, RunFacts("a.r2", "b" * 64, (Told("", ("1 個檔案",)),), ()), first)
    assert (again.summary, again.session.manifest_sha256) == (("1 個檔案",), "b" * 64)
    assert edited_cells(again) == []


def test_a_team_has_at_most_twenty_members(tmp_path):
    path = tmp_path / "team.yml"
    path.write_text("agency: 甲\nmembers:\n" + "- {name: 王}\n" * 21, encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="最多 20 項"):
        Team.load(path)
