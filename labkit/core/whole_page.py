"""A whole HTML page that carries its own style and program and lets nothing else in.

A Content Security Policy names both by hash: no address, no other program or style than the page's own.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path


def whole_page(title: str, style: str, script: str, body: str, *, head: str = "") -> str:
    """Return the page around ``body``, which is HTML; ``head`` is HTML for the page's head, such as when to load it again."""
    policy = (
        f"default-src 'none';style-src '{_hash(style)}';script-src '{_hash(script)}';base-uri 'none';form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="zh-Hant"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<title>{escape(title)}</title><meta name="viewport" content="width=device-width, initial-scale=1">\n{head}'
        f"<style>{style}</style></head>\n<body>\n{body}\n<script>{script}</script>\n</body></html>\n"
    )


def shipped(path: Path) -> str:
    """Return a shipped style or program without the indents, ends of lines and // comments that only its writers need."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line.strip() for line in lines if line.strip() and not line.strip().startswith("//"))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
