"""What a board lacks, as a document: every need beside the data, and how many gaps there are."""

from __future__ import annotations

from labkit.core.document import Document, Grid, Text
from labkit.workshop.board import Board
from labkit.workshop.held import STATES, Held
from labkit.workshop.needs import counted

HEADS = ("位置", "需要的資料", "資料表", "欄位", "狀態", "說明")


def checked_board(board: Board, held: Held) -> Document:
    """Return how the needs of ``board`` stand beside what is held; a board without needs says so."""
    links = board.links(held)
    title = board.title or board.TITLE
    if not links:
        return Document(title, (Text(f"{board.TITLE}：沒有需要對照的資料。"),), as_of=board.date)
    rows = [
        (
            place,
            need.need,
            need.table or "–",
            "、".join(need.columns) or "–",
            STATES[link.state],
            _told(link.absent, link.near),
        )
        for place, need, link in links
    ]
    said = f"{board.TITLE}：{counted([link for *_, link in links], held)}"
    unread = [Text(f"讀不到：{'、'.join(held.unread)}。", "note")] if held.unread else []
    return Document(title, (Text(said), Grid.of(HEADS, rows, caption="資料與缺口"), *unread), as_of=board.date)


def _told(absent: tuple[str, ...], near: str) -> str:
    lacking = f"缺 {'、'.join(absent)}。" if absent else ""
    return lacking + near
