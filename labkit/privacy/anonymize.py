"""Make rows alike until nobody stands alone: k-anonymity and l-diversity by global or local recoding.

What is asked for is a team's policy, never a threshold of law: no rule in Taiwan fixes k or l, and a table of alike rows may still tell
about its people (see docs/privacy.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pydantic import ValidationError

from labkit.core.errors import AnonymityRefused
from labkit.core.progress import Say, silent
from labkit.core.table import Table
from labkit.privacy.action import Action
from labkit.privacy.actions.drop import Drop
from labkit.privacy.actions.keep import Keep
from labkit.privacy.anonymity.alike import Anonymity, Method
from labkit.privacy.anonymity.local_recoding import Labels
from labkit.privacy.deid_result import DeidResult
from labkit.privacy.policy import Hierarchies, Policy

RULES = {
    "quasi_identifiers": "至少要有一個間接識別欄位",
    "k": "k 要是 2 以上的整數",
    "l": "l 要是 1 以上的整數",
    "method": "method 要是 global 或 local",
    "labels": "labels 要是 hierarchy 或 sets",
    "suppression": "suppression 要在 0 到 1 之間",
}


def anonymize(  # noqa: PLR0913
    table: Table | pd.DataFrame,
    *,
    quasi_identifiers: Sequence[str],
    hierarchies: Hierarchies = None,
    sensitive: Sequence[str] = (),
    person: str | None = None,
    k: int = 5,
    l: int | None = None,  # noqa: E741  (the name that the field gives it)
    method: Method = "local",
    labels: Labels = "hierarchy",
    suppression: float = 0.05,
    say: Say = silent,
) -> DeidResult:
    """Return ``table`` with its quasi-identifiers recoded so that every class holds at least ``k`` rows.

    ``person``: count persons by this column, which is left out. ``sensitive`` columns keep at least ``l`` different values in every
    class. ``method``: "global" gives each column one level for all rows, of all combinations the one that loses least, and suppresses
    at most the share ``suppression`` of the rows; "local" keeps more detail and suppresses none. ``labels``: what a coarse cell holds under
    "local": labels of the hierarchies, or sets of values ``{a|b}`` and intervals ``[lo-hi]``. All other columns stay: use a Policy to treat
    them too. Raises UnknownColumn, AnonymityRefused, HierarchyMisses, HierarchyRefused, and StillIdentifies where another column
    holds direct identifiers.

    >>> frame = pd.DataFrame({"年齡": [31, 32, 33, 61, 62, 63], "病": list("甲乙甲丙丙乙")})
    >>> result = anonymize(frame, quasi_identifiers=["年齡"], k=3, labels="sets")
    >>> result.frame["年齡"].tolist(), result.risk_after.k
    (['[31-33]', '[31-33]', '[31-33]', '[61-63]', '[61-63]', '[61-63]'], 3)
    """
    data = Table.of(table)
    data.require([*quasi_identifiers, *sensitive, *([person] if person else [])])
    actions: dict[str, Action] = {name: Drop(why="只用來數人") if name == person else Keep() for name in data.columns}
    wanted = _demanded(
        quasi_identifiers=tuple(quasi_identifiers),
        sensitive=tuple(sensitive),
        person=person or "",
        k=k,
        l=1 if l is None else l,
        method=method,
        labels=labels,
        suppression=suppression,
    )
    policy = Policy(name=f"匿名化：{data.source.stem}", columns=actions, anonymity=wanted)
    return policy.apply(data, hierarchies=hierarchies, say=say)


def _demanded(**options: object) -> Anonymity:
    """Return the demand; raises AnonymityRefused with what is allowed for the first option that is not."""
    try:
        return Anonymity.model_validate(options)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        raise AnonymityRefused(what=RULES.get(key, str(first["msg"]).removeprefix("Value error, "))) from None
