"""Team: the agency and its members. Personal contacts stand in team.yml and nowhere else."""

from __future__ import annotations

from pydantic import Field

from labkit.coaching.programme import MEMBERS_LIMIT, Aspect
from labkit.core.spec import Lines, Spec, SpecPart


class Person(SpecPart):
    """Somebody with a post, as the log names them: 職稱/人名."""

    name: str = Field(min_length=1)
    title: Lines = ""
    unit: Lines = ""
    task: Lines = ""

    @property
    def shown(self) -> str:
        """Return 職稱/人名."""
        return f"{self.title}/{self.name}" if self.title else self.name


class Team(Spec):
    """A team of civil servants of one agency, and its coaches."""

    agency: str = Field(min_length=1)
    unit: Lines = ""
    topic: Lines = ""
    aspect: Aspect | None = None
    members: tuple[Person, ...] = Field(default=(), max_length=MEMBERS_LIMIT)
    experts: tuple[Person, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of members and coaches: what stands nowhere but in the log's own rows."""
        return tuple(one.name for one in (*self.members, *self.experts))
