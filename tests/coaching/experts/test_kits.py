"""The coaches' kits: whole, useful for pasting, editable, and told apart by name."""

import re
from datetime import date, time

import pytest

from labkit.__main__ import run
from labkit.coaching.experts.kit import PhaseKit, copy_kits, kit, kits
from labkit.coaching.log import Log
from labkit.coaching.plan import Plan
from labkit.core.errors import FileExists, FileMissing, LabkitError
from labkit.core.resources import resource
from labkit.core.yaml import parse

SHIPPED = kits()


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.name)
def test_a_shipped_kit_has_three_to_six_items_of_each_kind_in_chinese(one):
    for part in ("agenda", "remarks", "homework"):
        lines = one.lines(part)
        assert 3 <= len(lines) <= 6
        assert len(set(lines)) == len(lines)
        assert all(re.search(r"[一-鿿]", line) for line in lines)
    assert one.minutes == 120
    assert all(line.endswith("。") for line in (*one.remarks, *one.homework, one.purpose))


def test_there_is_a_kit_for_each_phase_of_the_programme_in_its_order():
    assert [one.name for one in SHIPPED] == ["問題", "痛點", "資料", "方法", "POC"]
    assert len(list(resource("templates", "experts").glob("*.yml"))) == len(SHIPPED)


def test_an_agenda_goes_into_a_plan_as_it_stands():
    plan = Plan(nth=1, date=date(2025, 3, 4), agenda=kit("資料").lines("agenda"))
    assert plan.agenda[0] == "回顧前次目標執行情形"


def test_the_timetable_adds_up_from_the_start_and_over_midnight():
    told = kit("問題").timetable(time(23, 30))
    assert [row[0] for row in told] == ["23:30", "23:45", "0:15", "0:45", "1:10"]
    assert sum(row[1] for row in told) == 120


@pytest.mark.parametrize("name", ["poc", " POC ", "Poc"])
def test_a_phase_is_found_whatever_its_case(name):
    assert kit(name).name == "POC"


def test_an_unknown_phase_names_those_there_are():
    with pytest.raises(LabkitError, match="沒有「問題點」。是不是「問題」"):
        kit("問題點")


def test_copied_kits_are_edited_and_used_and_nothing_is_overwritten(tmp_path):
    own = tmp_path / "own"
    made = copy_kits(own)
    assert [path.name for path in made] == sorted(path.name for path in resource("templates", "experts").glob("*.yml"))
    PhaseKit(name="結案", order=9, agenda=[{"minutes": 60, "what": "成果分享"}]).save(own / "6_close.yml")
    assert [one.name for one in kits(own)][-1] == "結案"
    with pytest.raises(FileExists):
        copy_kits(own)
    with pytest.raises(FileMissing):
        kits(tmp_path / "none")


KIT = "version: 1\nname: 資料\nagenda:\n- {minutes: 30, what: 盤點}\n"
LOG = "version: 1\nnth: 1\ndate: 2025-12-05\nagency: 示範市政府\n"


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own").mkdir()
    lines = "- '請補: 分母'\n- '#1 先量'\n- '- 再談'\n"
    (tmp_path / "own" / "資料.yml").write_text(f"{KIT}remarks:\n{lines}homework:\n{lines}", encoding="utf-8")
    return tmp_path / "own"


def test_printed_remarks_and_homework_can_be_pasted_into_a_log(own, capsys):
    assert run(["experts", "remarks", "資料", "--from", str(own)]) == 0
    pasted = capsys.readouterr().out
    assert run(["experts", "homework", "資料", "--from", str(own)]) == 0
    log = Log.of_yaml(parse(f"{LOG}{pasted}next_goals:\n{capsys.readouterr().out}"))
    assert log.expert_remarks.splitlines() == list(log.next_goals) == ["請補: 分母", "#1 先量", "- 再談"]


def test_two_files_of_one_phase_are_refused_by_name_and_none_is_taken_for_the_other(own, capsys):
    (own / "資料 (1).yml").write_text(KIT.replace("資料", "資 料"), encoding="utf-8")
    assert run(["experts", "agenda", "資料", "--from", str(own)]) == 1
    said = capsys.readouterr().err
    assert "錯誤：資料.yml：name「資料」已在 資料 (1).yml 用過。請刪去其中一個檔案" in said


def test_a_kit_without_purpose_remarks_or_homework_prints_no_empty_heads(tmp_path, capsys):
    (tmp_path / "1.yml").write_text(KIT, encoding="utf-8")
    assert run(["experts", "agenda", "資料", "--from", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert not [head for head in ("目的", "專家補充意見", "下次目標") if head in said]
    assert run(["experts", "phases", "--from", str(tmp_path)]) == 0
    assert "labkit experts agenda 資料" in capsys.readouterr().out


def test_full_width_names_and_times_are_understood(capsys):
    assert run(["experts", "agenda", "ＰＯＣ ", "--start", "１４：００"]) == 0
    assert "14:00" in capsys.readouterr().out


def test_the_agenda_is_printed_with_times_and_saved(tmp_path, capsys):
    assert run(["experts", "agenda", "痛點", "--start", "14:00", "--out", str(tmp_path / "a.odt")]) == 0
    said = capsys.readouterr().out
    assert "14:10" in said
    assert "議程（共 120 分鐘）" in said
    assert (tmp_path / "a.odt").stat().st_size > 1000
    assert run(["experts", "agenda", "痛點", "--out", str(tmp_path / "a.odt")]) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["agenda", "問"], 1, "輔導階段：沒有「問」"),
        (["agenda", "問題", "--start", "下午"], 2, "--start 要是時刻"),
        (["agenda", "問題", "--from", "none"], 1, "找不到「none/*.yml」"),
    ],
)
def test_a_refusal_is_one_sentence(capsys, arguments, code, said):
    assert run(["experts", *arguments]) == code
    assert said in capsys.readouterr().err


def test_phases_and_copy_say_what_to_do_next(tmp_path, capsys):
    assert run(["experts", "phases"]) == 0
    assert run(["experts", "copy", str(tmp_path / "own")]) == 0
    said = capsys.readouterr().out
    assert "labkit experts agenda 問題" in said
    assert "--from" in said
