"""One self-contained HTML page: no script, no address outside itself."""

from __future__ import annotations

from html import escape

from labkit.core.document import Document
from labkit.core.html import to_html
from labkit.documents.formats._writer import Writer

STYLE = """
body{font-family:"Labkit Sans TC","Noto Sans TC","Microsoft JhengHei","PingFang TC","Noto Sans CJK TC",sans-serif;
  max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1d1d1d;line-height:1.6;font-size:16px}
h1{font-size:1.5rem;border-bottom:3px solid #12436D;padding-bottom:.3rem;margin-top:2.4rem}h2{font-size:1.15rem;color:#12436D}
table{border-collapse:collapse;margin:1rem 0;font-size:.93rem;display:block;overflow-x:auto}
caption{text-align:left;font-weight:bold;padding:.3rem 0}
th,td{min-width:3.2em;border:1px solid #b8c4ce;padding:.3rem .6rem;text-align:left;vertical-align:top}
th{background:#eaf1f7}th[scope=row]{min-width:5.5em}td.number{text-align:right;font-variant-numeric:tabular-nums}
p.note{color:#4a4a4a;font-size:.93rem;margin:.3rem 0}img{max-width:100%;height:auto}figure{margin:1rem 0}
""".strip()


def page(title: str, body: str) -> str:
    """Return a whole page around ``body``, which is HTML."""
    return (
        f'<!doctype html>\n<html lang="zh-Hant"><head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style></head>\n'
        f"<body>\n{body}\n</body></html>\n"
    )


def render(document: Document) -> bytes:
    """Return the page in UTF-8."""
    return page(document.title, to_html(document)).encode("utf-8")


HTML = Writer("網頁", render)
