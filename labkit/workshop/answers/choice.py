"""One of several options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from labkit.workshop.answer import Answer, Judged, plain


@dataclass(frozen=True, kw_only=True)
class Choice(Answer):
    """One option, told by its letter or by its words."""

    label: ClassVar[str] = "單選"
    options: Mapping[str, str]

    @property
    def form(self) -> str:
        """Return the options."""
        return "請選一項，填代號：" + "　".join(f"{letter}. {words}" for letter, words in self.options.items())

    def letter(self, given: Any) -> str | None:
        """Return the option's letter; None for what is no option."""
        text = plain(given)
        by_words = {plain(words): letter for letter, words in self.options.items()}
        return text.upper() if text.upper() in self.options else by_words.get(text)

    def faults(self, given: Any, right: Any) -> tuple[str, ...]:
        """Return that it is no option, or the wrong one."""
        letter = self.letter(given)
        if letter is None:
            return (f"沒有這個選項。請填 {'、'.join(self.options)} 其中一個代號。",)
        return () if letter == right else ("不是這一項：再讀一次題目，想想每一項會漏掉什麼。",)

    def told(self, right: Any) -> str:
        """Return the letter and its words."""
        return f"{right}. {self.options[right]}"

    def secrets(self, right: Any) -> tuple[str, ...]:
        """Return the option's words, and its letter as an answer is told."""
        return (self.options[right], f"{right}.", f"答案是 {right}", f"選 {right}")

    @classmethod
    def examples(cls) -> tuple[Judged, ...]:
        """Return letters and words."""
        one = cls(options={"A": "長條圖", "B": "折線圖"})
        return (
            Judged(
                one, "A", ("A", "ａ", " 長條圖 "), (("B", "不是這一項"), ("C", "沒有這個選項"), (1, "沒有這個選項"))
            ),
        )
