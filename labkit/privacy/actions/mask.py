"""Hide the middle of a value."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field

from labkit.privacy.action import Action
from labkit.privacy.keys import Key
from labkit.tables.kinds import as_text


class Mask(Action):
    """All but the first ``first`` and last ``last`` signs become ○; a value too short to hide half of itself is hidden whole.

    A masked value may still identify a person together with other columns.
    """

    action: Literal["mask"] = "mask"
    label: ClassVar[str] = "遮罩"
    examples: ClassVar[tuple[tuple[dict[str, Any], list[Any], list[Any]], ...]] = (
        ({}, ["王小明", "A123456789", "林", None], ["王○○", "A○○○○○○○○○", "○", None]),
        ({"first": 2, "last": 2}, ["0912345678", "王小"], ["09○○○○○○78", "○○"]),
    )
    first: int = Field(default=1, ge=0)
    last: int = Field(default=0, ge=0)

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the masked text."""
        del key
        text = as_text(value)
        if (self.first + self.last) * 2 > len(text):
            return "○" * len(text)
        hidden = len(text) - self.first - self.last
        return text[: self.first] + "○" * hidden + (text[-self.last :] if self.last else "")
