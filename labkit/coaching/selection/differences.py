"""What changed in the settings: place, old, new; lists are compared by number or name, so that an added line moves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from labkit.coaching.selection.spec import Selection

ABSENT = "（無）"
KEYS = {
    "criteria": ("name",),
    "applications": ("id",),
    "reviewers": ("id",),
    "conflicts": ("reviewer", "application"),
    "withdrawn": ("application",),
}


@dataclass(frozen=True)
class Difference:
    """One setting that differs."""

    where: str
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """Return the difference for people."""
        return f"{self.where}：{self.old} → {self.new}"


def state_of(selection: Selection) -> dict[str, Any]:
    """Return the settings as plain data, for the log."""
    told: dict[str, Any] = selection.model_dump(mode="json")
    return told


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Compare two states of the settings.

    >>> differences({"scale": {"low": 0}}, {"scale": {"low": 1}})
    [Difference(where='scale.low', old='0', new='1')]
    """
    before, after = _flat("", dict(old)), _flat("", dict(new))
    places = [*before, *(place for place in after if place not in before)]
    return [
        Difference(place, before.get(place, ABSENT), after.get(place, ABSENT))
        for place in places
        if before.get(place, ABSENT) != after.get(place, ABSENT)
    ]


def _flat(place: str, value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        found: dict[str, str] = {}
        for key, child in value.items():
            found |= _flat(f"{place}.{key}".lstrip("."), child)
        return found
    keys = KEYS.get(place)
    if isinstance(value, list) and keys:
        listed = {f"{place}[{'×'.join(str(one[key]) for key in keys)}]": one for one in value}
        order = {place: "、".join(str(one[keys[0]]) for one in value)} if place == "criteria" else {}
        rows = [_flat(at, {k: v for k, v in one.items() if k not in keys} or {"": "有"}) for at, one in listed.items()]
        return order | {where: told for row in rows for where, told in row.items()}
    return {
        place: "、".join(map(str, value))
        if isinstance(value, list)
        else str(value)
        if value not in {None, ""}
        else ABSENT
    }
