"""PivotSpec: which records, which keys, which measures, shown how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag, field_validator, model_validator

from labkit.core.expressions.expression import Expression, ExpressionText
from labkit.core.near import near_miss
from labkit.core.spec import Spec, SpecPart
from labkit.pivots.aggregations import AGGREGATIONS, NAMES
from labkit.pivots.grouping import KeySpec, key_of
from labkit.pivots.show_as import ShowAs, ShownText

How = Literal[
    "sum", "count", "mean", "min", "max", "product", "sd", "var", "distinct", "median", "p90", "p95", "share",
    "missing_rate", "records",
]  # fmt: skip
Order = Literal["key", "key_descending", "value", "value_descending"]
COUNT = "count"


def _key_kind(value: Any) -> str:
    return ":mapping" if isinstance(value, (dict, KeySpec)) else ":name"


def _measure_kind(value: Any) -> str:
    if isinstance(value, (dict, SpecPart)):
        return ":rate" if isinstance(value, Rate) or (isinstance(value, dict) and "rate" in value) else ":ratio"
    return ":how"


KeyText = Annotated[
    Annotated[str, Tag(":name")] | Annotated[KeySpec, Tag(":mapping")],
    Discriminator(_key_kind),
    BeforeValidator(key_of),
]


class Ratio(SpecPart):
    """A ratio of sums: the first column over the second, over the records that state both. ``count`` stands for records."""

    ratio: tuple[str, str]


class Rate(SpecPart):
    """The share of records for which a condition holds, of those for which it is known."""

    rate: ExpressionText


MeasureText = Annotated[
    Annotated[tuple[How, ...], Tag(":how")] | Annotated[Ratio, Tag(":ratio")] | Annotated[Rate, Tag(":rate")],
    Discriminator(_measure_kind),
]
ValuesText = Annotated[
    Annotated[Literal["count"], Tag(":count")] | Annotated[dict[str, MeasureText], Tag(":mapping")],
    Discriminator(lambda value: ":mapping" if isinstance(value, dict) else ":count"),
]


@dataclass(frozen=True)
class Measured:
    """One measure: its name, how it is aggregated, the column that it reads (None = the records themselves)."""

    label: str
    how: str
    column: str | None = None
    below: str | None = None
    test: Expression | None = None

    @property
    def additive(self) -> bool:
        """Tell whether the measure's totals are sums of its parts."""
        return AGGREGATIONS[self.how].additive

    @property
    def rate_column(self) -> str:
        """Return the column that holds a rate's condition: no column of a table begins with two underscores."""
        return f"__rate {self.label}"

    @property
    def title(self) -> str:
        """Return the measure's name as people read it; ＊ marks one whose totals are no sums."""
        known = AGGREGATIONS[self.how]
        named = known.label if self.column is None and self.label == COUNT else self.label
        if self.column is not None and self.how not in {"ratio", "rate", "records"}:
            named = f"{self.column} {known.label}"
        return named if known.additive else f"{named}＊"


class PivotSpec(Spec):
    """A pivot: ``rows`` and ``columns`` are keys, ``values`` is "count" or column -> aggregation(s).

    A key is a column, ``column:grouping``, or a mapping (see ``KeySpec``). ``count`` of a column counts its filled cells;
    "count" alone counts records, as does ``{"件數": "records"}`` beside other measures. ``{"達標": {"rate": "等待分鐘 <= 10"}}``
    is the share of records for which a condition holds, ``{"違規率": {"ratio": ["違規", "檢查"]}}`` a ratio of sums.
    ``where`` keeps the records for which the expression surely holds. ``top`` keeps the largest values of a key, by the
    first measure, and puts the rest together as 其他; a number stands for the last row key. ``show_as`` shows values as Excel's 15 ways do.
    """

    name: str = ""
    table: str = ""
    rows: tuple[KeyText, ...] = ()
    columns: tuple[KeyText, ...] = ()
    values: ValuesText = "count"
    where: ExpressionText | None = None
    show_as: tuple[ShownText, ...] = ()
    top: dict[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    sort: dict[str, Order] = Field(default_factory=dict)
    chart: str = ""

    @field_validator("values", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        if value == {}:
            message = "values 至少要有一個欄位，或寫 count"
            raise ValueError(message)
        if isinstance(value, dict):
            return {name: _hows(how) for name, how in value.items()}
        if value not in (None, COUNT, AGGREGATIONS[COUNT].label):
            message = "values 應為 count，或「欄位: 算法」，例如 {規費: sum}"
            raise ValueError(message)
        return COUNT

    @field_validator("rows", "columns", "show_as", mode="before")
    @classmethod
    def _one_name(cls, value: object) -> object:
        return (value,) if isinstance(value, (str, dict, SpecPart)) else value or ()

    @model_validator(mode="before")
    @classmethod
    def _named_by_the_last_row_key(cls, value: Any) -> Any:
        """Let ``top: 10`` and ``sort: value`` stand for the last row key."""
        if not isinstance(value, dict):
            return value
        rows = value.get("rows") or ()
        last = list(rows) if isinstance(rows, (list, tuple)) else [rows]
        made = dict(value)
        for field in ("top", "sort"):
            told = value.get(field)
            if told is not None and not isinstance(told, dict):
                if not last:
                    message = f"{field} 需要列欄位，或寫明欄位：{field}: {{欄位: …}}"
                    raise ValueError(message)
                made[field] = {_name(key_of(last[-1])): told}
            elif told is None:
                made.pop(field, None)
        return made

    @model_validator(mode="after")
    def _distinct_keys(self) -> Self:
        names = [key.name for key in self.keys]
        if len(set(names)) < len(names):
            message = "rows 與 columns 不能有重複的欄位"
            raise ValueError(message)
        bases = [one.base for one in self.show_as if one.base]
        for field, told in (("top", self.top), ("sort", self.sort), ("show_as", bases)):
            if unknown := [name for name in told if name not in names]:
                message = f"{field} 的「{unknown[0]}」不在 rows 或 columns 裡"
                raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _distinct_measures(self) -> Self:
        if not isinstance(self.values, str) and (empty := [name for name, how in self.values.items() if how == ()]):
            message = f"values 的「{empty[0]}」沒有寫要怎麼算，例如 sum"
            raise ValueError(message)
        labels = [one.label for one in self.measures]
        if again := [label for label in labels if labels.count(label) > 1]:
            message = f"values 有兩個數值都叫「{again[0]}」，請刪去一個或改名"
            raise ValueError(message)
        return self

    @property
    def row_keys(self) -> list[KeySpec]:
        """Return the keys of the rows."""
        return [_spec(key) for key in self.rows]

    @property
    def column_keys(self) -> list[KeySpec]:
        """Return the keys across."""
        return [_spec(key) for key in self.columns]

    @property
    def keys(self) -> list[KeySpec]:
        """Return all keys, those of the rows first."""
        return [*self.row_keys, *self.column_keys]

    @property
    def shown(self) -> list[ShowAs]:
        """Return in which ways each measure is shown: as it is, unless told."""
        return list(dict.fromkeys(self.show_as)) or [ShowAs(how="normal")]

    @property
    def measures(self) -> list[Measured]:
        """Return each measure: its name, how it is aggregated, and its column (none for records)."""
        if isinstance(self.values, str):
            return [Measured(COUNT, COUNT)]
        return [one for name, told in self.values.items() for one in _measured(name, told)]


def _hows(told: object) -> object:
    """Return aggregations by name; people may write them as they are printed."""
    if isinstance(told, str):
        return (_how(told),)
    return tuple(map(_how, told)) if isinstance(told, (list, tuple)) else told


def _how(told: object) -> object:
    """Return one aggregation's name; raises ValueError, with the near miss, for what is none."""
    how = NAMES.get(told, told) if isinstance(told, str) else told
    if isinstance(how, str) and how not in get_args(How):
        known = list(dict.fromkeys([*(AGGREGATIONS[name].label for name in get_args(How)), *get_args(How)]))
        message = f"沒有彙總方式「{how}」。{near_miss(how, known)}"
        raise ValueError(message)
    return how


def _measured(name: str, told: tuple[str, ...] | Ratio | Rate) -> list[Measured]:
    if isinstance(told, Ratio):
        above, below = (None if column == COUNT else column for column in told.ratio)
        return [Measured(name, "ratio", above, below)]
    if isinstance(told, Rate):
        return [Measured(name, "rate", test=told.rate)]
    return [Measured(name, how) if how == "records" else Measured(f"{name} {how}", how, name) for how in told]


def _spec(key: str | KeySpec) -> KeySpec:
    return KeySpec(column=key) if isinstance(key, str) else key


def _name(key: Any) -> str:
    return key if isinstance(key, str) else KeySpec.model_validate(key).name
