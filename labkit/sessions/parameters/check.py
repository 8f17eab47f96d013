"""Every given parameter and every default, checked at once: one sentence for each fault says where, what and what next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.core.errors import ParameterRefused
from labkit.core.messages import say
from labkit.core.near import near_miss
from labkit.sessions.parameters.cell import declared
from labkit.sessions.parameters.given import Given, of_mapping, of_plan
from labkit.sessions.parameters.names import BY_LABKIT, clean_name
from labkit.sessions.parameters.parameter import Parameter
from labkit.sessions.parameters.typed import NotFit

Declared = Mapping[str, Mapping[str, Parameter]]
SET = "--set"


def check_parameters(
    notebooks: Sequence[Path], given: Mapping[str, Mapping[str, Any]], *, plan: Path | None = None
) -> dict[str, dict[str, Any]]:
    """Return each notebook's given parameters, typed; ``given`` goes before what the file ``plan`` gives.

    Everything that is written is checked, also what is overridden, and the defaults of the cells. Raises ParameterRefused with
    every fault at once; a value is never repeated. Without ``plan`` the sentences name no place: ``given`` may come from anywhere.
    """
    faults: list[str] = []
    known = _known(notebooks, faults)
    checked: dict[str, dict[str, Any]] = {path.stem: {} for path in notebooks}
    asked: list[Given] = [*of_plan(plan), *of_mapping(given, SET)] if plan else list(of_mapping(given, ""))
    for one in asked:
        if told := _misnamed(one, known, checked):
            faults.append(told)
        elif one.name and one.notebook in known:
            parameter = known[one.notebook][one.name]
            try:
                checked[one.notebook][one.name] = parameter.convert(one.value)
            except NotFit as fault:
                faults.append(_sentence(one.place, one.notebook, parameter, fault))
    if faults:
        raise ParameterRefused(what="\n".join(f"．{one.removeprefix('．')}" for one in faults))
    return checked


def check_defaults(notebook: str, parameters: Iterable[Parameter]) -> list[str]:
    """Return a sentence for each default that breaks its own rules, with its line in the parameters cell."""
    faults = []
    for one in parameters:
        try:
            one.check_default()
        except NotFit as fault:
            place = say("parameters.default_at", notebook=f"{notebook}.ipynb", line=one.line)
            faults.append(_sentence(place, notebook, one, fault))
    return faults


def _known(notebooks: Sequence[Path], faults: list[str]) -> Declared:
    """Return what can be read; what cannot, and bad defaults, go to ``faults``."""
    known: dict[str, Mapping[str, Parameter]] = {}
    for path in notebooks:
        try:
            known[path.stem] = declared(path)
        except ParameterRefused as refused:
            faults.append(str(refused.facts["what"]))
        else:
            faults += check_defaults(path.stem, known[path.stem].values())
    return known


def _misnamed(one: Given, known: Declared, notebooks: Iterable[str]) -> str:
    """Return the sentence for a value that no person may give: of an unknown notebook or name, or labkit's own."""
    place, names = f"{one.place}：" if one.place else "", list(notebooks)
    if not (one.notebook or one.name):
        return place + say("parameters.no_shape")
    if one.notebook not in names:
        near = near_miss(one.notebook[:80], names)
        return place + say("parameters.no_notebook", notebook=clean_name(one.notebook), near=near)
    if not one.name and not one.is_empty_notebook:
        return place + say("parameters.no_mapping", notebook=one.notebook)
    if one.name in BY_LABKIT:
        return place + say(f"parameters.by_labkit_{one.name}", notebook=one.notebook)
    if one.name and one.notebook in known and one.name not in known[one.notebook]:
        settable = [name for name in known[one.notebook] if name not in BY_LABKIT]
        near = near_miss(one.name[:80], settable) or say("parameters.none_settable")
        return place + say("parameters.no_parameter", notebook=one.notebook, name=clean_name(one.name), near=near)
    return ""


def _sentence(place: str, notebook: str, parameter: Parameter, fault: NotFit) -> str:
    title = f"（{parameter.rules.title}）" if parameter.rules.title else ""
    told = say("parameters.fault", notebook=notebook, name=parameter.name, title=title, what=str(fault))
    return (f"{place}：" if place else "") + told + ("" if told.endswith("？") else "。")
