"""A Fault of a bundle: in which file, and what; never what stands in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from labkit.core.messages import say

LONGEST = 120


@dataclass(frozen=True)
class Fault:
    """What is wrong with ``file``, by code.

    >>> Fault("tables/件數.csv", "output_extra").sentence
    'tables/件數.csv：多出來的檔案，manifest.json 沒有列。'
    """

    file: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Return what is wrong, in zh-TW."""
        return say(f"bundle.{self.code}", **{name: _plain(value) for name, value in self.facts.items()})

    @property
    def sentence(self) -> str:
        """Return the fault for people."""
        return f"{shown_name(self.file)}：{self.what}"


def shown_name(name: str) -> str:
    r"""Return a name from elsewhere as it may be printed: signs that move the cursor or the writing direction become 「?」.

    >>> shown_name("a\x1b[2J\u202e.csv")
    'a?[2J?.csv'
    """
    plain = "".join("?" if unicodedata.category(sign)[0] in "CZ" and sign != " " else sign for sign in name)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def _plain(value: object) -> object:
    return shown_name(value) if isinstance(value, str) and "\n" not in value else value
