"""Days, moments and periods: random within the range of years, written as the real ones are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from labkit.privacy.made_up.ranges import HIGH, LOW
from labkit.privacy.made_up.real import Maker, RealColumn
from labkit.taiwan.roc_dates import ROC_OFFSET

YEARS = (2021, 2024)
PATIENCE, DAYS_OF_ALL_MONTHS = 25, 28
WIDE_YEAR, BELIEVED = 4, range(1850, 2150)
TAIL = r"(?P<rest>.*)"
FORMS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"(?P<era>(?:中華)?民國|西元)?\s*(?P<y>[0-9]{{2,4}})(?P<a>\s?[年/.\-]\s?)(?P<m>[0-9]{{1,2}})(?P<b>\s?[月/.\-]\s?)(?P<d>[0-9]{{1,2}}){TAIL}",
        rf"(?P<y>[0-9]{{2,4}})(?P<m>0[1-9]|1[0-2])(?P<d>[0-2][0-9]|3[01])(?![0-9]){TAIL}",
        r"(?P<era>民國|西元)?(?P<y>[0-9]{2,4})(?P<a>年第?|第|Q)(?P<q>[1-4])(?P<rest>季?)",
        r"(?P<era>民國|西元)?(?P<y>[0-9]{2,4})(?P<a>\s?[年/.\-Y]\s?)(?P<m>[0-9]{1,2})(?P<rest>月份?|M)?",
        r"(?P<y>[0-9]{3,4})(?P<m>0[1-9]|1[0-2])",
        r"(?P<era>民國|西元)?(?P<y>[0-9]{2,4})(?P<rest>學?年度?)?",
    )
)
CLOCK = re.compile(r"(?P<h>[0-9]{1,2})(?P<c>\s?[:時]\s?)(?P<mi>[0-9]{2})(?:(?P<e>\s?[:分]\s?)(?P<s>[0-9]{2}))?")
PLAIN_REST = re.compile(r"(?:<[HmsN]+>|[日時分秒季月份年度學 T:/.\-]|上午|下午)*")
FIELD = re.compile("<[A-Za-z]+>")


@dataclass(frozen=True)
class Written:
    """The commonest written form of a column's days, in fields such as <yyy>/<M>/<d>, and the years that they span."""

    form: str
    years: tuple[int, int] | None

    @classmethod
    def of(cls, column: RealColumn) -> Written:
        """Look at a column of days."""
        forms, years = Counter[str](), Counter[int]()
        padded = any(re.search(r"[/.\-年月]\s?0[0-9]", text) for text in column.counts)
        for text, count in column.counts.items():
            read = skeleton(text, padded=padded)
            if read:
                forms[read[0]] += count
                years[read[1]] += count
        return cls(forms.most_common(1)[0][0] if forms else "<yyyy>-<MM>-<dd>", year_span(years, column.k))

    @property
    def shown(self) -> str:
        """Return the form as people write it: yyy/M/d."""
        return self.form.replace("<", "").replace(">", "").replace("N", "H")

    def make(self, draw: Random, attempt: int = 0) -> str:
        """Return a day of these years in this form; further years back where attempts fail."""
        return filled(self.form, moment(draw, self.years or YEARS, attempt))


def skeleton(text: str, *, padded: bool) -> tuple[str, int] | None:
    """Return a date's form with its numbers as fields, and its year; None where it is not understood.

    >>> skeleton("民國113年1月5日", padded=False), skeleton("1130105", padded=False)
    (('民國<yyy>年<M>月<d>日', 2024), ('<yyy><MM><dd>', 2024))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    match = next((found for form in FORMS if (found := form.fullmatch(plain))), None)
    if match is None:
        return None
    parts = {"era": "", "a": "", "m": "", "b": "", "d": "", "q": "", "rest": "", **match.groupdict(default="")}
    year = int(parts["y"]) + (0 if len(parts["y"]) == WIDE_YEAR else ROC_OFFSET)
    if year not in BELIEVED:
        return None
    pad = padded or not parts["a"]
    month = parts["m"] and ("<MM>" if pad else "<M>")
    day = parts["d"] and ("<dd>" if pad else "<d>")
    rest = CLOCK.sub(lambda found: f"<HH>{found['c']}<mm>" + (f"{found['e']}<ss>" if found["s"] else ""), parts["rest"])
    rest = rest if PLAIN_REST.fullmatch(rest) else "日" if rest.startswith("日") else ""
    era = parts["era"] + ("<yyyy>" if len(parts["y"]) == WIDE_YEAR else "<yyy>")
    return f"{era}{parts['a']}{month}{parts['b']}{day}{'<q>' if parts['q'] else ''}{rest}", year


def filled(form: str, when: datetime) -> str:
    """Return a moment in a form of fields.

    >>> filled("<yyy>/<M>/<d>", datetime(2024, 1, 5))
    '113/1/5'
    """
    values = {
        "<yyyy>": f"{when.year:04}", "<yyy>": str(when.year - ROC_OFFSET) if "<MM><dd>" not in form else f"{when.year - ROC_OFFSET:03}",
        "<MM>": f"{when.month:02}", "<M>": str(when.month), "<dd>": f"{when.day:02}", "<d>": str(when.day),
        "<q>": str((when.month + 2) // 3), "<HH>": f"{when.hour:02}", "<mm>": f"{when.minute:02}", "<ss>": f"{when.second:02}",
    }  # fmt: skip
    return FIELD.sub(lambda found: values[found.group()], form)


def moment(draw: Random, years: tuple[int, int], attempt: int) -> datetime:
    """Return a random moment of office hours within ``years``; from earlier years after many attempts."""
    back = attempt // PATIENCE * 7
    day = date(
        max(1, draw.randint(years[0] - back, years[1] - back)), draw.randint(1, 12), draw.randint(1, DAYS_OF_ALL_MONTHS)
    )
    return datetime(day.year, day.month, day.day) + timedelta(seconds=draw.randint(8 * 3600, 17 * 3600))  # noqa: DTZ001


def year_span(years: Mapping[int, int], k: int) -> tuple[int, int] | None:
    """Return the years of 90 % of the rows, each end held or passed by at least ``k`` rows."""
    total = sum(years.values())
    if total < 3 * k:
        return None
    flat = sorted(years)
    ends = []
    for share in (LOW, HIGH):
        rank, seen = min(max(share * total, k), total - k + 1), 0
        for year in flat:
            seen += years[year]
            if seen >= rank:
                ends.append(year)
                break
    return ends[0], ends[-1]


def years_of(column: RealColumn) -> tuple[int, int] | None:
    """Return the years of a column of days, in whatever way it stores them; None where few rows hold any."""
    if column.stored in {"text", "number"}:
        return Written.of(column).years
    years = Counter[int]()
    for text, count in column.counts.items():
        years[int(text[:4])] += count
    return year_span(years, column.k)


def typed_maker(column: RealColumn) -> Maker:
    """Return a maker of ISO days, or moments, for a column that stores them as such."""
    span = years_of(column) or YEARS
    whole = all(text.endswith("00:00:00") or len(text) == len("2024-01-05") for text in column.counts)
    seconds = any(not text.endswith(":00") for text in column.counts)

    def make(draw: Random, attempt: int) -> str:
        when = moment(draw, span, attempt)
        if column.stored == "date" or whole:
            return when.date().isoformat()
        return str(when if seconds else when.replace(second=0))

    return make


def maker(column: RealColumn) -> Maker:
    """Return a maker of days for a column of texts or numbers that are days."""
    return Written.of(column).make
