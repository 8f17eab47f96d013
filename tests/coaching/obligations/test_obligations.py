"""What a team owes on a day: logs, months, hours, goals, dues."""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.coaching.obligations.facts import Facts, Fault, Meeting, OpenGoal
from labkit.coaching.obligations.goals import LogGoals, dropped, is_done, lasting, open_goals
from labkit.coaching.obligations.logs import log_due_of
from labkit.coaching.obligations.months import months, period
from labkit.coaching.obligations.overview import COLUMNS, MEANING, Broken, overview, state_of
from labkit.coaching.obligations.reworded import reworded
from labkit.coaching.obligations.status import status
from labkit.coaching.obligations.terms import Event, Terms, months_later
from labkit.core.document import Grid

FRIDAY = date(2025, 12, 5)


def meeting(nth=1, day=FRIDAY, **told):
    return Meeting(nth=nth, day=day, **{"logged": True, "start": time(14), "end": time(16), **told})


def facts(*meetings, **told):
    return Facts(**{"agency": "示範市政府地政局", "folder": "land", "meetings": meetings, **told})


@pytest.mark.parametrize(
    ("handed_in", "as_of", "words"),
    [
        (date(2025, 12, 5), date(2026, 1, 1), "準時"),
        (date(2025, 12, 8), date(2026, 1, 1), "準時"),
        (date(2025, 12, 9), date(2026, 1, 1), "遲交 1 天"),
        (None, date(2025, 12, 5), "待交"),
        (None, date(2025, 12, 8), "待交"),
        (None, date(2025, 12, 9), "逾期未交 1 天"),
        (None, date(2025, 12, 4), "尚未舉行"),
        (date(2025, 12, 9), date(2025, 12, 8), "待交"),
    ],
)
def test_a_log_is_due_on_the_third_day_after_its_session(handed_in, as_of, words):
    assert log_due_of(meeting(handed_in=handed_in), as_of).words == words


def test_a_planned_day_gone_by_without_folder_or_log_is_not_called_missing():
    result = status(facts(meeting(logged=False, planned=True)), date(2026, 1, 9))
    assert (result.counts["unrecorded"], result.counts["missing"], result.held) == (1, 0, 0)
    assert "已舉行請補交紀錄表，延期請改 plan/01.yml 的日期" in result.dues[0].sentence


@given(
    st.lists(
        st.tuples(
            st.integers(-60, 60),
            st.booleans(),
            st.sampled_from(["", "logged", "unread"]),
            st.none() | st.integers(0, 40),
        ),
        max_size=12,
    ),
    st.integers(-30, 80),
)
def test_every_session_is_counted_once_whatever_the_day(told, shift):
    meetings = [
        Meeting(
            nth=nth,
            day=FRIDAY + timedelta(days=day),
            run=run,
            logged=bool(logged),
            unread=logged == "unread",
            handed_in=None if late is None else FRIDAY + timedelta(days=day + late),
        )
        for nth, (day, run, logged, late) in enumerate(told, 1)
    ]
    result = status(facts(*meetings), FRIDAY + timedelta(days=shift))
    assert sum(result.counts.values()) == len(meetings) == len(result.frame)
    assert result.held == sum(result.counts[state] for state in ("on_time", "late", "awaited", "missing", "unread"))
    assert list(result.dues) == sorted(result.dues, key=lambda one: (one.day, one.nth))


def test_eight_whole_months_are_eight_and_a_start_in_mid_month_makes_nine_with_two_parts():
    whole = months(facts(terms=Terms(start=date(2025, 3, 1))), date(2025, 3, 1))
    assert len(whole) == 8
    assert not any(one.part for one in whole)
    cut = months(facts(terms=Terms(start=date(2025, 3, 17))), date(2025, 3, 17))
    assert [one.part for one in cut] == [True, *[False] * 7, True]
    assert (cut[0].last, cut[-1].last) == (date(2025, 3, 31), date(2025, 11, 16))


def test_a_whole_month_with_one_session_is_short_once_it_is_over_and_not_before():
    told = facts(meeting(day=date(2025, 3, 5)), terms=Terms(start=date(2025, 3, 1)))
    assert [months(told, day)[0].state for day in (date(2025, 3, 31), date(2025, 4, 1))] == ["open", "short"]
    sentences = [one.sentence for one in status(told, date(2025, 4, 1)).findings]
    assert "有 1 個月少於應有次數：3月（1 次）。" in sentences


def test_a_part_of_a_month_is_told_and_never_short():
    told = facts(meeting(day=date(2025, 3, 28)), terms=Terms(start=date(2025, 3, 20)))
    first = months(told, date(2025, 4, 30))[0]
    assert (first.state, first.held) == ("part", 1)
    assert status(told, date(2025, 5, 1)).short_months == 1


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 24))
def test_the_months_cover_the_period_without_gap_or_overlap(start, length):
    told = months(facts(terms=Terms(start=start, months=length)), start)
    assert told[0].first == start
    same = months_later(start, length)
    assert told[-1].last == (same - timedelta(days=1) if same.day == start.day else same)
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(told))


def test_without_a_start_the_coaching_begins_with_its_first_session():
    assert period(facts(meeting(2, date(2025, 4, 9)), meeting(1, date(2025, 3, 4))))[0] == date(2025, 3, 4)
    assert period(facts()) is None


def test_hours_are_used_by_held_sessions_and_a_session_without_times_is_told_and_not_guessed():
    told = facts(
        meeting(1), meeting(2, end=time(15, 30)), meeting(3, end=None), meeting(4, date(2026, 2, 2), logged=False)
    )
    result = status(told, date(2026, 1, 1))
    assert (result.hours.used, result.hours.ahead, result.hours.left, result.hours.unknown) == (3.5, 2.0, 36.5, 1)
    assert any("時數沒有計入" in one.sentence for one in result.findings)


def test_a_consultation_has_three_hours_and_no_number_of_sessions():
    told = facts(meeting(), meeting(2), terms=Terms(kind="專家諮詢", start=FRIDAY))
    result = status(told, date(2026, 3, 1))
    assert (result.hours.granted, result.hours.left, result.months) == (3.0, -1.0, ())
    assert any("超過核定時數 1 小時" in one.sentence for one in result.findings)


@pytest.mark.parametrize(
    ("status_text", "done"),
    [
        ("完成", True),
        ("已於 12/1 完成，並更新 SOP", True),
        ("達成", True),
        ("完成 100%", True),
        ("未完成", False),
        ("尚未全部完成", False),
        ("部分完成", False),
        ("預計下月完成", False),
        ("完成率 60%", False),
        ("80%完成", False),
        ("完成６０％", False),
        ("進行中", False),
        ("", False),
    ],
)
def test_only_a_plain_done_closes_a_goal(status_text, done):
    assert is_done(status_text) is done


def test_a_goal_open_for_more_than_two_sessions_is_told_by_place_and_not_by_text():
    logs = {1: LogGoals((), ("訪談王小明", "匯出資料"))}
    for nth in (2, 3, 4):
        logs[nth] = LogGoals((("1. 訪談 王小明。", "進行中"), ("匯出資料", "完成")), ())
    found = open_goals(logs)
    assert found == (OpenGoal(nth=1, item=1, repeated=3),)
    assert lasting(found) == list(found)
    assert lasting(open_goals({nth: logs[nth] for nth in (1, 2, 3)})) == []
    document = str(status(facts(meeting(), goals=found), date(2026, 1, 1)).to_document())
    assert "logs/01.yml 第 1 項的目標，之後 3 次都還沒寫完成" in document
    assert "王小明" not in document


def test_a_goal_that_was_done_and_is_set_again_begins_anew():
    logs = {
        1: LogGoals((), ("量測",)),
        2: LogGoals((("量測", "完成"),), ("量測",)),
        3: LogGoals((("量測", "未完成"),), ()),
    }
    assert open_goals(logs) == (OpenGoal(nth=2, item=1, repeated=1),)


def test_a_goal_that_the_next_log_does_not_speak_of_is_counted():
    assert dropped({1: LogGoals((), ("甲", "乙")), 2: LogGoals((("甲", ""),), ()), 3: LogGoals((), ())}) == 1


def test_a_session_on_a_weekend_or_holiday_is_told_and_the_teams_own_days_count():
    saturday, typhoon, made_up = date(2025, 12, 6), date(2025, 12, 9), date(2025, 12, 13)
    told = facts(
        meeting(1, saturday),
        meeting(2, date(2025, 10, 10)),
        meeting(3, typhoon),
        meeting(4, made_up),
        meeting(5),
        terms=Terms(closed=(typhoon,), opened=(made_up,), start=date(2025, 10, 1)),
    )
    sentences = [one.sentence for one in status(told, date(2026, 1, 1)).findings]
    assert "第 1 次、第 2 次、第 3 次排在非上班日（辦公日曆），請核對日期。" in sentences


def test_what_is_due_next_stays_in_sight_behind_many_overdue_logs():
    told = [meeting(nth, date(2025, 6, 2) + timedelta(days=7 * nth)) for nth in range(1, 9)]
    ahead = meeting(9, date(2025, 9, 3), logged=False, planned=True)
    document = str(status(facts(*told, ahead), date(2025, 9, 1)).to_document())
    assert "逾期未交的紀錄表 8 份：第 1、2、3、4、5、6、7、8 次" in document
    assert "114年9月3日（三）：第 9 次輔導。" in document


def test_a_month_under_way_says_how_many_sessions_have_no_day_yet():
    told = facts(meeting(day=date(2025, 3, 5), handed_in=date(2025, 3, 6)), terms=Terms(start=date(2025, 3, 1)))
    assert status(told, date(2025, 3, 10)).dues[0].sentence == (
        "114年3月31日（一）：114年3月應有 2 次輔導，還沒排定 1 次。"
    )


def test_events_count_once_they_took_place_and_somebody_came():
    events = [Event(date=date(2025, 5, 1)), Event(date=date(2025, 6, 1), attended=0), Event(date=date(2026, 5, 1))]
    assert status(facts(terms=Terms(workshops=events)), date(2026, 1, 1)).events == 1


def test_the_overview_sets_what_cannot_be_read_and_what_is_overdue_before_the_rest():
    fine = status(facts(meeting(handed_in=FRIDAY), terms=Terms(kind="專家諮詢")), date(2025, 12, 20))
    late = status(facts(meeting(), agency="某局"), date(2025, 12, 20))
    broken = status(facts(faults=(Fault(code="status_conflict", file="logs/02.yml", line=7),)), date(2025, 12, 20))
    result = overview([fine, late, broken], [Broken("b", "沒有 team.yml")], date(2025, 12, 20))
    assert [row[3] for row in result.rows] == ["讀不到", "要處理", "要處理", "正常"]
    assert sum(result.counts.values()) == len(result.frame) == 4
    assert "logs/02.yml 第 7 行：有 git 合併衝突的記號" in str(result.to_document())
    assert result.counts_only


def places(logs):
    return [(one.now.place, one.before.place) for one in reworded(logs)]


def test_a_goal_in_other_words_is_asked_about_with_both_places_and_stays_a_goal_of_its_own():
    logs = {
        1: LogGoals((), ("匯出叫號系統資料", "訪談王小明")),
        2: LogGoals((("匯出叫號資料（113年）", "完成"), ("訪談王小明", "")), ("匯出叫號資料（113年）",)),
    }
    assert places(logs) == [("logs/02.yml 前次目標第 1 項", "logs/01.yml 下次目標第 1 項")]
    assert {(one.nth, one.item) for one in open_goals(logs)} == {(1, 1), (1, 2), (2, 1)}
    document = str(status(facts(meeting(), reworded=reworded(logs)), date(2026, 1, 1)).to_document())
    assert "logs/02.yml 前次目標第 1 項與 logs/01.yml 下次目標第 1 項的目標文字相近，請確認是否同一項" in document
    assert "叫號" not in document


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LogGoals((), ("訪談民眾五位",)), LogGoals((), ("清理收件簿日期",))),
        (LogGoals((), ("訪談櫃檯同仁",)), LogGoals((("1. 訪談 櫃檯同仁。", "進行中"),), ("訪談地政同仁",))),
        (LogGoals((("訪談櫃檯同仁", "完成"),), ()), LogGoals((), ("訪談地政同仁",))),
        (LogGoals((), ("訪談", "", "1.")), LogGoals((), ("訪問", "", "2."))),
        (LogGoals((), ("訪談櫃檯同仁", "訪談地政同仁")), LogGoals((), ())),
    ],
    ids=["unlike", "both in one log", "done", "too short", "nothing new"],
)
def test_goals_that_are_surely_two_are_not_asked_about(before, after):
    assert places({1: before, 2: after}) == []


def test_a_goal_asked_about_once_is_not_asked_about_at_every_session():
    logs = {nth: LogGoals((), ("訪談地政所同仁",)) for nth in (2, 3, 4)} | {1: LogGoals((), ("訪談地政同仁",))}
    assert [now for now, _ in places(logs)] == ["logs/02.yml 下次目標第 1 項"]


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        (date(2025, 1, 31), 8, date(2025, 9, 30)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 30), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 8, date(2024, 10, 28)),
        (date(2025, 5, 1), 8, date(2025, 12, 31)),
    ],
)
def test_a_last_month_without_the_day_of_the_start_belongs_whole_to_the_coaching(start, length, last):
    told = facts(meeting(day=last), terms=Terms(start=start, months=length))
    assert period(told) == (start, last)
    assert not [one for one in status(told, last).findings if one.code == "status_outside"]


@pytest.mark.parametrize(
    ("day", "due", "told"),
    [
        (date(2025, 12, 3), "114年12月6日（六）", "這天不上班，請提前送交"),
        (date(2025, 12, 22), "114年12月25日（四）", "這天不上班"),
        (date(2025, 12, 5), "114年12月8日（一）", ""),
        (date(2024, 2, 26), "113年2月29日（四）", ""),
        (date(2025, 12, 30), "115年1月2日（五）", ""),
    ],
)
def test_a_log_that_is_due_on_a_closed_day_is_due_that_day_and_says_so(day, due, told):
    told_of = facts(meeting(day=day), terms=Terms(kind="專家諮詢"))
    one = status(told_of, day).dues[0].sentence
    assert one.startswith(f"{due}：送交第 1 次紀錄表")
    assert ("不上班" in one, told in one) == (bool(told), True)
    late = status(told_of, day + timedelta(days=4)).dues[0].sentence
    assert "已逾 1 天" in late
    assert "不上班" not in late


def test_hours_that_are_just_used_up_are_no_reason_to_look_and_more_are():
    done = [meeting(nth, date(2025, 12, 1), handed_in=date(2025, 12, 2)) for nth in (1, 2)]
    terms = Terms(kind="專家諮詢", hours=4)
    assert state_of(status(facts(*done, terms=terms), date(2025, 12, 2))) == "正常"
    assert state_of(status(facts(*done, terms=Terms(kind="專家諮詢")), date(2025, 12, 2))) == "要留意"
    assert "時數超過核定" in MEANING


def test_on_upright_paper_every_column_of_every_team_stands_in_a_table_that_is_not_too_wide():
    result = overview([status(facts(meeting(), folder=f"t{at}"), FRIDAY) for at in range(3)], [], FRIDAY)
    grids = [block for block in result.to_paper().blocks if isinstance(block, Grid)]
    assert {cell.text for grid in grids for cell in grid.rows[0]} == set(COLUMNS)
    assert all(len(grid.rows[0]) <= 8 and len(grid.rows) == 4 for grid in grids)
    assert all("t2" in [cell.text for cell in grid.rows[3]] for grid in grids)
