"""Replace a value by a keyed token: the same value, the same token, in every file treated with the key."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from labkit.privacy.action import Action
from labkit.privacy.keys import Key, counted
from labkit.tables.kinds import as_text


class Pseudonym(Action):
    """HMAC-SHA256 over the normalised value (NFKC, upper case, no blanks or hyphens), 80 bits of it in base 32.

    Whoever holds the key can make the tokens again: pseudonyms stay personal data while the key exists (國發會 110-10-19
    發法字第1100017815號).
    """

    action: Literal["pseudonym"] = "pseudonym"
    label: ClassVar[str] = "金鑰代碼"
    needs_key: ClassVar[bool] = True

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the token."""
        if key is None:
            message = "a pseudonym needs a key; Policy.apply sees to it"
            raise TypeError(message)
        text = as_text(value)
        return key.token(text) if counted(text).strip("-") else None
