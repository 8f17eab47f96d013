"""The page of areas: bytes, milliseconds from input to the next frame, from opening to the first content; no named peer."""

import os
import statistics
import tempfile
import time
from pathlib import Path

from labkit.analysis.dashboard.page import dashboard_html
from labkit.poc.opening.opens import measure_opens
from tests.analysis.made_up_areas import status_of
from tests.browser.devtools import CHROMIUM, chromium
from tests.browser.test_dashboard import DESK, FILTER

OPENS, ROUNDS = 20, 5


def filtered(page):
    """Return milliseconds from input to the next frame, and the main thread's own milliseconds for each input."""
    page.call("Performance.enable", timeDomain="threadTicks")
    before = page.measures()["TaskDuration"]
    times = [one for _ in range(ROUNDS) for one in page.run(FILTER)]
    return times, (page.measures()["TaskDuration"] - before) * 1000 / len(times)


def rows(folder):
    """Yield a line for 36 and for 1,009 areas."""
    for areas, county, goal in ((36, "臺北市", 50), (1009, "新北市", 300)):
        result = status_of(areas, county=county)
        begun = time.process_time()
        text = dashboard_html(result)
        took = time.process_time() - begun
        yield f"page of {areas:,} areas", took, f"{len(text.encode()) / 1000:.0f} kB (goal {goal})"
        if CHROMIUM is None:
            continue
        path = folder / f"{areas}.html"
        path.write_text(text, encoding="utf-8")
        with chromium(folder / f"profile{areas}") as browser:
            page = browser.page()
            page.size(*DESK)
            page.open(path)
            times, used = filtered(page)
        found = measure_opens(path, OPENS, boxed=False)
        told = (
            f"filter median {statistics.median(times):.0f} ms, most {max(times):.0f} (goal 50); first content median "
        )
        paints = [one.paint * 1000 for one in found.opened]
        told += f"{statistics.median(paints):.0f} ms, P95 {found.p95 * 1000:.0f} of {OPENS} (goal 1,000); "
        yield f"filter of {areas:,} areas in Chromium", used / 1000, f"{told}load {os.getloadavg()[0]:.1f}"


def main():
    """Print the figures of this file alone."""
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds, beside in rows(Path(folder)):
            print(f"{name:45} {seconds:7.2f} CPU s   {beside}", flush=True)


if __name__ == "__main__":
    main()
