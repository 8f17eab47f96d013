"""Move dates by a number of days that only the key knows: the same for all dates of one person, so that intervals stay true."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from labkit.privacy.action import Action, Given
from labkit.privacy.keys import Key
from labkit.tables.kinds import as_text
from labkit.taiwan.roc_dates import NotADate, read_date

if TYPE_CHECKING:
    import pyarrow as pa


class ShiftDate(Action):
    """Each date moves by up to ``days`` days either way, by the keyed hash of the row's cell in the column ``person``.

    Without ``person`` all dates of the column move alike. Dates come out in ISO form; what is no date, or has no person,
    becomes missing.
    """

    action: Literal["shift_date"] = "shift_date"
    label: ClassVar[str] = "日期平移"
    needs_key: ClassVar[bool] = True
    person: str = ""
    days: int = Field(default=30, ge=1, le=3650)

    @property
    def beside(self) -> tuple[str, ...]:
        """Return the column of persons."""
        return (self.person,) if self.person else ()

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the date moved as all dates of the column are."""
        return _moved(value, self._days("", key))

    def treat_column(self, given: Given) -> pa.Array:
        """Return the shifted dates."""
        import pyarrow as pa  # noqa: PLC0415

        if not self.person:
            return super().treat_column(given)
        persons = given.rows.column(self.person).to_pylist()
        days = {one: self._days(as_text(one), given.key) for one in set(persons) if one is not None}
        cells = zip(given.cells.to_pylist(), persons, strict=True)
        return pa.array([_moved(cell, days.get(one)) for cell, one in cells], pa.string())

    def _days(self, person: str, key: Key | None) -> int:
        if key is None:
            message = "shift_date needs a key; Policy.apply sees to it"
            raise TypeError(message)
        days = key.number(person, 2 * self.days) - self.days
        return days if days < 0 else days + 1  # never by no day at all


def _moved(cell: Any, days: int | None) -> str | None:
    if cell is None or days is None:
        return None
    found = cell if isinstance(cell, date) else read_date(as_text(cell))
    if isinstance(found, NotADate):
        return None
    day = found if isinstance(found, date) else found.day
    try:
        return f"{day + timedelta(days=days):%Y-%m-%d}"
    except OverflowError:
        return None
