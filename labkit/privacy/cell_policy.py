"""CellPolicy: from how many records a cell may be shown, and how near a hidden one may be estimated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from labkit.core.errors import SpecInvalid
from labkit.core.spec import Spec, SpecPart, checked
from labkit.core.yaml import YamlText
from labkit.privacy.policy import Audience, Policy
from labkit.privacy.suggest import CLASS_SIZE

PLACE = "小格政策"


class Dominance(SpecPart):
    """A cell is hidden too where the ``contributors`` largest hold at least ``share`` of its sum, or by the p% rule.

    p%: the sum without its two largest is less than ``p`` of the largest, so the second may estimate the first that well.
    (Willenborg and de Waal, Elements of Statistical Disclosure Control, 2001, section 6.2.)
    """

    contributors: int = Field(default=2, ge=1)
    share: float = Field(default=0.85, gt=0, le=1)
    p: float | None = Field(default=None, gt=0, le=1)


class CellPolicy(Spec):
    """What small-cell protection asks for.

    ``least``: a cell of 1 to ``least`` - 1 records is hidden; by default 3, 5 or 10 by ``audience``. These are customary, not law.
    ``closeness``: the sum of a small cell may not be known within less than this share of it. ``hide_zeros``: cells of no record, where
    the result holds such cells, are hidden as well.

    >>> CellPolicy(audience="開放資料").smallest
    10
    """

    name: str = ""
    audience: Audience = "機關內部"
    least: int | None = Field(default=None, ge=2, le=1000)
    closeness: float = Field(default=0.1, ge=0, le=1)
    dominance: Dominance | None = None
    hide_zeros: bool = False

    @property
    def smallest(self) -> int:
        """Return from how many records a cell may be shown."""
        return CLASS_SIZE[self.audience] if self.least is None else self.least

    @classmethod
    def of(cls, policy: CellPolicy | Policy | Mapping[str, Any] | int) -> CellPolicy:
        """Return what ``policy`` means: itself, a number (``least``), a mapping, or the audience of a column Policy.

        Raises SpecInvalid for anything else.

        >>> CellPolicy.of(4).smallest, CellPolicy.of({"audience": "跨機關"}).smallest
        (4, 5)
        """
        if isinstance(policy, CellPolicy):
            return policy
        if isinstance(policy, Policy):
            return cls(audience=policy.audience)
        if isinstance(policy, bool) or not isinstance(policy, (int, Mapping)):
            raise SpecInvalid(
                place=PLACE,
                what="應為門檻（整數，例如 3）、設定（例如 {'audience': '跨機關'}）、CellPolicy 或 Policy。",
            )
        asked = {"least": policy} if isinstance(policy, int) else dict(policy)
        return checked(cls, asked, YamlText(asked, place=PLACE))
