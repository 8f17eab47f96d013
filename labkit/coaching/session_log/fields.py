"""What a log offers to an agency's own template, by the form's labels and by English names."""

from __future__ import annotations

from labkit.coaching.filling.template import Field
from labkit.coaching.log import Log
from labkit.coaching.session_log.cells import form_label, label
from labkit.taiwan.roc_dates import ROC_OFFSET, roc_text

SIGNATURE = "專家簽名"


def template_fields(log: Log) -> tuple[Field, ...]:
    """Return the fields of ``log``: every row of the form, and its parts for templates that print 年, 月, 日 themselves."""
    told = {**log.values(), "nth": str(log.nth), "time": _time(log)}
    rows = [
        _row("date", told),
        _row("form", told),
        Field("輔導時間", ("time",), told["time"]),
        Field("次數", ("nth",), told["nth"]),
        *(_row(name, told) for name in ("agency", "recorder", "attendees", "previous_goals", "summary", "next_goals")),
        _row("expert_remarks", told),
        Field(SIGNATURE, ("signature",), "", needed=False),
    ]
    return (*rows, *_parts(log))


def _row(name: str, told: dict[str, str]) -> Field:
    names = tuple(dict.fromkeys((label(name), name)))
    return Field(form_label(name), names, told[name])


def _time(log: Log) -> str:
    return " ~ ".join(f"{at:%H:%M}" if at else "__:__" for at in (log.start, log.end))


def _parts(log: Log) -> list[Field]:
    return [
        _part("輔導日期", str(log.date.year - ROC_OFFSET), "年", "year"),
        _part("輔導日期", str(log.date.month), "月", "month"),
        _part("輔導日期", str(log.date.day), "日", "day"),
        _part("輔導時間", f"{log.start:%H:%M}" if log.start else "", "開始時間", "start"),
        _part("輔導時間", f"{log.end:%H:%M}" if log.end else "", "結束時間", "end"),
        _part("輔導形式", "■" if log.form == "實體" else "□", "實體"),
        _part("輔導形式", "■" if log.form == "線上" else "□", "線上"),
        _part("", roc_text(log.due), "送交期限", "due"),
    ]


def _part(covers: str, text: str, *names: str) -> Field:
    return Field(names[0], names[1:], text, needed=False, covers=covers)
