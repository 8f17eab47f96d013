"""The text of a report's file as people read it, and how often a number stands in it. Deleted text of tracked changes is none."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from labkit.core.errors import FileBroken

TAG = re.compile(r"<[^>]+>")
BREAK = re.compile(
    r"</(?:w:p|w:tc|text:p|text:h|p|td|th|h[1-6]|caption|div|li|title)>|<(?:w:br|w:tab|text:tab|text:s|text:line-break|br)\b[^>]*>"
)
DELETED = re.compile(
    r"<w:del [^>]*(?<!/)>.*?</w:del>|<(del|s|strike|template)\b(?![:-])[^>]*>.*?</\1>|<text:tracked-changes\b.*?</text:tracked-changes>|<office:annotation\b.*?</office:annotation>"
    r"|<style\b.*?</style>|<script\b.*?</script>|<!--.*?-->",
    re.DOTALL,
)
NOT_BEFORE = r"(?<![\d.,．，\-−–﹣－負△▲])(?<!\d[ \u00a0\u2009\u202f])"
NOT_BEHIND = r"(?!\d|[.,．]\d|[\u00a0\u2009\u202f]\d|[十百千萬億兆])"
LARGEST = 100_000_000
PARTS = {".odt": "content.xml", ".docx": "word/document.xml"}


def text_of(path: Path) -> str | None:
    """Return the text of an odt, docx, html or pdf file; None for a picture. Raises FileBroken."""
    reader = READERS.get(path.suffix.lower())
    try:
        return reader(path) if reader else None
    except (OSError, EOFError, ValueError, KeyError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise FileBroken(place=path.name, why="不是完整的報告檔") from error


def times(text: str, wanted: str) -> int:
    r"""Return how often the number ``wanted`` stands in ``text``, whole and without another sign: line breaks within do not count.

    >>> times("節省 297,500\n分鐘/年，不是 1,297,500 分鐘/年", "297,500 分鐘/年")
    1
    """
    signs = r"\s*".join(re.escape(sign) for sign in wanted if not sign.isspace())
    return len(re.findall(rf"{NOT_BEFORE}{signs}{NOT_BEHIND}", text))


def found_in(text: str, wanted: Iterable[str]) -> dict[str, int]:
    """Return how often each of ``wanted`` stands in ``text``."""
    return {one: times(text, one) for one in wanted}


def _marked_up(source: str) -> str:
    return html.unescape(TAG.sub("", BREAK.sub("\n", DELETED.sub("", source))))


def _packed(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as parts:
        part = parts.getinfo(PARTS[path.suffix.lower()])
        if part.file_size > LARGEST:
            raise ValueError
        return _marked_up(parts.read(part).decode("utf-8"))


def _page(path: Path) -> str:
    return _marked_up(path.read_text(encoding="utf-8"))


def _pdf(path: Path) -> str:
    import logging  # noqa: PLC0415

    from pypdf import PdfReader  # noqa: PLC0415  (half a second to import)
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its words are English; ours are below
    try:
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, DependencyError, AttributeError, TypeError, LookupError, RecursionError) as error:
        raise FileBroken(place=path.name, why="不是完整的 PDF") from error


READERS: dict[str, Callable[[Path], str]] = {".odt": _packed, ".docx": _packed, ".html": _page, ".pdf": _pdf}
