"""One web page that lists and searches every table and column: no server, no address outside itself."""

from __future__ import annotations

from html import escape

from labkit.core.inventory import FieldEntry, InventoryEntry
from labkit.core.messages import say
from labkit.documents.formats.html import page
from labkit.inventory.catalogue import InventoryResult, percent, span_of
from labkit.inventory.exports._export import Export

SCRIPT = """
const box = document.getElementById("search"), cards = [...document.querySelectorAll("section")];
const shown = document.getElementById("shown");
function search() {
  const words = box.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const card of cards) {
    const hit = words.every((word) => card.textContent.toLowerCase().includes(word));
    card.hidden = !hit;
    count += hit;
    for (const row of card.querySelectorAll("tbody tr"))
      row.classList.toggle("hit", words.length > 0 && words.some((word) => row.cells[0].textContent.toLowerCase().includes(word)));
    if (words.length) card.querySelector("details").open = card.querySelector("tr.hit") !== null;
  }
  shown.textContent = `符合 ${count} 張表`;
}
box.addEventListener("input", search);
box.value = decodeURIComponent(location.hash.slice(1));
search();
""".strip()
STYLE = (
    "<style>#search{font-size:1.05rem;padding:.5rem .8rem;width:min(28rem,90%);border:2px solid #12436D;border-radius:.3rem}"
    "section{border:1px solid #b8c4ce;border-radius:.4rem;padding:.6rem 1rem;margin:1rem 0}section h2{margin:.2rem 0}"
    "section[hidden]{display:none}tr.hit td{background:#fff3c4}summary{cursor:pointer;color:#12436D}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.4rem 0}dt{color:#4a4a4a}dd{margin:0}</style>"
)


def make(result: InventoryResult) -> bytes:
    """Return the page in UTF-8."""
    body = (
        f"{STYLE}<h1>資料目錄</h1><p>{escape(result.summary)}</p>"
        '<p><label for="search">搜尋檔名、工作表、欄位或說明：</label><br><input id="search" type="search" autofocus> '
        f'<span id="shown" role="status"></span></p>{"".join(map(_card, result.entries))}<script>{SCRIPT}</script>'
    )
    return page("資料目錄", body).encode()


def _card(one: InventoryEntry) -> str:
    facts = {
        "筆數": f"{one.rows:,} 筆、{len(one.fields)} 欄",
        "期間": span_of(one),
        "格式": one.format + (f"（{one.encoding}）" if one.encoding else ""),
        "完整度": percent(one),
        "可當鍵的欄位": "、".join(one.keys),
        **one.typed,
    }
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value)
    rows = "".join(map(_row, one.fields))
    head = "".join(f'<th scope="col">{name}</th>' for name in ("欄位", "型態", "寫法", "已填", "不同值"))
    return (
        f"<section><h2>{escape(one.label)}</h2><dl>{told}</dl><details><summary>{len(one.fields)} 個欄位</summary>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></details></section>"
    )


def _row(one: FieldEntry) -> str:
    words = (one.name, say(f"column_kinds.{one.kind}"), one.form)
    numbers = (one.filled - one.marks, one.distinct)
    cells = "".join(f"<td>{escape(word)}</td>" for word in words)
    return f"<tr>{cells}" + "".join(f'<td class="number">{number:,}</td>' for number in numbers) + "</tr>"


CATALOGUE = Export("可搜尋的資料目錄網頁", make, suffix=".html")
