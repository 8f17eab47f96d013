"""JupyterLab's menus, buttons and questions in Chinese: written as the language pack that its server looks for.

The pack on the package index leaves most menus in English, so labkit brings the words that people see (words.json).
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

from labkit.core.files import write_whole

LOCALE, DOMAIN = "zh_TW", "jupyterlab"
MODULE = f"jupyterlab_language_pack_{LOCALE}"
WORDS = Path(__file__).parent / "words.json"
BETWEEN = "\x04"  # what gettext writes between a context and its message
HEAD = {"domain": DOMAIN, "language": "zh-TW", "plural_forms": "nplurals=1; plural=0;", "version": "jupyterlab"}
CATALOGUE = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
NAMED = "Metadata-Version: 2.1\nName: labkit-words\nVersion: 1\n"
MAGIC, NUMBERS, PAIR = 0x950412DE, 7, 8


def words() -> dict[str, str]:
    r"""Return every message with its Chinese words; one of a context bears it in front.

    >>> words()["Run All Cells"], words()["menu\x04File"]
    ('執行全部', '檔案')
    """
    told: dict[str, dict[str, str]] = json.loads(WORDS.read_text(encoding="utf-8"))
    return {
        f"{context}{BETWEEN}{message}" if context else message: text
        for context, messages in told.items()
        for message, text in messages.items()
    }


def write_pack(folder: Path) -> Path:
    """Write the pack into ``folder``, which a server has to have on its path; returns the folder of its module."""
    module, texts = folder / MODULE, words()
    place = module / "locale" / LOCALE / "LC_MESSAGES"
    spoken = {"": HEAD, **{message: [text] for message, text in texts.items()}}
    write_whole(module / "__init__.py", "")
    write_whole(place / f"{DOMAIN}.json", json.dumps(spoken, ensure_ascii=False))
    write_whole(place / f"{DOMAIN}.mo", catalogue(texts))
    about = folder / "labkit_words-1.dist-info"
    write_whole(about / "METADATA", NAMED)
    write_whole(about / "entry_points.txt", f"[jupyterlab.languagepack]\n{LOCALE} = {MODULE}\n")
    return module


def catalogue(texts: dict[str, str]) -> bytes:
    r"""Return messages as a compiled catalogue of gettext (.mo): two tables of lengths and places, then all texts.

    >>> import gettext, io
    >>> gettext.GNUTranslations(io.BytesIO(catalogue({"menu\x04File": "檔案"}))).pgettext("menu", "File")
    '檔案'
    """
    pairs = sorted((key.encode(), text.encode()) for key, text in {"": CATALOGUE, **texts}.items())
    count, start = len(pairs), 4 * NUMBERS
    at, tables, body = start + 2 * PAIR * count, b"", b""
    for side in (0, 1):
        for pair in pairs:
            tables += struct.pack("<II", len(pair[side]), at + len(body))
            body += pair[side] + b"\0"
    return struct.pack("<7I", MAGIC, 0, count, start, start + PAIR * count, 0, 0) + tables + body
