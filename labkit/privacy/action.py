"""What an action is: how a policy treats one column."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar

from labkit.core.plugs import Register, snake
from labkit.core.spec import SpecPart
from labkit.privacy.keys import Key


class Action(SpecPart):
    """A treatment of one column: a pure function of the value, and of the key where ``needs_key``."""

    label: ClassVar[str]
    needs_key: ClassVar[bool] = False
    keeps_column: ClassVar[bool] = True
    examples: ClassVar[tuple[tuple[dict[str, Any], Sequence[Any], Sequence[Any]], ...]] = ()
    why: str = ""

    @classmethod
    def name(cls) -> str:
        """Return the action's name in YAML."""
        return snake(cls.__name__)

    @abstractmethod
    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the treated value of one cell that is not missing; None leaves it missing."""


ACTIONS: Register[type[Action]] = Register("labkit.privacy.actions", Action)
