"""The way out for a poster: one .pdf, or an .svg for each sheet; the same poster makes the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from labkit.core.document import Document, Picture
from labkit.core.errors import FileExists, FormatUnknown
from labkit.core.files import write_whole
from labkit.core.glyphs import one_line
from labkit.workshop.poster.fit import fitting
from labkit.workshop.poster.poster import Poster
from labkit.workshop.poster.typeset import Look, compiled

FORMATS = ("pdf", "svg")
PREVIEW = 60  # dots per inch


def save_poster(
    poster: Poster, folder: Path, name: str, formats: Iterable[str] = FORMATS, *, replace: bool = False
) -> list[Path]:
    """Write the poster into ``folder``; nothing is written if a name is taken by another content, unless ``replace``.

    Raises FormatUnknown, PosterOverlong, FileExists.
    """
    made = render_poster(poster, name, formats)
    taken = [one for one, content in made.items() if (folder / one).exists() and (folder / one).read_bytes() != content]
    if taken and not replace:
        raise FileExists(place=taken[0])
    return [write_whole(folder / one, content) for one, content in made.items()]


def render_poster(poster: Poster, name: str, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """Return the files of the poster by name: ``name.pdf``; ``name.svg``, or ``name_1.svg`` and so on for several sheets."""
    asked = list(formats)
    for one in asked or [""]:
        if one not in FORMATS:
            raise FormatUnknown(place="--format", suffix=one or "（沒有寫）", names="、".join(FORMATS))
    look = fitting(poster)
    made: dict[str, bytes] = {}
    if "pdf" in asked:
        made[f"{name}.pdf"] = compiled(poster, look, format="pdf")[0]
    if "svg" in asked:
        made |= _pictures(poster, name, look)
    return made


def preview(poster: Poster) -> Document:
    """Return the poster as small pictures for a notebook."""
    drawn = compiled(poster, fitting(poster), format="png", ppi=PREVIEW)
    return Document(poster.title, tuple(Picture(one, alt=f"{poster.title}（海報預覽）") for one in drawn), poster.as_of)


def _pictures(poster: Poster, name: str, look: Look) -> dict[str, bytes]:
    drawn = compiled(poster, look, format="svg")
    names = [f"{name}.svg"] if len(drawn) == 1 else [f"{name}_{at}.svg" for at in range(1, len(drawn) + 1)]
    return {one: described(content, poster) for one, content in zip(names, drawn, strict=True)}


def described(svg: bytes, poster: Poster) -> bytes:
    """Return the drawing with its words for those who cannot see it: typst draws them as outlines."""
    words = escape("\n".join(one_line(text) for text in poster.texts() if text))
    told = f"<title>{escape(one_line(poster.title))}</title><desc>{words}</desc>"
    text = svg.decode("utf-8")
    return re.sub(r"<svg\b[^>]*>", lambda head: f'{head[0][:-1]} role="img">{told}', text, count=1).encode("utf-8")
