"""What people gave for parameters, each value with the place it was written at: a plan's line, or --set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.errors import ParameterRefused
from labkit.core.messages import say
from labkit.sessions.parameters.names import clean_name

KEY = "parameters"


@dataclass(frozen=True)
class Given:
    """One value, or what stands in the place of a notebook's values where ``name`` is empty."""

    place: str
    notebook: str
    name: str
    value: Any

    @property
    def is_empty_notebook(self) -> bool:
        """Tell whether a notebook is named and nothing is given for it."""
        return not self.name and self.value == {}


def of_plan(plan: Path) -> Iterator[Given]:
    """Yield what the plan at ``plan`` gives, with file and line; raises SpecSyntax."""
    from labkit.core.yaml import load  # noqa: PLC0415  (0.1 s, not paid without a plan)

    text = load(plan)
    told = text.value.get(KEY) if isinstance(text.value, Mapping) else None
    for one in of_mapping({} if told is None else told, ""):
        path = tuple(part for part in (KEY, one.notebook, one.name) if part)
        place = say("parameters.line", place=f"{plan.parent.name}/{plan.name}", line=text.line_of(path))
        yield Given(place, one.notebook, one.name, one.value)


def of_mapping(given: Any, place: str) -> Iterator[Given]:
    """Yield what ``given`` ({notebook: {name: value}}) holds; what has another shape has no name."""
    if not isinstance(given, Mapping):
        yield Given(place, "", "", given)
        return
    for notebook, values in given.items():
        if not isinstance(values, Mapping) or not values:
            yield Given(place, str(notebook), "", values)
            continue
        for name, value in values.items():
            yield Given(place, str(notebook), str(name), value)


def parse_settings(settings: list[str]) -> dict[str, dict[str, str]]:
    """Return ``notebook.name=value`` settings by notebook; raises ParameterRefused with every one of another form.

    A parameter that is set twice is refused, too, unless both say the same.

    >>> parse_settings(["04_pivot.rows=里"])
    {'04_pivot': {'rows': '里'}}
    """
    found: dict[str, dict[str, str]] = {}
    faults: list[str] = []
    for number, setting in enumerate(settings, 1):
        target, sign, value = setting.partition("=")
        notebook, dot, name = (part.strip() for part in target.partition("."))
        if not (sign and dot and notebook and name):
            faults.append(f"．{say('parameters.setting', number=number)}")
        elif found.setdefault(notebook, {}).setdefault(name, value) != value:
            told = clean_name(f"{notebook}.{name}")
            faults.append(f"．{say('parameters.setting_twice', number=number, name=told)}")
    if faults:
        raise ParameterRefused(what="\n".join(faults))
    return found
