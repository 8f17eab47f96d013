"""What 文件初篩 would refuse: every field by its label, never by its content."""

from datetime import date

import pytest

from labkit.coaching.application.completeness import check_completeness
from labkit.coaching.application.spec import Application
from labkit.coaching.application.starting import starting_points
from labkit.core.errors import NotProtected, SpecInvalid
from labkit.sessions.publish import check_publishable
from tests.coaching.application.made_up_application import AGENCY, WORDS, whole


def told(application):
    return [one.sentence for one in check_completeness(application).rejected]


def test_a_whole_application_is_complete():
    result = check_completeness(whole())
    assert (result.complete, result.findings) == (True, ())
    assert result.summary == "申請表各欄與附件都齊了，可以送件。"


EMPTIED = {
    "topic": "三、1 提案主題",
    "aspect": "三、2 提案面向（擇一）",
    "background": "三、3 提案欲解決什麼問題 動機背景",
    "pain": "三、3 提案欲解決什麼問題 問題痛點",
    "needs": "三、4 輔導需求",
    "benefits": "三、5 預期效益及未來展望",
    "datasets": "三、6 目前掌握的內外部資料",
    "stage": "三、7 目前推動情形 發想或已啟動",
    "budget": "三、7 目前推動情形 經費預算",
    "schedule": "三、7 目前推動情形 預估推動時程",
    "busy": "三、8 自徵案起至輔導結案止之重要公務事項（沒有的話請寫「無」）",
    "storage": "二、資料知能與整備現況 1. 目前儲存資料的方式？",
    "papers": "附件2、附件3 檢核 申請單位名稱",
}


@pytest.mark.parametrize("name", EMPTIED)
def test_a_field_left_empty_is_told_by_its_label_on_the_form(name):
    assert told(whole(**{name: None if name not in {"papers", "busy", "datasets"} else []})) == [
        f"{EMPTIED[name]}：未填。"
    ]


def test_every_field_of_an_empty_application_is_told_once():
    sentences = told(Application())
    assert len(sentences) == len(set(sentences)) == 25


@pytest.mark.parametrize("part", WORDS.datasets)
def test_each_of_the_six_parts_of_a_data_set_is_asked_for(part):
    row = whole().proposal.datasets[0].model_dump() | {part: ""}
    full = whole().proposal.datasets[0].model_dump()
    assert told(whole(datasets=[full, row])) == [f"三、6 目前掌握的內外部資料 第 2 筆 {WORDS.datasets[part]}：未填。"]


def test_two_choices_where_one_is_allowed_are_told_and_several_are_fine_where_several_are():
    assert told(whole(aspect=list(WORDS.aspects[:2]))) == ["三、2 提案面向（擇一）：只能選一項，現在選了 2 項。"]
    assert "只能選一項，現在選了 3 項" in told(whole(support=list(WORDS.options("support"))))[0]
    assert told(whole(needs=list(WORDS.needs))) == []


def test_other_asks_for_words_and_words_ask_for_other():
    assert "選了「其他」，但沒有寫明" in told(whole(adoption_other=""))[0]
    assert "沒有選「其他」" in told(whole(adoption=[WORDS.options("adoption")[0]]))[0]


def members(count, agency="", **more):
    return [
        {"agency": agency, "unit": "科", "name": f"試作{at}", "title": "科員", "task": "整理"} | more
        for at in range(count)
    ]


def team(rows):
    return whole().team.model_dump() | {"members": rows}


def test_twenty_of_one_agency_are_the_most_and_another_agencys_count_apart():
    assert told(whole(team=team(members(20)))) == []
    assert "示範市政府地政局有 21 人，超過單一機關上限 20 人" in told(whole(team=team(members(21))))[0]
    assert told(whole(team=team([*members(20), *members(20, "示範市政府資訊局")]))) == []


def test_fewer_than_three_members_and_a_private_mailbox_are_remarks_alone():
    lone = team(members(2))
    lone["contact"]["email"] = "someone@gmail.com"
    result = check_completeness(whole(team=lone))
    assert result.complete
    assert [one.code for one in result.remarks] == ["application_email_private", "application_few_members"]
    assert "gmail" not in str(result.to_document())


def test_what_is_no_address_is_a_gap_and_is_not_repeated():
    wrong = team(members(3))
    wrong["contact"]["email"] = "demo.example"
    assert told(whole(team=wrong)) == ["一、提案團隊基本資料 聯絡人電子郵件：寫法不像電子郵件，請核對。"]


def paper(unit, **changes):
    return whole().papers[0].model_dump() | {"unit": unit} | changes


def test_each_cooperating_unit_hands_in_its_own_papers():
    cross = {"aspect": "發展跨域多元協力"}
    assert "只列了 1 個單位" in told(whole(**cross))[0]
    two = [paper(AGENCY), paper("示範市政府資訊局", consent_received=None)]
    assert told(whole(**cross, papers=two)) == ["附件2、附件3 檢核 示範市政府資訊局：附件3 協作同意書還沒有收到。"]
    assert (
        told(
            whole(
                **cross,
                papers=[paper(AGENCY), paper("示範市政府資訊局資訊科")],
                team=team([*members(3), *members(1, "示範市政府資訊局")]),
            )
        )
        == []
    )
    unlisted = told(
        whole(
            **cross,
            papers=[paper(AGENCY), paper("別的單位")],
            team=team([*members(3), *members(1, "示範市政府資訊局")]),
        )
    )
    assert unlisted == ["附件2、附件3 檢核：提案與成員裡有 1 個機關沒有列在附件2、附件3 的單位裡：示範市政府資訊局。"]


def test_a_received_paper_with_blanks_in_the_record_is_a_remark():
    result = check_completeness(whole(papers=[paper(AGENCY, signer="", phone="")]))
    assert result.complete
    assert "還沒有主管或授權代簽人、電話" in result.remarks[0].sentence


def test_nothing_to_be_busy_with_is_said_by_one_word():
    assert told(whole(busy=[{"what": "無"}])) == []
    assert told(whole(busy=[{"what": "議會"}])) == ["三、8 自徵案起至輔導結案止之重要公務事項 第 1 列 起日：未填。"]


def test_the_check_and_the_profile_can_never_be_published():
    for result in (check_completeness(whole()), starting_points(whole())):
        with pytest.raises(NotProtected):
            check_publishable(result)


def test_each_answer_has_its_place_and_a_first_step_and_no_total():
    points = starting_points(whole(storage=WORDS.options("storage")[2], skill=WORDS.options("skill")[0]))
    assert [one.level for one in points.standings] == ["弱", "中", "強", "中", "中", ""]
    assert all(one.steps for one in points.standings)
    assert points.summary == "先從這 1 題著手：1. 目前儲存資料的方式？"
    text = str(points.to_document())
    assert "不是官方評分" in text
    assert "分數" not in text.replace("不是官方評分", "")


def test_every_option_of_every_question_has_a_first_step_that_names_what_exists():
    import re

    from typer.main import get_command

    from labkit.cli.app import app
    from labkit.workspace.layout import guided_notebooks

    known = {path.stem for path in guided_notebooks()}
    commands = get_command(app).commands
    for question in WORDS.questions:
        for option in question.options:
            assert option.steps
            text = "".join(option.steps)
            assert set(re.findall(r"\b[0-9]{2}_[a-z]+", text)) <= known
            assert set(re.findall(r"labkit ([a-z]+)", text)) <= set(commands)


def test_an_option_that_is_none_is_refused_with_line_and_near_miss(tmp_path):
    path = tmp_path / "application.yml"
    path.write_text("version: 1\nproposal:\n  topic: 櫃檯\n  aspect: 優化民生服務\n", encoding="utf-8")
    with pytest.raises(SpecInvalid, match=r"第 4 行 proposal\.aspect.*是不是「優化民生相關服務」"):
        Application.load(path)


def test_the_three_aspects_are_those_of_the_team():
    from typing import get_args

    from labkit.coaching.programme import Aspect

    assert get_args(Aspect) == WORDS.aspects


def test_an_application_is_saved_and_loaded_equal(tmp_path):
    import labkit as lk

    assert lk.Application.load(whole().save(tmp_path / "application.yml")) == whole()


@pytest.mark.parametrize("text", ["－", "---", "＿＿＿", "（請填寫）", "…"])
def test_dashes_and_blanks_to_write_on_tell_nothing(text):
    assert told(whole(topic=text)) == ["三、1 提案主題：未填。"]
    assert told(whole(budget=text)) == ["三、7 目前推動情形 經費預算：未填。"]
    assert "第 2 列 姓名：未填。" in told(whole(team=team([*members(1), *members(1, name=text), *members(2)])))[0]


def test_members_of_one_agency_count_together_however_its_name_is_written():
    ways = ["臺示市政府", "台示市政府", "臺示市政府 ", "臺示市　政府"]
    rows = [one | {"agency": ways[at % 4]} for at, one in enumerate(members(21))]
    assert any("有 21 人，超過單一機關上限" in one for one in told(whole(team=team(rows))))


def test_one_person_in_two_rows_is_a_remark_without_the_name():
    result = check_completeness(whole(team=team([*members(3), members(1)[0]])))
    assert [one.sentence for one in result.remarks] == [
        "一、提案團隊基本資料 成員及分工：有 1 列重複列了同一個人（第 4 列），請只留一列。"
    ]


def test_one_unit_in_two_rows_is_no_cooperation():
    twice = whole(aspect="發展跨域多元協力", papers=[paper(AGENCY), paper(f"{AGENCY} ")])
    assert any("只列了 1 個單位" in one for one in told(twice))


def test_the_applying_agency_hands_in_its_own_papers_too():
    others = whole(aspect="發展跨域多元協力", papers=[paper("示範市政府資訊局"), paper("示範市政府衛生局")])
    assert told(others) == [f"附件2、附件3 檢核：提案與成員裡有 1 個機關沒有列在附件2、附件3 的單位裡：{AGENCY}。"]


def test_a_paper_cannot_come_in_on_a_day_that_has_not_come_nor_before_it_was_signed():
    ahead = whole(papers=[paper(AGENCY, consent_received="2026-05-05")])
    found = check_completeness(ahead, as_of=date(2025, 5, 6))
    assert [one.sentence for one in found.rejected] == [
        f"附件2、附件3 檢核 {AGENCY}：附件3 協作同意書的收到日期還沒有到，不算已收到，請核對年份。"
    ]
    before = check_completeness(whole(papers=[paper(AGENCY, statement_received="2025-05-01")]))
    assert before.complete
    assert "早於簽署日期" in before.remarks[0].sentence


@pytest.mark.parametrize(
    ("phone", "remarks"),
    [("2 1234 5678", 1), ("２１２３４５６７８", 1), ("（02）1234-5678#1", 0), ("0912", 0), ("1999#8", 0)],
)
def test_a_phone_number_that_lost_its_zero_is_a_remark_and_is_not_repeated(phone, remarks):
    held = whole().team.model_dump()
    held["contact"]["phone"] = phone
    result = check_completeness(whole(team=held))
    assert result.complete
    assert [one.code for one in result.remarks] == ["application_phone_form"] * remarks
    assert phone not in str(result.to_document())
