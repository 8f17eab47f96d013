"""An application as the texts of its form, and back: the one place that knows which cell holds what."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from labkit.coaching.application.sheet_cells import YES, Field, FormPage
from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import plain_text
from labkit.coaching.application.words import unknown_option
from labkit.core.near import near_miss
from labkit.taiwan.roc_dates import NotADate, is_short_year, read_date, roc_text

DAYS = {"first", "last", "signed", "statement_received", "consent_received"}
MIDNIGHT = re.compile(r"[T ]00:00(:00)?(\.0+)?$")
SPLIT = re.compile(r"[\n；]")
TICKS = {"是", "■", "☑", "✓", "✔", "V", "v", "O", "o", "○", "1"}


@dataclass
class Filled:
    """What was read of a form, and every fault with its place."""

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def texts_of(application: Application, page: FormPage) -> dict[str, str]:
    """Return what stands in each cell of a page of labels."""
    held: dict[str, Any] = application.team.contact.model_dump() if page.id == "team" else {}
    part = getattr(application, page.id)
    held |= {name: getattr(part, name) for name in type(part).model_fields}
    found = {}
    for one in page.fields:
        name, _, option = one.id.partition(":")
        value = held[name]
        if option:
            found[one.id] = YES if option in value else ""
        else:
            found[one.id] = "\n".join(value) if isinstance(value, tuple) else str(value)
    return found


def rows_of(application: Application, page: FormPage) -> list[dict[str, str]]:
    """Return what stands in each row of a table."""
    parts = {"members": application.team, "papers": application}
    rows = getattr(parts.get(page.id, application.proposal), page.id)
    return [{one.id: _shown(getattr(row, one.id)) for one in page.fields} for row in rows]


def _shown(value: object) -> str:
    return roc_text(value) if isinstance(value, dt.date) else str(value or "")


def parts_of(texts: Mapping[str, str], page: FormPage, faults: list[str], places: Mapping[str, str]) -> dict[str, Any]:
    """Return a page's values as ``Application`` takes them; a choice that is none becomes a fault at its place."""
    found: dict[str, Any] = {}
    for one in page.fields:
        text = texts.get(one.id, "")
        name, _, option = one.id.partition(":")
        if option:
            ticked = _ticked(text, places[one.id], faults)
            found[name] = (*found.get(name, ()), *((option,) if ticked else ()))
        elif one.options:
            found[name] = _chosen(text, one, places[one.id], faults)
        elif one.id == "metrics":
            found[name] = tuple(part.strip() for part in SPLIT.split(text) if part.strip())
        else:
            found[name] = plain_text(text)
    return found


def _ticked(text: str, place: str, faults: list[str]) -> bool:
    sign = unicodedata.normalize("NFKC", text)
    if sign and sign not in TICKS:
        faults.append(f"{place}：請選「{YES}」或留空。")
    return sign in TICKS


def _chosen(text: str, one: Field, place: str, faults: list[str]) -> tuple[str, ...]:
    told = (text,) if text in one.options else tuple(part.strip() for part in SPLIT.split(text) if part.strip())
    if wrong := unknown_option(told, one.options):
        faults.append(f"{place}：{wrong}")
        return ()
    return told


def days_of(row: Mapping[str, str], place: str, labels: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    """Return a row whose dates are days; one that cannot be read, or can be read two ways, becomes a fault."""
    found: dict[str, Any] = {name: plain_text(text) for name, text in row.items()}
    for name in (one for one in row if one in DAYS):
        text = MIDNIGHT.sub("", found[name])
        read = read_date(text) if text and not is_short_year(text) else None
        if text and (read is None or isinstance(read, NotADate)):
            faults.append(f"{place}「{labels[name]}」：不是看得懂的日期。請寫成 114年7月1日 或 2025-07-01。")
        found[name] = read.day if read and not isinstance(read, NotADate) else None
    if found.get("first") and found.get("last") and found["last"] < found["first"]:
        faults.append(f"{place}「{labels['last']}」：早於「{labels['first']}」，請核對。")
        found["last"] = None
    return found


def nearest_label(label: str, fields: Sequence[Field]) -> str:
    """Return which label of the form is meant, as a sentence."""
    return near_miss(label, [one.label.replace("\n　", " ") for one in fields]) if label else ""
