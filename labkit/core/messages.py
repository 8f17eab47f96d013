"""The sentences that people read, by code, from ``labkit/languages/<language>.yml``."""

from __future__ import annotations

import functools
import string
from pathlib import Path

LANGUAGES = Path(__file__).parent.parent / "languages"
LANGUAGE = "zh_TW"


class _Facts(dict[str, object]):
    """A fact that is absent leaves nothing, never a KeyError inside an error."""

    def __missing__(self, key: str) -> str:
        return ""


def say(code: str, /, **facts: object) -> str:
    """Return the zh-TW sentence of ``code``, filled with ``facts``; the code itself where no sentence exists.

    >>> say("near.one", name="里")
    '是不是「里」？'
    """
    template = sentences(LANGUAGE).get(code)
    return code if template is None else string.Formatter().vformat(template, (), _Facts(facts)).strip()


@functools.cache
def sentences(language: str) -> dict[str, str]:
    """Return every sentence of ``language`` by dotted code; raises ``FileNotFoundError`` for an unknown language."""
    from labkit.core.yaml import parse  # noqa: PLC0415  (yaml speaks through this module)

    path = LANGUAGES / f"{language}.yml"
    return dict(_flat("", parse(path.read_text(encoding="utf-8"), place=path.name).value))


def _flat(prefix: str, node: object) -> list[tuple[str, str]]:
    if not isinstance(node, dict):
        return [(prefix, str(node or ""))]
    return [pair for key, child in node.items() for pair in _flat(f"{prefix}.{key}".lstrip("."), child)]
