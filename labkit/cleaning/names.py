"""Names of columns that a step makes: none may be taken, told twice, empty, or of those that the engine keeps to itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from labkit.core.engines import is_reserved
from labkit.core.errors import StepRefused


def check_new_names(made: Sequence[str], others: Iterable[str], *, place: str) -> None:
    """Raise StepRefused for a made name that another column bears, whatever the case of its letters.

    >>> check_new_names(["里"], ["區"], place="食譜")
    """
    held = {name.casefold() for name in others}
    for name in made:
        if not name.strip() or is_reserved(name):
            raise StepRefused(place=place, what=f"新欄名「{name}」不能用（空白或以 __ 開頭），請換一個。")
        if name.casefold() in held:
            raise StepRefused(place=place, what=f"欄位「{name}」已經存在（大小寫視為相同），請先改名，或換一個新欄名。")
        held.add(name.casefold())
