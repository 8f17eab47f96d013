"""Opening times of a page: each from opening to the first picture, with the machine named; no time of people."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import FileMissing, FormatUnknown, MetricInput
from labkit.core.finding import Finding
from labkit.core.result import Result
from labkit.poc.opening.browser import Machine, find_browser, this_machine
from labkit.poc.opening.devtools import Chromium, chromium

TURN, PAINT, WHOLE = "第幾次", "開啟秒", "載入完成秒"
PAGES = (".html", ".htm")
DESK = (1280, 900)
MOST = 1000
NINETEEN_OF_TWENTY = 0.95
TIMES = (
    "[performance.getEntriesByName('first-contentful-paint')[0].startTime,"
    " performance.getEntriesByType('navigation')[0].loadEventEnd]"
)
OF_PEOPLE = "這是電腦的時間：從開啟到看見第一個畫面；人找到一個里的狀態要多久，另外以計時表量。"
HOW = "每次以新分頁從檔案（file://）開啟，不用網頁快取；瀏覽器已經啟動，不含啟動瀏覽器的時間。P95 以線性內插計算。"


@dataclass(frozen=True)
class Opened:
    """One opening: seconds from its start to the first picture, and to the end of loading."""

    paint: float
    whole: float


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class OpeningResult(Result):
    """The opening times of the page ``name``; ``size`` is its bytes, ``p95`` the seconds within which 95 % of openings were.

    >>> desk = Machine("一顆處理器", 2, "一種系統", "Chrome 130")
    >>> told = OpeningResult(name="a.html", size=900, opened=(Opened(0.1, 0.2), Opened(0.3, 0.4)), machine=desk)
    >>> round(told.p95, 3)
    0.29
    """

    counts_only: ClassVar[bool] = True
    size: int
    opened: tuple[Opened, ...]
    machine: Machine

    @property
    def p95(self) -> float:
        """Return the 95th percentile of the seconds to the first picture."""
        return float(np.quantile([one.paint for one in self.opened], NINETEEN_OF_TWENTY))

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row for each opening, in seconds."""
        rows = [(at, round(one.paint, 4), round(one.whole, 4)) for at, one in enumerate(self.opened, 1)]
        return pd.DataFrame(rows, columns=[TURN, PAINT, WHOLE])

    @property
    def summary(self) -> str:
        """Return the time within which 95 % of openings were, the machine, and what this time is not."""
        slowest = max(one.paint for one in self.opened)
        return (
            f"「{self.name}」開啟 {len(self.opened):,} 次，P95 為 {self.p95:.2f} 秒（最慢 {slowest:.2f} 秒），"
            f"在 {self.machine.said} 上量得。{OF_PEOPLE}"
        )

    def to_document(self) -> Document:
        """Return the sentence, the machine, how it was measured, and every opening."""
        paints = [one.paint for one in self.opened]
        facts = [
            ("網頁", f"{self.name}（{self.size / 1000:,.0f} kB）"),
            ("次數", f"{len(paints):,}"),
            ("中位數", f"{np.median(paints):.3f} 秒"),
            ("P95", f"{self.p95:.3f} 秒"),
            ("最慢", f"{max(paints):.3f} 秒"),
            ("載入完成的 P95", f"{np.quantile([one.whole for one in self.opened], NINETEEN_OF_TWENTY):.3f} 秒"),
            ("處理器", f"{self.machine.processor}，{self.machine.cores} 核心"),
            ("作業系統", self.machine.system),
            ("瀏覽器", self.machine.browser),
        ]
        notes = [Text(one.sentence, "note") for one in self.findings]
        about, each = Grid.of(["項目", "內容"], facts), Grid.of_frame(self.frame, caption="每次開啟（秒）")
        return Document(f"開啟時間：{self.name}", (Text(self.summary), *notes, about, Text(HOW, "note"), each))


def measure_opens(path: str | Path, times: int = 20, *, browser: str = "", boxed: bool | None = None) -> OpeningResult:
    """Open the page at ``path`` so many times in a Chromium browser without a window, each time in a new tab.

    ``boxed``: within the browser's own sandbox, which it refuses to the administrator (None: unless we are that).
    Raises FileMissing, FormatUnknown for what is no page, EngineMissing without a browser (or on Windows), ChildFailed for
    a page that draws nothing within a minute.
    """
    path = Path(path)
    if not path.is_file():
        raise FileMissing(place=path.name)
    if path.suffix.lower() not in PAGES:
        raise FormatUnknown(place=path.name, suffix=path.suffix, names="、".join(PAGES))
    if not 1 <= times <= MOST:
        raise MetricInput(place=path.name, what=f"次數應在 1 到 {MOST:,} 之間，量 P95 建議 20 次以上。")
    program = find_browser(browser)
    boxed = os.geteuid() != 0 if boxed is None else boxed
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        chromium(program, folder, boxed=boxed) as one,
    ):
        version = str(one.call("Browser.getVersion", {})["product"]).replace("/", " ")
        told = [_opened(one, path) for _ in range(times)]
    beside = {address for _, asked in told for address in asked}
    found = (Finding("opening_fetches", place=path.name, count=len(beside), level="warning"),) if beside else ()
    opened, machine = tuple(one for one, _ in told), this_machine(version)
    return OpeningResult(name=path.name, size=path.stat().st_size, opened=opened, machine=machine, findings=found)


def _opened(browser: Chromium, path: Path) -> tuple[Opened, list[str]]:
    """Return one opening, and the addresses that the page asked for besides itself and files beside it."""
    page = browser.page()
    page.size(*DESK)
    page.call("Network.setCacheDisabled", cacheDisabled=True)
    page.open(path)
    paint, whole = (float(one) / 1000 for one in page.run(TIMES))
    asked = [one for one in page.addresses() if not one.startswith(("file:", "data:", "about:", "blob:"))]
    page.close()
    browser.events.clear()
    return Opened(paint, whole), asked
