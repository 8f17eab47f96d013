"""LinkSpec: how two tables are joined, by keys first and by likeness where there is no key."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from labkit.core.spec import Spec, SpecPart

Cardinality = Literal["one_to_one", "one_to_many", "many_to_one"]


class Likeness(SpecPart):
    """A column to compare, by the same name on both sides; ``how`` it is alike: name, text, code (days too), exact or (auto) by its cells."""

    column: str
    how: Literal["auto", "name", "text", "code", "exact"] = "auto"


class LinkSpec(Spec):
    """Two tables by name, the key, what to take, and what happens where there is no key.

    ``on`` maps columns of the left table to those of the right. ``cardinality`` is asserted: rows are never multiplied
    silently; many_to_many does not exist here. ``keep`` says which rows without a partner stay. ``take`` maps columns of the
    right table to new names; none named takes all others. ``alike`` compares what the key left over, with splink:
    pairs from ``accept`` on are joined, those from ``review`` on are handed to people.
    """

    name: str = ""
    left: str = ""
    right: str = ""
    on: dict[str, str] = Field(default_factory=dict)
    cardinality: Cardinality = "one_to_one"
    keep: Literal["left", "both", "all"] = "left"
    take: dict[str, str] = Field(default_factory=dict)
    alike: tuple[Likeness, ...] = ()
    accept: float = Field(default=0.9, gt=0, le=1)
    review: float = Field(default=0.5, gt=0, le=1)

    @property
    def made(self) -> str:
        """Return the name of the table that the link makes."""
        return self.name or f"{self.left}＋{self.right}"

    @model_validator(mode="after")
    def _some_way(self) -> Self:
        if not self.on and not self.alike:
            message = "on（鍵）與 alike（相似比對）至少要寫一種"
            raise ValueError(message)
        if len({name.casefold() for name in self.take.values()}) < len(self.take):
            message = "take 有兩欄取了相同的新名稱"
            raise ValueError(message)
        if self.review > self.accept:
            message = "review 不能大於 accept"
            raise ValueError(message)
        return self
