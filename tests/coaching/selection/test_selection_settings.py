"""selection.yml: what is accepted, what is refused in one sentence."""

from fractions import Fraction

import pytest

import labkit as lk
from labkit.coaching.selection.room import Room
from labkit.coaching.selection.spec import Selection
from labkit.coaching.selection.spec_parts import CRITERIA
from tests.coaching.selection.made_up_selection import selection

ALL_AWAY = """
reviewers: [{id: R1, name: 甲}]
applications: [{id: A1, agency: 甲, topic: 乙, aspect: 優化民生相關服務}]
conflicts: [{reviewer: R1, application: A1, reason: 親屬}]
"""


def test_the_settings_that_a_new_folder_starts_with_are_the_announcements(tmp_path):
    told = Room.create(tmp_path / "115選案", 115).selection
    assert [(one.name, one.weight) for one in told.criteria] == [(name, 25) for name in CRITERIA]
    assert (told.year, told.written.picks, told.video.picks) == (115, 6, 3)
    assert (told.video.talk, told.video.questions, told.video.answers) == (4, 2, 4)


def test_the_settings_are_read_back_as_they_were_saved(tmp_path):
    told = selection()
    assert Selection.load(told.save(tmp_path / "selection.yml")) == told


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("criteria: [{name: 甲, weight: 50}, {name: 乙, weight: 45}]", "合計應為 100，現在是 95"),
        ("criteria: [{name: 甲, weight: 50}, {name: 乙, weight: 50}]", "請在 weights_reason 寫明理由"),
        ("criteria: [{name: 甲, weight: 50}, {name: 甲, weight: 50}]", "評分項目重複：甲"),
        ("criteria: [{name: 甲, weight: 12.5}]", "應為整數"),
        ("applications: [{id: A1, agency: 甲, topic: 乙, aspect: 其他}]", "優化民生相關服務"),
        ("applications: [{id: 甲, agency: 甲, topic: 乙, aspect: 優化民生相關服務}]", "寫法不符"),
        ("reviewers: [{id: R1, name: 甲}, {id: R1, name: 乙}]", "委員代號重複：R1"),
        ("conflicts: [{reviewer: R1, application: A1, reason: 親屬}]", "conflicts 的委員「R1」不在清單裡"),
        ("scale: {low: 10, high: 10}", "應大於 low"),
        ("video: {order: [A9]}", "video.order 的申請案「A9」不在清單裡"),
        ("reviewrs: []", "是不是「reviewers」"),
        (
            ALL_AWAY,
            "A1 的委員全部迴避",
        ),
    ],
)
def test_settings_that_cannot_be_are_refused_in_one_sentence(tmp_path, changes, said):
    path = tmp_path / "selection.yml"
    path.write_text(f"year: 115\n{changes}\n", encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="selection.yml") as error:
        Selection.load(path)
    assert said in str(error.value)


def test_other_weights_are_taken_with_a_reason():
    weights = [{"name": name, "weight": weight} for name, weight in zip(CRITERIA, (40, 30, 20, 10), strict=True)]
    assert selection(criteria=weights, weights_reason="本年度重視資料").weights[0] == Fraction(2, 5)
