"""Write the coach's page: over its own earlier page, and over nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from labkit.core.errors import FileExists, FormatUnknown
from labkit.core.files import write_whole
from labkit.workshop.coach.page import MARK, coach_html
from labkit.workshop.coach.progress import Progress, read_progress

HEAD = 4_000


def write_page(folder: Path, out: Path, as_of: dt.datetime, *, every: int = 20) -> Progress:
    """Read ``folder`` and write the page to ``out``, whole or not at all; raises FileMissing, FormatUnknown, FileExists."""
    if out.suffix.lower() != ".html":
        raise FormatUnknown(place=out.name, suffix=out.suffix or "（沒有寫）", names=".html")
    if out.exists() and not _is_own(out):
        raise FileExists(place=out.name)
    progress = read_progress(folder, as_of)
    write_whole(out, coach_html(progress, every=every))
    return progress


def _is_own(path: Path) -> bool:
    """Tell whether a file is an earlier page."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return MARK.encode() in stream.read(HEAD)
