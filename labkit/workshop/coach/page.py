"""The coach's page: one file without a server, that loads itself again and says everything in words as well as in colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from labkit.core.whole_page import shipped, whole_page
from labkit.workshop.coach.progress import Progress, right_of
from labkit.workshop.coach.seat import Seat, Tried
from labkit.workshop.exercise import EXERCISES

HERE = Path(__file__).parent
NAME = "工作坊進度"
MARK = (
    '<meta name="generator" content="labkit workshop coach">'  # by which the page is known as its own, and written anew
)
SIGNS = {"right": "○ 答對", "wrong": "× 未對", "empty": "– 未作答"}
MEANING = (
    "可能需要協助＝同一題試了 3 次以上還沒有答對。超過 15 分鐘沒有更新＝還有題目未對，而且那段時間沒有新的作答。"
    "每個座位只看最新的一個檔案。進度不是分數，請勿用來比較個人。"
)


def coach_html(progress: Progress, *, every: int = 20) -> str:
    """Return the page; it loads itself again every so many seconds, where its program runs with a switch to stop that."""
    again = f'<noscript><meta http-equiv="refresh" content="{every}"></noscript>\n{MARK}\n'
    parts = [_head(progress, every), "<main>", _groups(progress), _seats(progress), _rooms(progress), _unread(progress)]
    parts.append(f"<section><h2>說明</h2><p>{escape(MEANING)}</p></section></main>")
    style, script = shipped(HERE / "coach.css"), shipped(HERE / "coach.js")
    return whole_page(NAME, style, script, "\n".join(one for one in parts if one), head=again)


def _head(progress: Progress, every: int) -> str:
    return (
        f"<header><h1>{NAME}</h1><p>截至 {progress.as_of:%Y-%m-%d %H:%M:%S}</p>"
        f'<p id=again hidden><button type=button id=hold aria-pressed=false data-every="{every}" data-at="{progress.as_of.timestamp():.0f}">暫停自動更新</button>'
        f" <button type=button id=now>立即更新</button> <span id=told role=status>每 {every} 秒自動更新</span></p>"
        f"<p class=sum>{escape(progress.summary)}</p></header>"
    )


def _groups(progress: Progress) -> str:
    if not progress.seats:
        return "<section><h2>各組進度</h2><p>還沒有座位的進度檔（seat07/progress.json 或 progress/*.json）。座位一作答，這裡就會出現。</p></section>"
    rows = []
    for name, seats in progress.groups.items():
        cells = [_share(seats, one) for one in progress.exercises]
        help_ = [
            f"座位 {one.seat}（{'、'.join(map(title_of, progress.needs_help(one)))}）"
            for one in seats
            if progress.needs_help(one)
        ]
        told = f"<b class=wrong>△ {escape('、'.join(help_))}</b>" if help_ else "沒有"
        rows.append((f"{name}（{len(seats)} 個座位）", [*cells, told]))
    heads = ["組別", *map(title_of, progress.exercises), "可能需要協助"]
    return _section("各組進度", "每一格是答對的座位數／全部座位數", heads, rows)


def title_of(exercise: str) -> str:
    """Return what people call an exercise; one that labkit does not know keeps its own name."""
    return EXERCISES[exercise].title if exercise in EXERCISES else exercise


def _share(seats: Sequence[Seat], exercise: str) -> str:
    right, of = right_of(seats, exercise), len(seats)
    if not any(one.tried(exercise).state != "empty" for one in seats):
        return "<span class=empty>– 還沒有人作答</span>"
    kind = "right" if right == of else "some" if right else "wrong"
    sign = {"right": "● 全部", "some": "◐", "wrong": "○"}[kind]
    return f"<span class={kind}>{sign} {right}／{of}</span>"


def _seats(progress: Progress) -> str:
    if not progress.seats:
        return ""
    rows = []
    for one in (seat for seats in progress.groups.values() for seat in seats):
        cells = [_tried(one.tried(name)) for name in progress.exercises]
        rows.append((f"{one.group}　座位 {one.seat}", [*cells, _updated(progress, one)]))
    return _section(
        "各座位", "每一格是作答狀況、次數與提示數", ["座位", *map(title_of, progress.exercises), "最近更新"], rows
    )


def _tried(one: Tried) -> str:
    counts = [f"{one.tries} 次"] if one.tries else []
    counts += [f"提示 {one.hints}"] if one.hints else []
    told = f"（{'、'.join(counts)}）" if counts else ""
    return f"<span class={one.state}>{SIGNS[one.state]}</span>{told}"


def _updated(progress: Progress, seat: Seat) -> str:
    at = f"{seat.at:%H:%M:%S}"
    return f"<b class=wrong>△ {at}，超過 15 分鐘</b>" if progress.is_quiet(seat) else at


def _rooms(progress: Progress) -> str:
    rows = [(one.folder, [f"{one.run}", f"{one.logged}", f"{one.faults}"]) for one in progress.rooms]
    heads = ["工作區", "已執行的輔導次數", "已有紀錄表", "讀不到或有疑問的檔案"]
    return _section("工作區", "由各工作區的索引讀出", heads, rows) if rows else ""


def _unread(progress: Progress) -> str:
    if not progress.unread:
        return ""
    items = "".join(f"<li><b>{escape(name)}</b>：{escape(told)}</li>" for name, told in progress.unread)
    return f"<section><h2>讀不到或沒有採用的檔案</h2><ul>{items}</ul></section>"


def _section(name: str, caption: str, heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a table under a heading; the cells of ``rows`` are HTML, their first one and ``heads`` are texts."""
    top = "".join(f"<th scope=col>{escape(one)}</th>" for one in heads)
    body = "\n".join(
        f"<tr><th scope=row>{escape(first)}</th>{''.join(f'<td>{one}</td>' for one in rest)}</tr>"
        for first, rest in rows
    )
    return (
        f'<section><h2>{name}</h2><div class=wide role=region aria-label="{name}" tabindex=0><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div></section>"
    )
