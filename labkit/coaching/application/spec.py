"""Application: 附件1 輔導申請表, and what came in of 附件2 and 附件3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from labkit.coaching.application.item_6 import TO_FILL, datasets_of, filled
from labkit.coaching.application.spec_parts import Answers, ApplyingTeam, Member, Proposal, UnitPapers
from labkit.core.errors import SpecInvalid
from labkit.core.spec import Spec

if TYPE_CHECKING:
    from labkit.coaching.team import Team
    from labkit.core.document import Grid

CROSS = "發展跨域多元協力"
PLACE = "application/application.yml"


class Application(Spec):
    """An application as people write it over weeks: every part may still be empty; a choice must be one of the form's.

    Holds contacts and members' names: it is exported for the working group, and no session publishes it.

    >>> Application().cross
    False
    """

    team: ApplyingTeam = ApplyingTeam()
    readiness: Answers = Answers()
    proposal: Proposal = Proposal()
    papers: tuple[UnitPapers, ...] = ()

    @property
    def cross(self) -> bool:
        """Tell whether every cooperating unit hands in its own 附件2 and 附件3."""
        return CROSS in self.proposal.aspect

    @property
    def file_name(self) -> str:
        """Return the exported file's name, without suffix."""
        return "附件1_輔導申請表"

    def with_item_6(self, item_6: Grid, *, renew: bool = False) -> Self:
        """Return the application with item 6 as an inventory fills it; blanks that it leaves to the team stay empty.

        What the team typed stays: a data set that it describes already (same source) keeps its row, new ones are added.
        With ``renew``, periods, formats, columns and records that the files have left behind are replaced.
        """
        datasets = filled(self.proposal.datasets, datasets_of(item_6), renew=renew)
        return self.model_copy(update={"proposal": self.proposal.model_copy(update={"datasets": datasets})})

    def with_benefits(self, sentences: Mapping[str, str]) -> Self:
        """Return the application whose 預期效益 says what the metrics that it names expect; ``sentences`` are by id.

        Raises SpecInvalid, with the nearest id, for a metric that is not there.
        """
        for name in self.proposal.metrics:
            if name not in sentences:
                place = f"{PLACE} proposal.metrics"
                raise SpecInvalid(place=place, what="沒有這個指標代號。", name=name, known=list(sentences))
        told = [sentences[name] for name in self.proposal.metrics]
        benefits = "\n".join(part for part in (self.proposal.benefits, *told) if part)
        update = {"benefits": benefits, "metrics": ()} if told else {}
        return self.model_copy(update={"proposal": self.proposal.model_copy(update=update)})

    @classmethod
    def of_team(cls, team: Team) -> Self:
        """Return an application that begins with what team.yml says."""
        own = "" if team.agency.startswith(TO_FILL) else team.agency
        members = tuple(Member(unit=one.unit, name=one.name, title=one.title, task=one.task) for one in team.members)
        return cls(
            team=ApplyingTeam(agency=own, unit=team.unit, members=members),
            proposal=Proposal(topic=team.topic, aspect=(team.aspect,) if team.aspect else ()),
            papers=(UnitPapers(unit=own),),
        )
