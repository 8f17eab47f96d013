"""Leave the column out."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from labkit.privacy.action import Action
from labkit.privacy.keys import Key


class Drop(Action):
    """The column is not in the protected table; its name is listed as left out."""

    action: Literal["drop"] = "drop"
    label: ClassVar[str] = "不帶出"
    keeps_column: ClassVar[bool] = False

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return nothing."""
        del value, key
