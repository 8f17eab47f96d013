"""The .ics file: read back by a small parser of RFC 5545's own rules, and by icalendar where it is installed."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.coaching.obligations.calendar_file import calendar_text, escaped, folded, save_calendar
from labkit.coaching.obligations.facts import Facts, Meeting

AS_OF = dt.date(2025, 12, 10)
PLACE = "三樓; 大會議室, 甲\\乙\n（請走側門）" + "很長" * 40


def meeting(nth=1, day=dt.date(2025, 12, 5), **told):
    return Meeting(
        nth=nth, day=day, **{"start": dt.time(14), "end": dt.time(16), "form": "實體", "place": PLACE, **told}
    )


def team(*meetings, folder="land"):
    return Facts(agency="示範市政府地政局", folder=folder, meetings=meetings)


def unfolded(text):
    """Return the content lines; every physical line ends with CRLF and has at most 75 octets (section 3.1)."""
    assert text.endswith("\r\n")
    physical = text[:-2].split("\r\n")
    assert not [line for line in physical if "\n" in line or "\r" in line or len(line.encode("utf-8")) > 75]
    return "\r\n".join(physical).replace("\r\n ", "").split("\r\n")


def plain(value):
    """Return a TEXT value as it was before escaping (section 3.3.11)."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def events(text):
    """Return the events as mappings of name (with its parameters) to value; every component is closed."""
    lines, open_parts, found = unfolded(text), [], []
    for line in lines:
        name, value = line.split(":", 1)
        if name == "BEGIN":
            open_parts.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert open_parts.pop() == value
        elif open_parts[-1] == "VEVENT":
            assert name not in found[-1]
            found[-1][name] = value
    assert open_parts == []
    return found


def test_a_session_has_its_hours_in_taipei_and_its_log_a_whole_day():
    session, log = events(calendar_text([team(meeting())], AS_OF))
    assert session["DTSTART;TZID=Asia/Taipei"] == "20251205T140000"
    assert session["DTEND;TZID=Asia/Taipei"] == "20251205T160000"
    assert session["DTSTAMP"] == "20251210T000000Z"
    assert plain(session["SUMMARY"]) == "第 1 次輔導（實體） 示範市政府地政局"
    assert plain(session["LOCATION"]) == PLACE
    assert (log["DTSTART;VALUE=DATE"], log["DTEND;VALUE=DATE"]) == ("20251208", "20251209")
    assert "送交第 1 次輔導協作紀錄表" in plain(log["SUMMARY"])


def test_a_session_without_a_time_is_a_whole_day_and_one_without_an_end_has_none():
    whole, _, begun, _ = events(calendar_text([team(meeting(start=None), meeting(2, end=None))], AS_OF))
    assert whole["DTSTART;VALUE=DATE"] == "20251205"
    assert not [name for name in begun if name.startswith("DTEND")]


def test_a_log_that_was_handed_in_is_due_no_more():
    given_in = meeting(handed_in=dt.date(2025, 12, 9))
    assert len(events(calendar_text([team(given_in)], AS_OF))) == 1
    assert len(events(calendar_text([team(given_in)], dt.date(2025, 12, 8)))) == 2


def test_a_uid_stays_when_a_session_is_put_off_and_no_two_are_alike():
    before = [one["UID"] for one in events(calendar_text([team(meeting(), meeting(2))], AS_OF))]
    moved = meeting(day=dt.date(2026, 1, 9), form="線上", start=None, place="")
    after = [one["UID"] for one in events(calendar_text([team(moved, meeting(2))], AS_OF + dt.timedelta(9)))]
    assert before == after
    many = calendar_text([team(meeting()), team(meeting(), folder="group/other")], AS_OF)
    assert len({one["UID"] for one in events(many)}) == 4
    assert events(calendar_text([team(meeting(), folder="group/land")], AS_OF))[0]["UID"] == before[0]


def test_copies_of_one_folder_have_events_of_their_own():
    copies = [team(meeting(), folder="甲/team"), team(meeting(), folder="乙/team"), team(meeting(), folder="丙")]
    found = [one["UID"] for one in events(calendar_text(copies, AS_OF))]
    assert len(set(found)) == 6
    alone = events(calendar_text([copies[2]], AS_OF))
    assert found[4] == alone[0]["UID"]
    assert found[:2] == [one["UID"] for one in events(calendar_text(copies[::-1], AS_OF))][4:]


@pytest.mark.parametrize("day", [dt.date(2024, 2, 26), dt.date(2025, 12, 29), dt.date(2025, 12, 31)])
def test_a_whole_day_ends_on_the_next_whatever_month_or_year_that_is_in(day):
    whole, log = events(calendar_text([team(meeting(day=day, start=None))], day))
    for one, first in ((whole, day), (log, day + dt.timedelta(3))):
        assert one["DTSTART;VALUE=DATE"] == first.strftime("%Y%m%d")
        assert one["DTEND;VALUE=DATE"] == (first + dt.timedelta(1)).strftime("%Y%m%d")


def test_the_zone_that_the_events_name_is_defined_before_them():
    lines = unfolded(calendar_text([team(meeting())], AS_OF))
    assert lines.index("TZID:Asia/Taipei") < lines.index("BEGIN:VEVENT")
    assert "TZOFFSETTO:+0800" in lines
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//labkit//coaching//ZH-TW"]


@given(st.text(alphabet=st.one_of(st.sampled_from('甲\\;,\n:" 乙🙂ab'), st.characters(codec="utf-8")), max_size=200))
def test_any_text_comes_back_as_it_was_but_for_control_signs(text):
    value = "X:" + escaped(text)
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert plain(unfolded(folded(value) + "\r\n")[0][2:]) == kept


def test_the_file_is_utf8_without_a_mark_and_the_same_bytes_each_time(tmp_path):
    first = save_calendar([team(meeting())], tmp_path / "a.ics", AS_OF).read_bytes()
    assert first == save_calendar([team(meeting())], tmp_path / "b.ics", AS_OF).read_bytes()
    assert first.startswith(b"BEGIN:VCALENDAR\r\n")


def test_icalendar_reads_the_same_events():
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    found = icalendar.Calendar.from_ical(calendar_text([team(meeting())], AS_OF)).walk("VEVENT")
    assert str(found[0]["LOCATION"]) == PLACE
    assert found[0].decoded("DTSTART").utcoffset() == dt.timedelta(hours=8)
    assert found[1].decoded("DTSTART") == dt.date(2025, 12, 8)
