"""Keep the column as it is."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from labkit.privacy.action import Action
from labkit.privacy.keys import Key


class Keep(Action):
    """The values stay. A column with direct identifiers may be kept only with a written ``why``."""

    action: Literal["keep"] = "keep"
    label: ClassVar[str] = "保留"
    examples: ClassVar[tuple[tuple[dict[str, Any], list[Any], list[Any]], ...]] = (
        ({}, ["買賣", None], ["買賣", None]),
    )

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the value."""
        del key
        return value
