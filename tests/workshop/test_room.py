"""A seat: its folder, its files, its progress, and the group's."""

import json

import pytest

import labkit as lk
from labkit.core.errors import LabkitError
from labkit.core.workshop_errors import ProgressBroken, SeatFileOpen, SeatMissing, SeatRefused, SeatTaken
from labkit.workshop import files, progress
from labkit.workshop.exercise import EXERCISES
from labkit.workshop.exercises.cut_axis import misleading
from labkit.workshop.group import read_group
from labkit.workshop.room import start_seats, workshop_notebooks


def wrong_and_right(q):
    q.check(q.task.traps[0].answer)
    return q.check(q.task.right)


def test_a_seat_has_every_notebook_every_file_and_an_empty_progress(tmp_path):
    w = lk.Workshop.start(tmp_path, "７")
    assert w.folder == tmp_path / "seat07"
    assert {path.name for path in w.folder.glob("*.ipynb")} == {path.name for path in workshop_notebooks()}
    assert len(list((w.folder / "data").iterdir())) == len(EXERCISES)
    assert json.loads((w.folder / "progress.json").read_text(encoding="utf-8")) == {
        "version": 1,
        "seat": 7,
        "exercises": {},
    }
    assert not [path for path in tmp_path.iterdir() if path.name != "seat07"]
    assert lk.Workshop(w.folder).seat == 7


@pytest.mark.parametrize("seat", [0, 100, -1, "a", "", True, 1.5])
def test_a_seat_that_cannot_be_is_refused_and_nothing_is_made(tmp_path, seat):
    with pytest.raises(SeatRefused, match="1 到 99"):
        lk.Workshop.start(tmp_path, seat)
    assert not list(tmp_path.iterdir())


def test_a_taken_seat_is_left_as_it_is_and_of_several_none_is_made(tmp_path):
    w = lk.Workshop.start(tmp_path, 3)
    wrong_and_right(w["cut_axis"])
    before = (w.folder / "progress.json").read_bytes()
    with pytest.raises(SeatTaken, match="seat03"):
        start_seats(tmp_path, 2, 4)
    with pytest.raises(SeatRefused):
        start_seats(tmp_path, 9, 8)
    assert (w.folder / "progress.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["seat03"]


def test_a_folder_without_a_seat_and_a_folder_of_another_seat_are_refused(tmp_path):
    with pytest.raises(SeatMissing, match="labkit workshop start"):
        lk.Workshop(tmp_path)
    lk.Workshop.start(tmp_path, 3)
    with pytest.raises(SeatRefused, match="座位 3"):
        lk.Workshop(tmp_path / "seat03", 4)


def test_an_unknown_exercise_names_the_nearest(tmp_path):
    with pytest.raises(LabkitError, match="roc_year"):
        lk.Workshop(tmp_path, 1)["roc_yaer"]


def test_once_right_stays_right_and_only_real_tries_are_counted(tmp_path):
    w = lk.Workshop(tmp_path, 5)
    q = w["reduced_by"]
    q.check()
    assert not (tmp_path / "progress.json").exists()
    wrong_and_right(q)
    q.check(q.task.traps[0].answer)
    q.hint()
    q.hint()
    q.solution()
    tried = json.loads((tmp_path / "progress.json").read_text(encoding="utf-8"))["exercises"]["reduced_by"]
    assert tried == {"state": "right", "tries": 2, "hints": 2, "solution": True}
    assert "答對 1 題" in repr(w.progress())
    assert "答對 0 題" in repr(w.progress("日期"))


def test_two_notebooks_of_a_seat_do_not_forget_what_the_other_wrote(tmp_path):
    one, other = lk.Workshop(tmp_path, 5), lk.Workshop(tmp_path, 5)
    wrong_and_right(one["cut_axis"])
    wrong_and_right(other["reduced_by"])
    assert "答對 2 題" in repr(one.progress())


def test_a_progress_that_cannot_be_written_stops_no_check_and_is_written_later(tmp_path, monkeypatch):
    w = lk.Workshop.start(tmp_path, 5)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(progress, "write_whole", full)
        assert "進度沒有存進" in wrong_and_right(w["cut_axis"]).sentence
        assert w["cut_axis"].state() == "正確"
    assert "進度沒有存進" not in wrong_and_right(w["reduced_by"]).sentence
    assert "答對 2 題" in repr(lk.Workshop(w.folder).progress())


def test_a_seat_that_cannot_be_finished_leaves_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_whole", full)
    with pytest.raises(OSError, match="No space"):
        lk.Workshop.start(tmp_path, 5)
    assert not list(tmp_path.iterdir())


def test_the_misleading_chart_is_one_that_lint_chart_refuses(tmp_path):
    q = lk.Workshop(tmp_path, 5)["cut_axis"]
    found = [one.code for one in lk.lint_chart(misleading(q.table, q.task.facts["start"]))]
    assert "chart_truncated_axis" in found
    assert "data:image/png" in q._repr_html_()


def test_hints_come_one_after_the_other_or_by_number(tmp_path):
    q = lk.Workshop(tmp_path, 5)["roc_year"]
    first, second = repr(q.hint()), repr(q.hint())
    assert first.startswith("提示 1：")
    assert second.startswith("提示 2：")
    assert repr(q.hint()) == second
    assert repr(q.hint(1)) == first
    assert repr(q.hint(99)) == second
    assert "最後一個提示" in second


def test_a_file_that_people_changed_is_kept_beside_and_said(tmp_path):
    lk.Workshop(tmp_path, 5)["roc_year"]
    path = tmp_path / "data" / "roc_year_收件日期.csv"
    dealt = path.read_bytes()
    for theirs, name in ((b"mine", "（我改過的）"), (b"again", "（我改過的2）")):
        path.write_bytes(theirs)
        q = lk.Workshop(tmp_path, 5)["roc_year"]
        kept = path.with_name(f"roc_year_收件日期{name}.csv")
        assert kept.read_bytes() == theirs
        assert path.read_bytes() == dealt
        assert kept.name in q._repr_html_()


def test_a_file_that_excel_holds_is_one_sentence(tmp_path, monkeypatch):
    lk.Workshop(tmp_path, 5)["roc_year"]
    path = tmp_path / "data" / "roc_year_收件日期.csv"
    path.write_bytes(b"mine")

    def held(*_):
        raise PermissionError

    monkeypatch.setattr(files.Path, "replace", held)
    with pytest.raises(SeatFileOpen, match="Excel"):
        lk.Workshop(tmp_path, 5)["roc_year"]
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("text", ["", "{", '{"seat": 0}', '{"seat": 3, "names": []}', "\udcff"])
def test_a_broken_progress_is_one_sentence_and_stays(tmp_path, text):
    path = tmp_path / "progress.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ProgressBroken, match="progress.json"):
        lk.Workshop(tmp_path, 3)
    assert path.read_bytes() == text.encode("utf-8", "surrogateescape")


def test_a_seat_whose_broken_progress_was_renamed_starts_again(tmp_path):
    w = lk.Workshop.start(tmp_path, 8)
    (w.folder / "progress.json").rename(w.folder / "progress_old.json")
    again = lk.Workshop(w.folder)
    wrong_and_right(again["cut_axis"])
    assert again.seat == lk.Workshop(w.folder).seat == 8


def test_the_group_is_read_from_all_seats_and_what_cannot_be_read_is_named(tmp_path):
    start_seats(tmp_path, 1, 3)
    wrong_and_right(lk.Workshop(tmp_path / "seat01")["cut_axis"])
    two = lk.Workshop(tmp_path / "seat02")["cut_axis"]
    two.check(two.task.traps[0].answer)
    two.hint()
    (tmp_path / "seat03" / "progress.json").write_text("{", encoding="utf-8")
    lk.Workshop.start(tmp_path / "另一組", 1)
    found = read_group(tmp_path)
    row = found.frame.set_index("練習").loc[EXERCISES["cut_axis"].title]
    assert row[["正確", "還不對", "還沒作答", "看過提示", "看過解答"]].tolist() == [1, 1, 1, 1, 0]
    assert row["平均試幾次"] == 2
    assert EXERCISES["cut_axis"].title in found.summary
    assert "seat03/progress.json 讀不出來" in found.notes[0]
    assert "座位 1 出現兩次" in found.notes[1]
    with pytest.raises(SeatMissing):
        read_group(tmp_path / "nobody")


def test_progress_holds_no_answer_and_no_name(tmp_path):
    w = lk.Workshop(tmp_path, 5)
    for name in EXERCISES:
        w[name].check("王小明")
    told = json.loads((tmp_path / "progress.json").read_text(encoding="utf-8"))
    assert {key for tried in told["exercises"].values() for key in tried} == {"state", "tries", "hints", "solution"}
    assert "王" not in json.dumps(told, ensure_ascii=False)
