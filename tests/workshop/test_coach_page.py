"""The coach's page: groups, seats, workspaces; a broken file is listed and hides nothing."""

import datetime as dt
import json
import re

import pytest

import labkit as lk
from labkit.charts.contrast import TEXT, contrast, rgb
from labkit.core.errors import FileExists, FileMissing, FormatUnknown
from labkit.workshop.coach.page import HERE, coach_html
from labkit.workshop.coach.progress import read_progress
from labkit.workshop.coach.seat import TAIPEI, read_seats
from labkit.workshop.coach.write import write_page
from labkit.workshop.exercise import EXERCISES
from labkit.workshop.progress import NAME, Keeper
from tests.conftest import land_office_workspace
from tests.workshop.boards_made import put

NOW = dt.datetime(2025, 11, 14, 14, 0, tzinfo=TAIPEI)


def seat(folder, number, group="A", at="13:59:00", **exercises):
    tried = {name: dict(zip(("state", "tries", "hints"), told, strict=False)) for name, told in exercises.items()}
    told = {"seat": number, "group": group, "exercises": tried, "updated": f"2025-11-14T{at}+08:00"}
    return put(folder, f"progress/{number}.json", json.dumps(told, ensure_ascii=False))


@pytest.fixture
def shared_folder(tmp_path):
    seat(tmp_path, 1, E1=("right", 1, 0), E2=("wrong", 3, 2), E10=("empty", 0, 0))
    seat(tmp_path, 2, E1=("right", 2, 0), E2=("right", 1, 0), E10=("right", 1, 0))
    seat(tmp_path, 3, "B", "13:30:00", E1=("wrong", 2, 1))
    return tmp_path


def test_groups_exercises_and_who_may_need_help_are_told(shared_folder):
    progress = read_progress(shared_folder, NOW)
    assert progress.exercises == ["E1", "E2", "E10"]
    assert {name: [one.seat for one in seats] for name, seats in progress.groups.items()} == {"A": [1, 2], "B": [3]}
    assert [progress.needs_help(one) for one in progress.seats] == [["E2"], [], []]
    assert [progress.is_quiet(one) for one in progress.seats] == [False, False, True]
    assert progress.summary == (
        "2 組、3 個座位：全部答對 1、可能需要協助 1、超過 15 分鐘沒有更新 1；讀不到或沒有採用的檔案 0 個。"
    )
    html = coach_html(progress)
    for words in ("● 全部 2／2", "◐ 1／2", "△ 座位 1（E2）", "× 未對</span>（3 次、提示 2）", "– 未作答", "△ 13:30:00"):
        assert words in html, words


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("half.json", b'{"seat": 4, "gro', "可能正在寫入"),
        ("empty.json", b"", "可能正在寫入"),
        ("big5.json", '{"seat": 4, "group": "甲"}'.encode("big5"), "可能正在寫入"),
        ("deep.json", b"[" * 100_000, "可能正在寫入"),
        ("list.json", b"[]", "不合格式"),
        ("keys.json", b'{"seat": "x", "group": "A"}', "不合格式（seat、updated）"),
        ("state.json", b'{"seat": 4, "group": "A", "exercises": {"E1": {"state": "ok"}}, "updated": "2025-11-14T13:00:00"}', "exercises"),
        ("large.json", b" " * 300_000, "檔案太大"),
    ],
)  # fmt: skip
def test_a_broken_file_is_listed_with_why_and_the_others_are_shown(shared_folder, name, content, said):
    (shared_folder / "progress" / name).write_bytes(content)
    progress = read_progress(shared_folder, NOW)
    assert len(progress.seats) == 3
    ((where, why),) = progress.unread
    assert where == f"progress/{name}"
    assert said in why
    assert f"<b>progress/{name}</b>" in coach_html(progress)


def test_a_folder_named_like_a_file_is_listed(shared_folder):
    (shared_folder / "progress" / "9.json").mkdir()
    assert [name for name, _ in read_progress(shared_folder, NOW).unread] == ["progress/9.json"]


@pytest.mark.parametrize("old", ["0.json", "z.json"])
def test_of_two_files_of_a_seat_the_newer_counts_and_the_other_is_listed(shared_folder, old):
    text = '{"seat": 1, "group": "Z", "updated": "2025-11-14T04:00:00Z"}'
    put(shared_folder, f"progress/{old}", text)
    found = read_seats(shared_folder)
    assert {one.seat: one.group for one in found.seats}[1] == "A"
    assert "progress/1.json" in found.unread[f"progress/{old}"]


def test_hidden_files_and_those_being_written_are_left_alone(shared_folder):
    put(shared_folder, "progress/.x.json", "{")
    put(shared_folder, "progress/~$1.json", "{")
    put(shared_folder, "progress/1.json.part", "{")
    assert not read_seats(shared_folder).unread


def test_a_folder_without_seats_says_what_to_wait_for(tmp_path):
    progress = read_progress(tmp_path, NOW)
    assert "還沒有座位的進度檔" in coach_html(progress)
    with pytest.raises(FileMissing, match="沒有"):
        read_progress(tmp_path / "沒有", NOW)


def test_the_sessions_of_workspaces_are_read_from_their_indexes(shared_folder):
    ws = land_office_workspace(shared_folder / "地政")
    (shared_folder / "壞的" / "plan").mkdir(parents=True)
    (shared_folder / "壞的" / "logs").mkdir()
    progress = read_progress(shared_folder, NOW)
    assert [(one.folder, one.run) for one in progress.rooms] == [("地政", 0)]
    assert (ws.root / ".labkit" / "index.json").is_file()
    assert [name for name, _ in progress.unread] == ["壞的"]


def test_what_people_typed_is_text_and_never_markup(shared_folder):
    seat(shared_folder, 4, "<script>alert(1)</script>\u202e", **{"<b>E": ("wrong", 9, 0)})
    html = coach_html(read_progress(shared_folder, NOW))
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html
    assert "<b>E" not in html
    assert "\u202e" not in html


def test_the_page_reaches_for_nothing_outside_and_loads_itself_again(shared_folder):
    html = coach_html(read_progress(shared_folder, NOW), every=30)
    assert "default-src 'none'" in html
    assert not re.search(r"https?://|url\(|@import|<link|<img", html)
    assert '<meta http-equiv="refresh" content="30">' in html
    assert "location.reload()" in html


def test_a_reader_of_the_screen_meets_heads_labels_and_a_switch(shared_folder):
    html = coach_html(read_progress(shared_folder, NOW))
    assert '<html lang="zh-Hant">' in html
    assert html.count("<table>") == html.count("<caption>") == html.count("role=region")
    assert html.count("<th scope=row>") == 5
    assert "role=status" in html
    assert "aria-pressed=false" in html
    assert html.index("<h1>") < html.index("<h2>")


def test_every_ink_of_the_page_is_read_on_its_ground():
    style = (HERE / "coach.css").read_text(encoding="utf-8")
    inks = set(re.findall(r"(?<!-)\bcolor:(#[0-9a-f]{6})", style))
    assert len(inks) >= 6
    for ink in inks:
        for ground in ("#ffffff", "#f3f6f9", "#e6eef5"):
            assert contrast(rgb(ink), rgb(ground)) >= TEXT, (ink, ground)


def test_the_page_is_written_over_its_own_earlier_one_and_over_nothing_else(shared_folder):
    out = shared_folder / "coach.html"
    write_page(shared_folder, out, NOW)
    write_page(shared_folder, out, NOW + dt.timedelta(minutes=1))
    assert "14:01:00" in out.read_text(encoding="utf-8")
    own = put(shared_folder, "own.html", "<p>own</p>")
    with pytest.raises(FileExists, match=r"own\.html"):
        write_page(shared_folder, own, NOW)
    with pytest.raises(FormatUnknown):
        write_page(shared_folder, shared_folder / "coach.pdf", NOW)
    with pytest.raises(FileMissing):
        write_page(shared_folder / "none", shared_folder / "new.html", NOW)
    assert not (shared_folder / "new.html").exists()


def test_seats_of_the_exercises_are_read_where_they_stand(tmp_path):
    for number, group in ((1, "甲組"), (2, "乙組")):
        folder = lk.Workshop(tmp_path / group / f"seat{number:02}", seat=number).folder
        Keeper(folder / NAME, number).change("roc_year", lambda told: told.after("wrong"))
    (tmp_path / "乙組" / "notes").mkdir()
    (tmp_path / "乙組" / "notes" / NAME).write_text("{}", encoding="utf-8")
    progress = read_progress(tmp_path, dt.datetime.now(TAIPEI))
    assert [(one.group, one.seat, one.tried("roc_year").state) for one in progress.seats] == [
        ("乙組", 2, "wrong"),
        ("甲組", 1, "wrong"),
    ]
    assert (progress.unread, progress.exercises) == ((), ["roc_year"])
    assert EXERCISES["roc_year"].title in coach_html(progress)
