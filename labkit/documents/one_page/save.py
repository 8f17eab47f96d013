"""The way out for one page: as .odt, .pdf or .png, at the largest size that fits."""

from __future__ import annotations

from pathlib import Path

from labkit.core.errors import FormatUnknown
from labkit.core.files import write_whole
from labkit.documents.one_page.fit import fitting
from labkit.documents.one_page.odt import to_odt
from labkit.documents.one_page.page import OnePage
from labkit.documents.one_page.typeset import to_pdf, to_png

MAKERS = {".odt": to_odt, ".pdf": to_pdf, ".png": to_png}


def save_page(page: OnePage, folder: Path, names: tuple[str, ...]) -> list[Path]:
    """Write ``page`` under every name into ``folder``; raises what ``render_page`` raises."""
    return [write_whole(folder / name, content) for name, content in render_page(page, names).items()]


def render_page(page: OnePage, names: tuple[str, ...]) -> dict[str, bytes]:
    """Return ``page`` under every name; raises SpecInvalid for a text too long, FormatUnknown for a suffix."""
    for name in names:
        if Path(name).suffix not in MAKERS:
            raise FormatUnknown(place=name, suffix=Path(name).suffix, names="、".join(MAKERS))
    size = fitting(page)
    return {name: MAKERS[Path(name).suffix](page, size) for name in names}
