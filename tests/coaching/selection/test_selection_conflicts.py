"""A reviewer of the applicant's own agency never scores it; what is only near is asked about and decided by people."""

import pytest
from pydantic import ValidationError

from labkit.coaching.selection.actions import make_sheets
from labkit.coaching.selection.own_agency import near_cases
from labkit.coaching.selection.room import Room
from tests.coaching.selection.made_up_selection import STAMP, make_room, selection

ASPECT = "發展跨域多元協力"


def told(unit, agency, units=(), conflicts=()):
    return selection(
        applications=[{"id": "A1", "agency": agency, "topic": "主題", "aspect": ASPECT, "units": units}],
        reviewers=[{"id": "R1", "name": "甲", "unit": unit}, {"id": "R2", "name": "甲", "unit": "示範大學"}],
        conflicts=conflicts,
    )


@pytest.mark.parametrize(
    ("unit", "agency", "units"),
    [
        ("示範市政府地政局", "示範市政府地政局", ()),
        ("示範市政府地政局測量科", "示範市政府地政局", ()),
        ("台北市政府 地政局", "臺北市政府地政局", ()),
        ("示範醫院護理部", "示範市政府", ("示範公所", "示範醫院")),
        ("示範　１市政府", "示範1市政府", ()),
    ],
)
def test_a_reviewer_of_the_agency_or_of_a_cooperating_unit_must_be_away(unit, agency, units):
    with pytest.raises(ValidationError, match=r"R1 對 A1.*請在 conflicts 登錄迴避與理由"):
        told(unit, agency, units)
    away = [{"reviewer": "R1", "application": "A1", "reason": "服務於該機關"}]
    assert told(unit, agency, units, away).scorers_of("A1") == ["R2"]


@pytest.mark.parametrize(
    ("unit", "agency", "higher"),
    [
        ("示範市政府資訊中心", "示範市政府地政局", "示範市政府"),
        ("示範市政府", "示範市政府地政局", "示範市政府"),
        ("國立示範大學", "國立示範大學附設醫院", "國立示範大學"),
        ("示範部民政司", "示範部統計處", "示範部"),
    ],
)
def test_bodies_under_one_higher_body_are_asked_about_and_not_decided(unit, agency, higher):
    assert list(near_cases(told(unit, agency))) == [f"R1 與 A1 的機關都屬「{higher}」，沒有登錄迴避，請確認。"]
    away = [{"reviewer": "R1", "application": "A1", "reason": "同一市府"}]
    assert list(near_cases(told(unit, agency, conflicts=away))) == []


@pytest.mark.parametrize(("unit", "agency"), [("示範大學", "示範市政府"), ("甲市政府", "乙市政府"), ("部", "部立醫院")])
def test_bodies_that_only_begin_alike_are_left_alone(unit, agency):
    assert list(near_cases(told(unit, agency))) == []


def test_a_unit_that_was_not_told_is_said_to_be_unchecked(tmp_path):
    people = [{"id": "R1", "name": "甲"}, {"id": "R2", "name": "甲", "unit": "示範大學"}]
    room = make_room(tmp_path / "115", reviewers=people, conflicts=[])
    assert make_sheets(room, "written", STAMP).notes == ("R1 沒有填服務單位（unit），無法核對是否與申請機關有關。",)
    assert Room.open(tmp_path / "115").selection.reviewer_ids == ["R1", "R2"]


def test_many_near_cases_are_told_in_one_line_each_and_not_a_line_for_each_pair():
    apps = [{"id": f"A{at}", "agency": f"示範市政府第{at}局", "topic": "主題", "aspect": ASPECT} for at in range(1, 4)]
    people = [{"id": f"R{at}", "name": "甲", "unit": "示範市政府"} for at in range(1, 4)]
    away = [{"reviewer": "R3", "application": "A1", "reason": "主管"}]
    assert list(near_cases(selection(applications=apps, reviewers=people, conflicts=away))) == [
        "R1、R2 與 A1、A2、A3 的機關都屬「示範市政府」，沒有登錄迴避，請確認。",
        "R3 與 A2、A3 的機關都屬「示範市政府」，沒有登錄迴避，請確認。",
    ]
