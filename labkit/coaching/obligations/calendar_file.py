"""An iCalendar file (RFC 5545) of sessions and of the days by which logs are due, for any calendar program."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from labkit.coaching.obligations.facts import Facts, Meeting
from labkit.core.files import sha256_text, write_whole

ZONE = "Asia/Taipei"
LONGEST = 75  # octets of a line, RFC 5545 section 3.1
NEWLINE = "\r\n"
HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//labkit//coaching//ZH-TW",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "X-WR-CALNAME:資料輔導",
    f"X-WR-TIMEZONE:{ZONE}",
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_text(teams: Sequence[Facts], as_of: dt.date) -> str:
    r"""Return the calendar of ``teams``: a session each, and the due day of every log not handed in by ``as_of``.

    A session without a time is an event of the whole day. An event's UID rests on agency, folder and number alone, so that
    a session that is put off moves in the calendar and is not there twice. Where two teams have agency and folder's name in
    common, as copies of a folder do, the folders above tell them apart.

    >>> one = Meeting(nth=1, day=dt.date(2025, 12, 5), start=dt.time(14), end=dt.time(16))
    >>> text = calendar_text([Facts(agency="甲機關", folder="a", meetings=(one,))], dt.date(2025, 12, 1))
    >>> "DTSTART;TZID=Asia/Taipei:20251205T140000\r\n" in text, "DUE" in text, text.count("BEGIN:VEVENT")
    (True, False, 2)
    """
    names = Counter(_name(facts) for facts in teams)
    lines = [*HEAD]
    for facts in teams:
        name = _name(facts) if names[_name(facts)] == 1 else f"{facts.agency}\n{facts.folder}"
        lines += _team(facts, name, as_of)
    lines.append("END:VCALENDAR")
    return "".join(folded(line) + NEWLINE for line in lines)


def save_calendar(teams: Sequence[Facts], path: Path, as_of: dt.date) -> Path:
    """Write the calendar whole to ``path``."""
    return write_whole(path, calendar_text(teams, as_of).encode("utf-8"))


def _name(facts: Facts) -> str:
    """Return what a team's events are known by: the same in the team's own file and in the file of all."""
    return f"{facts.agency}\n{facts.folder.split('/')[-1]}"


def _team(facts: Facts, name: str, as_of: dt.date) -> Iterable[str]:
    for meeting in facts.meetings:
        yield from _event(f"{name}\n{meeting.nth}\nsession", as_of, _session(facts, meeting))
        if meeting.handed_in is None or meeting.handed_in > as_of:
            yield from _event(f"{name}\n{meeting.nth}\nlog", as_of, _log(facts, meeting))


def _event(name: str, as_of: dt.date, inside: Sequence[str]) -> Iterable[str]:
    uid = sha256_text(name)[:32]
    yield from ("BEGIN:VEVENT", f"UID:{uid}@labkit", f"DTSTAMP:{as_of:%Y%m%d}T000000Z")
    yield from inside
    yield "END:VEVENT"


def _session(facts: Facts, meeting: Meeting) -> list[str]:
    form = f"（{meeting.form}）" if meeting.form else ""
    lines = [*_when(meeting), f"SUMMARY:{escaped(f'第 {meeting.nth} 次輔導{form} {facts.agency}')}"]
    return [*lines, f"LOCATION:{escaped(meeting.place)}"] if meeting.place else lines


def _when(meeting: Meeting) -> list[str]:
    if meeting.start is None:
        return _whole_day(meeting.day)
    lines = [f"DTSTART;TZID={ZONE}:{meeting.day:%Y%m%d}T{meeting.start:%H%M%S}"]
    if meeting.minutes is not None:
        lines.append(f"DTEND;TZID={ZONE}:{meeting.day:%Y%m%d}T{meeting.end:%H%M%S}")
    return lines


def _log(facts: Facts, meeting: Meeting) -> list[str]:
    told = f"送交第 {meeting.nth} 次輔導協作紀錄表 {facts.agency}"
    return [
        *_whole_day(meeting.due),
        f"SUMMARY:{escaped(told)}",
        f"DESCRIPTION:{escaped('當次輔導結束後 3 日內送交工作小組。')}",
        "TRANSP:TRANSPARENT",
    ]


def _whole_day(day: dt.date) -> list[str]:
    after = day + dt.timedelta(days=1)
    return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]


def escaped(text: str) -> str:
    r"""Return ``text`` as a TEXT value: backslash, comma, semicolon and ends of lines escaped, other control signs left out.

    >>> escaped("三樓, 會議室;甲\n乙")
    '三樓\\, 會議室\\;甲\\n乙'
    """
    plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    plain = plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(sign for sign in plain if sign == "\t" or (ord(sign) >= ord(" ") and sign != "\x7f"))


def folded(line: str) -> str:
    r"""Return ``line`` folded so that no part has more than 75 octets; no sign is cut in two.

    >>> [len(part.encode()) for part in folded("SUMMARY:" + "甲" * 40).split("\r\n")]
    [74, 55]
    """
    parts, room = [""], LONGEST
    for sign in line:
        size = len(sign.encode("utf-8"))
        if size > room:
            parts.append(" ")
            room = LONGEST - 1
        parts[-1] += sign
        room -= size
    return NEWLINE.join(parts)
