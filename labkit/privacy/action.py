"""What an action is: how a policy treats one column."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import StringConstraints

from labkit.core.plugs import Register, snake
from labkit.core.spec import SpecPart
from labkit.privacy.keys import Key

if TYPE_CHECKING:
    import pyarrow as pa

    from labkit.privacy.detection.column import ColumnHits


@dataclass(frozen=True, eq=False, repr=False)
class Given:
    """What an action is given: the column's cells, the rows that it belongs to, the key, and what was found in the cells."""

    cells: pa.ChunkedArray
    rows: pa.Table
    key: Key | None
    hits: ColumnHits


class Action(SpecPart):
    """A treatment of one column: a pure function of the value, and of the key where ``needs_key``.

    ``beside`` names the columns of the same row that the action reads; such an action has its own ``treat_column``.
    """

    label: ClassVar[str]
    needs_key: ClassVar[bool] = False
    keeps_column: ClassVar[bool] = True
    examples: ClassVar[tuple[tuple[dict[str, Any], Sequence[Any], Sequence[Any]], ...]] = ()
    why: Annotated[str, StringConstraints(strip_whitespace=True)] = ""

    @classmethod
    def name(cls) -> str:
        """Return the action's name in YAML."""
        return snake(cls.__name__)

    @property
    def beside(self) -> tuple[str, ...]:
        """Return the columns of the same row that the action reads."""
        return ()

    @abstractmethod
    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the treated value of one cell that is not missing; None leaves it missing."""

    def treat_column(self, given: Given) -> pa.Array:
        """Return the treated column as texts; each distinct value is treated once."""
        import pyarrow as pa  # noqa: PLC0415

        told = given.cells.combine_chunks().dictionary_encode()
        values = [self.treat(value, given.key) for value in told.dictionary.to_pylist()]
        texts = [None if value is None else str(value) for value in values]
        return pa.array(texts, pa.string()).take(told.indices)


ACTIONS: Register[type[Action]] = Register("labkit.privacy.actions", Action)
"""A folder is a register: one file per treatment of a column."""
