"""The fg-data-profiling report of one table (published before as ydata-profiling), on request: it shows raw values.

Its plots get labkit's font under the name that the package asks for, and its analytics call is switched off.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.charts.style import font_known_as
from labkit.core.files import inside, write_whole
from labkit.core.resources import FONT
from labkit.core.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

QUIET = ("YDATA_PROFILING_NO_ANALYTICS", "TQDM_DISABLE")
MARK = "_含原始值勿外傳"
BANNER = (
    '<div role="alert" style="background:#fff3c4;border-bottom:3px solid #b58900;padding:.8rem 1.2rem;font-size:1.05rem">'
    "這份報告含有原始資料的值（可能包含個資），只供團隊內部查看，請勿外傳或放進輔導成果。</div>"
)


def profile_report(table: Table | pd.DataFrame, folder: str | Path, *, title: str = "") -> Path:
    """Write the minimal report of ``table`` into ``folder`` and return its path, whose name says that it holds raw values.

    Takes about 10 s to import; nothing is sent or fetched. Raises TooManyRows above five million rows.
    """
    data = Table.of(table)
    name = title or data.source.stem
    with _quiet(), font_known_as("Arial"):
        from data_profiling import ProfileReport  # noqa: PLC0415

        frame = data.frame
        report = ProfileReport(
            frame,
            title=f"欄位報告（含原始值，勿外傳）：{name}",
            minimal=True,
            progress_bar=False,
            plot={"font_path": str(FONT)},
        )
        page = str(report.to_html())
    file = re.sub(r'[\\/:*?"<>|]', "_", f"欄位報告_{name}{MARK}.html")
    return write_whole(inside(Path(folder), file), _marked(page, name))


def _marked(page: str, name: str) -> str:
    """Return the page in Chinese's language, with the banner on top and without the package's link outside."""
    start = page.find("<body")
    end = page.find(">", start) + 1
    page = page[:end] + BANNER + page[end:]
    page = page.replace('<html lang="en">', '<html lang="zh-Hant">', 1)
    return page.replace("https://ydata.ai/?utm_source=opensource", "#").replace("<title>", f"<title>{escape(name)} ", 1)


@contextmanager
def _quiet() -> Iterator[None]:
    """Switch off the package's analytics call and its progress bars."""
    before = {name: os.environ.get(name) for name in QUIET}
    os.environ.update(dict.fromkeys(QUIET, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
