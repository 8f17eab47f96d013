"""Parts of the metric of persistence: who is registered, and counts that are stated."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from labkit.core.spec import SpecPart
from labkit.poc.bounds import MOST

REGISTERED, RECORDED, ELIGIBLE, KM = "登記者", "有紀錄者", "觀察夠久者", "Kaplan-Meier"


class Registry(SpecPart):
    """The table of all who registered: its column of persons (that of the records if left out), and when they joined."""

    table: str = Field(min_length=1)
    person: str = ""
    joined: str = ""


class Persisting(SpecPart):
    """Stated counts: how many persist, of how many, and who these are (``of``: 全部登記者)."""

    persisting: int = Field(ge=0)
    n: int = Field(ge=1, le=MOST)
    of: str = Field(min_length=1)
    source: str = ""

    @model_validator(mode="after")
    def _part_of_whole(self) -> Self:
        if self.persisting > self.n:
            message = f"persisting（{self.persisting:,}）大於 n（{self.n:,}）：比例不可能超過 100%，請核對"
            raise ValueError(message)
        return self
