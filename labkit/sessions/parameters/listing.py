"""The parameters of notebooks as people read them: what each is, its type, what it may be, its default."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from labkit.core.errors import ParameterRefused
from labkit.core.messages import say
from labkit.core.near import near_miss
from labkit.sessions.parameters.cell import declared
from labkit.sessions.parameters.names import BY_LABKIT, clean_name
from labkit.sessions.parameters.obey import limits
from labkit.sessions.parameters.parameter import Parameter
from labkit.sessions.parameters.rules import Rules
from labkit.sessions.parameters.typed import LONGEST

HEADS = ("筆記本", "參數", "是什麼", "型別", "可用的值", "預設")


def parameter_rows(notebooks: Sequence[Path]) -> list[tuple[str, ...]]:
    """Return a row of six texts (``HEADS``) for each parameter that people may set; raises ParameterRefused."""
    return [
        (path.stem, one.name, one.rules.title or one.about, _kind(one), values(one), _default(one.default))
        for path in notebooks
        for one in declared(path).values()
        if one.name not in BY_LABKIT
    ]


def chosen(notebooks: Sequence[Path], name: str) -> list[Path]:
    """Return the notebook that ``name`` means: ``04_pivot``, ``04_pivot.ipynb`` or ``04``; raises ParameterRefused."""
    wanted = name.removesuffix(".ipynb")
    found = [path for path in notebooks if wanted in {path.stem, path.stem.partition("_")[0]}]
    if not found:
        near = near_miss(wanted[:80], [path.stem for path in notebooks])
        raise ParameterRefused(what=f"．{say('parameters.no_notebook', notebook=clean_name(wanted), near=near)}")
    return found


def explained(notebooks: Sequence[Path]) -> list[str]:
    """Return a line for each parameter that people may set, with the notebook's own comment."""
    every = (one for path in notebooks for one in declared(path).values())
    return [f"．{one.name}：{one.about}" for one in every if one.about and one.name not in BY_LABKIT]


def values(parameter: Parameter) -> str:
    """Return what a parameter may be, in words.

    >>> values(Parameter("least", "int", 0, Rules(minimum=0, excluded=(1,))))
    '0 以上、不能是 1'
    """
    rules = parameter.rules.items or parameter.rules
    told = [*_words(rules)]
    if parameter.default == "" and told:
        told.append(say("parameters.may_be_empty"))
    return "、".join(told)


def _words(rules: Rules) -> list[str]:
    told = [str(one) for one in rules.enum]
    told += [limits(rules)] if limits(rules) else []
    told += [say("parameters.excluded", names="、".join(str(one) for one in rules.excluded))] if rules.excluded else []
    told += [say("parameters.day")] if rules.date else []
    told += [rules.description] if rules.description else []
    told += [say(f"parameters.{rules.names.replace(' ', '_')}")] if rules.names else []
    return told + ([say("parameters.length", most=f"{rules.longest:,}")] if rules.longest < LONGEST else [])


def _kind(one: Parameter) -> str:
    return say(f"parameters.kind_{one.type.removesuffix('[str]')}")


def _default(value: Any) -> str:
    if isinstance(value, (str, list)) and not value:
        return say("parameters.empty")
    if isinstance(value, bool):
        return str(value).lower()
    return "、".join(value) if isinstance(value, list) else str(value)
