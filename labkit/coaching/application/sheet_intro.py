"""What the first sheet of the fill-in form tells people."""

from __future__ import annotations

from labkit.coaching.application.words import application_words

HOW_SHEET = "說明"
INTRO = 90  # half-width signs in a line


def how_to_fill() -> list[str]:
    """Return the lines of the first sheet: its title, then one thing to know in each."""
    words = application_words()
    return [
        f"{words.source} {words.name}（填寫用）",
        "這份活頁簿供團隊填寫，不是送件的格式。",
        "填好存檔後執行 labkit application read 檔名，",
        "再執行 labkit application export 輸出送件的版面。",
        "只要填黃底的格子。藍底的題目與欄名已鎖住，請不要更動，也不要刪除或改名工作表。",
        "有清單的格子請從清單選；可複選的題目一個選項一列，要的就選「是」。",
        "成員、資料、公務事項、附件是一列一筆。",
        "列數不夠時先填前面的，讀入後重新產生，會多留空列。",
        "日期請寫民國，例如 114年7月1日（也可寫 2025-07-01）。",
        "還不知道的先留空。",
        "labkit application check 會列出缺什麼、哪些會在文件初篩被退件。",
        "這份檔案有聯絡方式與姓名，請勿放進 data/raw，也不要公開。",
    ]


def intro_lines(text: str) -> int:
    """Return how many lines a text of the first sheet takes."""
    return -(-2 * len(text) // (INTRO - 4))
