"""附件1, 附件2 and 附件3 on paper: the form's own words in its own order, in every format."""

import io
import re
import zipfile
from datetime import date

import pytest
from pypdf import PdfReader

import labkit as lk
from labkit.coaching.application.paper import application_paper
from labkit.coaching.application.spec import Application
from labkit.coaching.application.statements import unit_papers
from labkit.core.errors import SpecInvalid
from labkit.documents.save import render_document
from tests.coaching.application.made_up_application import AGENCY, WORDS, whole
from tests.conftest import ROOT

LABELS = [
    "輔導申請表",
    "一、提案團隊基本資料",
    *WORDS.team.values(),
    "成員及分工",
    "二、資料知能與整備現況",
    *(one.text for one in WORDS.questions),
    "三、提案內容說明",
    *WORDS.proposal.values(),
]
DAY = date(2025, 5, 2)


def text_of(content, suffix):
    if suffix == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("content.xml" if suffix == "odt" else "word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", xml)


@pytest.mark.parametrize("suffix", ["odt", "docx", "pdf"])
@pytest.mark.parametrize("application", [whole(), Application()], ids=["whole", "empty"])
def test_every_label_of_the_form_stands_in_its_order(suffix, application):
    text = re.sub(r"\s", "", text_of(render_document(application_paper(application), suffix), suffix))
    at = 0
    for label in LABELS:
        at = text.find(re.sub(r"\s", "", label), at)
        assert at >= 0, label


def test_choices_are_boxes_and_what_was_typed_stands_beside_its_label():
    text = text_of(render_document(application_paper(whole()), "odt"), "odt")
    assert "■優化民生相關服務" in text
    assert "□落實國家重要政策" in text
    assert "■其他＿納入新人訓練＿" in text
    assert "114年11月1日至114年11月30日" in text
    assert text.count("■") == 6 + 1 + 1 + 2 + 1  # six questions, one with two; aspect; two needs; stage


def test_the_same_application_makes_the_same_bytes_in_every_format():
    for suffix in ("odt", "docx", "pdf"):
        papers = [render_document(application_paper(whole(), as_of=DAY), suffix) for _ in range(2)]
        assert papers[0] == papers[1]


def test_a_member_of_another_agency_is_printed_with_it():
    rows = [{"agency": "示範市政府資訊局", "unit": "資訊科", "name": "試作"}]
    paper = application_paper(whole(team={"agency": AGENCY, "members": rows}))
    assert "示範市政府資訊局 資訊科" in str(paper)


def test_every_unit_gets_both_papers_with_blanks_to_sign_and_an_honest_word_about_the_text():
    two = [{"unit": AGENCY, "phone": "02-0000-0000"}, {"unit": "示範/資訊局", "signer": "林示範"}, {}]
    papers = unit_papers(whole(aspect="發展跨域多元協力", papers=two), as_of=DAY)
    assert list(papers) == [
        f"附件2_智慧財產權暨授權聲明_1_{AGENCY}",
        f"附件3_協作同意書_1_{AGENCY}",
        "附件2_智慧財產權暨授權聲明_2_示範_資訊局",
        "附件3_協作同意書_2_示範_資訊局",
    ]
    for name, paper in papers.items():
        text = text_of(render_document(paper, "odt"), "odt")
        for label in ("申請單位名稱", "主管或授權代簽人（簽章）", "電話", "日期", "本文依主辦機關公告之附件全文"):
            assert label in text
        assert "林示範" not in text  # people sign
        assert ("每次輔導後 3 日內交紀錄表" in text) == name.startswith("附件3")


def test_item_6_comes_from_an_inventory_and_what_the_team_typed_stays():
    found = lk.take_inventory(ROOT / "datasets" / "land_office" / "raw")
    drafted = Application().with_item_6(found.item_6())
    first = drafted.proposal.datasets[0]
    assert (first.source, first.method, first.rows) == ("叫號紀錄.csv", "", "1,209")
    typed = [{"source": "叫號紀錄.csv", "method": "叫號機匯出"}, {"source": "戶政司人口統計", "rows": "12"}]
    again = whole(datasets=typed).with_item_6(found.item_6()).proposal.datasets
    by_source = {one.source: one for one in again}
    assert len(again) == 6
    assert (by_source["叫號紀錄.csv"].method, by_source["叫號紀錄.csv"].rows) == ("叫號機匯出", "1,209")
    assert by_source["戶政司人口統計"].rows == "12"
    assert [one.source for one in again[:2]] == ["叫號紀錄.csv", "戶政司人口統計"]


def test_rows_of_one_source_or_of_none_are_all_kept():
    found = lk.take_inventory(ROOT / "datasets" / "land_office" / "raw")
    typed = [{"method": "訪談"}, {"method": "問卷"}, {"source": "a", "rows": "1"}, {"source": "a", "rows": "2"}]
    again = whole(datasets=typed).with_item_6(found.item_6()).proposal.datasets
    assert [(one.source, one.method, one.rows) for one in again[:4]] == [
        ("", "訪談", ""),
        ("", "問卷", ""),
        ("a", "", "1"),
        ("a", "", "2"),
    ]
    assert len(again) == 9


def test_benefits_are_those_of_the_metrics_that_are_named_and_an_unknown_one_has_a_near_miss():
    named = whole(metrics=["minutes_saved"])
    assert named.with_benefits({"minutes_saved": "每件少 5 分鐘。"}).proposal.benefits.endswith("\n每件少 5 分鐘。")
    with pytest.raises(SpecInvalid, match="沒有這個指標代號。是不是「minutes_saved」"):
        whole(metrics=["minute_saved"]).with_benefits({"minutes_saved": "x"})


def test_a_long_address_or_file_name_stays_in_its_cell_on_the_pdf():
    address, file = "a.very.long.mail.address@department.example.gov.tw", "care_system_export_2025_06_30_final.xlsx"
    held = whole().team.model_dump()
    held["contact"]["email"] = address
    rows = [{"source": file, "rows": "1,234,567"}]
    made = render_document(application_paper(whole(team=held, datasets=rows)), "pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    for word in (address, file):
        assert word not in text  # one line of it would run over the next cell, or off the page
        assert word in re.sub(r"[\s\u200b]", "", text)
    assert "1,234,567" in text
