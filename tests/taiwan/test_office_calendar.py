"""Working days: against the official calendars, by issue, with an office's own closures."""

import csv
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.taiwan.office_calendar import (
    OFFICIAL_YEARS,
    REVISIONS,
    OfficeCalendar,
    calendar_name,
    standing,
    working_days,
)

DAYS = st.dates(date(2017, 1, 1), date(2026, 12, 31))


def official(path):
    """The days of a published calendar: True where agencies work."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp950")
    rows = [row for row in csv.reader(text.splitlines()[1:]) if row and row[0]]
    return {datetime.strptime(row[0], "%Y%m%d").date(): row[2] != "2" for row in rows}  # noqa: DTZ007


def issues(shared):
    """Each file with the issue that it prints: of a year with several, the first one carries no mark in its name."""
    paths = sorted((shared / "reference" / "office_calendars" / "origin").glob("*.csv"))
    revised = {one.year for one in REVISIONS}
    for path in paths:
        days = official(path)
        later = "修正" in path.stem or "更新" in path.stem
        yield path, days, "首版" if min(days).year in revised and not later else "修正版"


def test_no_day_of_the_published_calendars_is_wrong(shared):
    seen = set()
    for path, days, issue in issues(shared):
        calendar = OfficeCalendar(issue=issue)
        wrong = [day for day, works in days.items() if calendar.is_working_day(day) != works]
        assert not wrong, path.name
        assert calendar.of_year(min(days).year) == sum(days.values())
        seen.add(min(days).year)
    assert seen == set(OFFICIAL_YEARS)


def test_a_first_issue_has_exactly_the_days_that_the_revision_took(shared):
    by_issue = {issue: days for _, days, issue in issues(shared) if min(days).year == 2025}
    taken = [day for day, works in by_issue["首版"].items() if works and not by_issue["修正版"][day]]
    assert tuple(taken) == REVISIONS[0].off


@pytest.mark.parametrize(
    ("year", "issue", "days"),
    [
        (2023, "修正版", 249),
        (2024, "修正版", 251),
        (2025, "首版", 250),
        (2025, "修正版", 247),
        (2026, "修正版", 245),
        (2026, "首版", 245),
    ],
)
def test_working_days_of_a_year_by_issue(year, issue, days):
    assert OfficeCalendar(issue=issue).of_year(year) == days


def test_a_typhoon_day_is_closed_and_a_worked_saturday_is_open():
    own = OfficeCalendar(closed=frozenset({date(2024, 10, 31)}), opened=frozenset({date(2024, 11, 2)}))
    assert not own.is_working_day(date(2024, 10, 31))
    assert own.is_working_day(date(2024, 11, 2))
    assert own.count(date(2024, 10, 28), date(2024, 11, 3)) == 5


def test_a_day_that_is_closed_and_opened_is_refused():
    day = frozenset({date(2024, 10, 31)})
    with pytest.raises(ValueError, match="113年10月31日同時寫為停班與上班"):
        OfficeCalendar(closed=day, opened=day)


def test_years_without_an_official_issue_are_called_computed():
    assert {standing(year) for year in OFFICIAL_YEARS} == {"官方"}
    assert (standing(2016), standing(2027), standing(1900)) == ("推算", "推算", "不詳")
    assert "推算" in calendar_name(2027)
    assert calendar_name(2024) == "113年政府行政機關辦公日曆表"


@given(DAYS, st.integers(0, 400), st.frozensets(DAYS, max_size=5), st.integers(0, 400))
def test_counts_add_up_and_a_closure_takes_at_most_its_days(start, length, closed, cut):
    end = start + timedelta(days=length)
    middle = min(start + timedelta(days=cut), end)
    own = OfficeCalendar(closed=closed)
    assert own.count(start, end) == own.count(start, middle) + own.count(middle + timedelta(days=1), end)
    assert 0 <= working_days(start, end) - own.count(start, end) <= len(closed)
    assert working_days(end + timedelta(days=1), start) == 0
