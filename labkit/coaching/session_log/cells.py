"""The cells of a log by the names that people use, as plain values, and from what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from labkit.coaching.log import Log
from labkit.core.log_errors import LogRefused
from labkit.core.messages import say
from labkit.taiwan.roc_dates import NotADate, read_date

KEPT = ("version", "nth", "session", "drafted")  # what labkit itself keeps in the file
CELLS = tuple(name for name in Log.model_fields if name not in KEPT)
OFFICIAL = {
    "紀錄者": "recorder",
    "輔導日期": "date",
    "輔導形式": "form",
    "輔導機關": "agency",
    "參與人員": "attendees",
    "前次輔導設立目標執行情形": "previous_goals",
    "本次輔導內容摘要": "summary",
    "下次輔導預定達成目標項目": "next_goals",
    "專家補充意見": "expert_remarks",
}
DAYS, TIMES, LISTS, PEOPLE = (
    {"date", "handed_in"},
    {"start", "end"},
    {"summary", "next_goals"},
    {"recorder", "attendees"},
)
STATUS = re.compile(r"\s*(.+?)[.．](\d{1,2})\s*")


def label(name: str) -> str:
    """Return what people call a cell.

    >>> label("summary")
    '內容摘要'
    """
    return say(f"log_cells.{name}")


def form_label(name: str) -> str:
    """Return what the form calls a cell, or its short name where the form has none.

    >>> form_label("summary"), form_label("handed_in")
    ('本次輔導內容摘要', '送交日期')
    """
    return next((told for told, one in OFFICIAL.items() if one == name), label(name))


def labels(names: Sequence[str]) -> str:
    """Return what people call these cells, in one line."""
    return "、".join(label(name) for name in names)


def cell_named(told: str, *, place: str) -> str:
    """Return the cell that ``told`` names, by its English name, its short Chinese one or the form's; raises LogRefused.

    >>> cell_named("本次輔導內容摘要", place="03.yml"), cell_named("內容摘要", place="03.yml")
    ('summary', 'summary')
    """
    name = re.sub(r"\s|[（(].*", "", told)
    if name in {"專家簽名", "簽名", "signature"}:
        raise LogRefused(place=place, what="簽名欄留空，請專家親簽。")
    known = {**{one: one for one in CELLS}, **{label(one): one for one in CELLS}, **OFFICIAL}
    if name not in known:
        shown = [*(label(one) for one in CELLS), *OFFICIAL, *CELLS]
        raise LogRefused(place=place, what=f"沒有「{name}」這一欄，", name=name, known=shown)
    return known[name]


def plain(log: Log, name: str) -> Any:
    """Return a cell as YAML and history hold it: text, lists, mappings without what stands at its default; empty is None."""
    value = log.model_dump(mode="json", include={name}, exclude_defaults=name in {*PEOPLE, "previous_goals"}).get(name)
    if name in {"start", "end"} and value:
        return str(value).removesuffix(":00") if str(value).count(":") > 1 else value
    return value or None


def cells_of(log: Log) -> dict[str, Any]:
    """Return every cell of ``log`` as a plain value."""
    return {name: plain(log, name) for name in CELLS}


def differing(one: Log, other: Log) -> list[str]:
    """Return the cells in which two logs differ."""
    return [name for name in CELLS if plain(one, name) != plain(other, name)]


def typed(settings: Sequence[str], log: Log, *, place: str) -> dict[str, Any]:
    r"""Return the cells that ``settings`` (cell=text) set; ``\n`` begins a new line, a cell said again goes on in a new line.

    ``前次目標.2=完成`` sets the status of the second goal. Raises LogRefused.
    """
    changes: dict[str, Any] = {}
    for number, one in enumerate(settings, 1):
        told, equals, text = one.partition("=")
        if not equals:
            raise LogRefused(
                place=place, what=f"第 {number} 個 --set 應寫成 欄名=內容，例如 專家補充意見=請補量測基準。"
            )
        numbered = STATUS.fullmatch(told)
        name = cell_named(numbered[1] if numbered else told, place=place)
        if numbered:
            changes["previous_goals"] = _with_status(changes, log, (name, int(numbered[2]), _lines(text)), place)
        else:
            changes[name] = _value(name, _lines(text), changes.get(name), place)
    return changes


def _lines(text: str) -> str:
    return text.replace("\\n", "\n").strip()


def _with_status(changes: dict[str, Any], log: Log, told: tuple[str, int, str], place: str) -> list[dict[str, Any]]:
    name, number, text = told
    goals = [dict(one) for one in changes.get("previous_goals") or plain(log, "previous_goals") or []]
    if name != "previous_goals" or not 1 <= number <= len(goals):
        what = f"只有前次目標可以寫第幾項，目前有 {len(goals)} 項，沒有第 {number} 項。"
        raise LogRefused(place=place, what=what)
    goals[number - 1]["status"] = text
    return goals


def _value(name: str, text: str, before: Any, place: str) -> Any:
    """Return what ``text`` is in the cell ``name``; an empty text empties the cell."""
    text = unicodedata.normalize("NFKC", text) if name in TIMES else text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if name in DAYS and text:
        return _day(name, text, place)
    if name in LISTS:
        return [*(before or []), *lines]
    if name == "previous_goals":
        return [*(before or []), *({"goal": line} for line in lines)]
    if name == "attendees":
        people = [part for line in lines for part in re.split("[、,，;；]", line) if part.strip()]
        return [*(before or []), *(_person(part) for part in people)]
    if name == "recorder":
        return _person(text) if text else None
    return f"{before}\n{text}" if before else text or None


def _day(name: str, text: str, place: str) -> str:
    day = read_date(text)
    if isinstance(day, NotADate):
        raise LogRefused(place=place, what=f"{label(name)}應為日期，例如 2025-12-08 或 114年12月8日。")
    return day.day.isoformat()


def _person(text: str) -> dict[str, str]:
    """Return a person of 職稱/人名."""
    title, slash, name = (part.strip() for part in text.replace("／", "/").rpartition("/"))
    return {"name": name, "title": title} if slash and title else {"name": name}
