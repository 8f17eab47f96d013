"""What a native format is: a suffix, and functions from finished tables, plan and texts to bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from labkit.core.plugs import Register
from labkit.pivots.exports.plan import NativePlan, StaticTable


@dataclass(frozen=True)
class Page:
    """The finished table with what stands above and below it."""

    title: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    table: StaticTable


@dataclass(frozen=True)
class NativeFormat:
    """Writes a page, and a refreshable pivot with its records where there is a plan; the same input, the same bytes.

    ``shows`` are the names of ``labkit.pivots.exports.show_as`` that its pivots know.
    """

    label: str
    render: Callable[[Page, NativePlan | None], bytes]
    shows: frozenset[str]
    limits: tuple[int, int] = (1_048_576, 16_384)


NATIVE_FORMATS: Register[NativeFormat] = Register("labkit.pivots.native", NativeFormat)
