"""Needs in words: each with the mark of how it stands, the nearest names, and how many there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from labkit.workshop.board import Need
from labkit.workshop.held import GAPS, STATES, Held, Link, State
from labkit.workshop.poster.poster import Line, Tone

SIGNS: dict[State, str] = {
    "held": "○ 已有",
    "no_table": "× 缺口",
    "no_columns": "× 缺口",
    "unnamed": "× 缺口",
    "unchecked": "？未核對",
}


def need_line(need: Need, link: Link) -> Line:
    """Return a need as a line of a poster."""
    tone: Tone = "gap" if link.is_gap else "held" if link.state == "held" else "unchecked"
    return Line(need_text(need, link), tone, SIGNS[link.state])


def need_text(need: Need, link: Link) -> str:
    """Return what is needed, where it is or should be, and what is missing.

    >>> need_text(Need(need="每小時取號數", table="叫號", columns=("時刻",)), Link("no_columns", ("時刻",), "時刻：接近的有「取號時間」。"))
    '每小時取號數（叫號：時刻）。有表，缺欄位「時刻」。時刻：接近的有「取號時間」。'
    """
    where = "：".join(one for one in (need.table, "、".join(need.columns)) if one)
    told = f"{need.need}（{where}）" if need.table else need.need
    if link.state == "no_table":
        return f"{told}。找不到這張資料表。{link.near}"
    if link.state == "no_columns":
        return f"{told}。有表，缺欄位「{'」「'.join(link.absent)}」。{link.near}"
    return f"{told}。還沒有指出在哪一張資料表。" if link.state == "unnamed" else told


def counted(links: Sequence[Link], held: Held) -> str:
    """Return how many needs there are, how many are held, and how many gaps of each kind; and what could not be read."""
    told = Counter(one.state for one in links)
    gaps = sum(told[one] for one in GAPS)
    kinds = "、".join(f"{STATES[one].removeprefix('缺口：')} {told[one]}" for one in GAPS if told[one])
    parts = [f"需要的資料 {len(links)} 項：已有 {told['held']}、缺口 {gaps}" + (f"（{kinds}）" if kinds else "")]
    parts += [f"未核對 {told['unchecked']}（沒有指定工作區）"] if told["unchecked"] else []
    parts += [f"有 {len(held.unread)} 個檔案讀不到，其中的資料表算作找不到"] if held.unread else []
    return "；".join(parts) + "。"
