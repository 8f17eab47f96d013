"""One declared parameter: its name, type, default, comment and rules; and a value for it, accepted or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from labkit.sessions.parameters.names import BY_LABKIT
from labkit.sessions.parameters.obey import obeyed
from labkit.sessions.parameters.private import refuse_private
from labkit.sessions.parameters.rules import Rules
from labkit.sessions.parameters.typed import NotFit, typed

NO_RULES = Rules()


@dataclass(frozen=True)
class Parameter:
    """A declared parameter. ``line`` is its line in the parameters cell, ``about`` the comment behind it."""

    name: str
    type: str
    default: Any
    rules: Rules = NO_RULES
    about: str = ""
    line: int = 0

    def convert(self, value: Any) -> Any:
        """Return ``value`` in the declared type, after every rule; raises NotFit, a ValueError whose text never repeats it.

        An empty text is taken as it is where the default is empty: the notebook says itself what that means.

        >>> Parameter("least", "int", 0).convert("３")
        3
        """
        found = typed(value, self.type)
        if found == "" == self.default:
            return found
        if found not in self.rules.enum:
            for text in found if isinstance(found, list) else [found]:
                if isinstance(text, str):
                    refuse_private(text)
        return obeyed(found, self.rules)

    def check_default(self) -> None:
        """Raise NotFit where the default is not of the type, or breaks a rule: people edit the cell, too."""
        if self.name in BY_LABKIT:
            return
        found = self.convert(None if isinstance(self.default, str) and self.type != "str" else self.default)
        if found != self.default:
            raise NotFit("default_form")
