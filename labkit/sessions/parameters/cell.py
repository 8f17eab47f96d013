"""The parameters that a notebook declares: its parameters cell, with the rules of its metadata."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from labkit.core.errors import ParameterRefused
from labkit.core.messages import say
from labkit.core.near import near_miss
from labkit.sessions.parameters.names import clean_name
from labkit.sessions.parameters.parameter import Parameter
from labkit.sessions.parameters.rules import Rules, RulesBroken, read_rules
from labkit.sessions.parameters.typed import TYPES

UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, SyntaxError, RecursionError, MemoryError)


def declared(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters that the notebook declares.

    Raises ParameterRefused, naming the notebook, for a cell of another form and for rules that cannot be meant: every one.
    """
    try:
        book = json.loads(notebook.read_text(encoding="utf-8"))
        cells = [one for one in book["cells"] if "parameters" in one.get("metadata", {}).get("tags", [])]
        found = list(_parameters("".join(cells[0]["source"]))) if cells else []
        if len(cells) > 1 or len({one.name for one in found}) < len(found):
            raise ValueError(notebook.name)
        told = book.get("metadata", {}).get("labkit", {}).get("parameters", {})
    except UNREADABLE:
        raise ParameterRefused(what=f"．{say('parameters.unreadable', notebook=notebook.name)}") from None
    return {one.name: one for one in _ruled(notebook.name, found, told)}


def _parameters(source: str) -> Iterator[Parameter]:
    comments = {
        token.start[0]: token.string.lstrip("# ").strip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.AnnAssign) or statement.value is None:
            raise ValueError(ast.dump(statement))
        kind, name = ast.unparse(statement.annotation), ast.unparse(statement.target)
        if kind not in TYPES or not name.isidentifier():
            raise ValueError(kind)
        default = ast.literal_eval(statement.value)
        about = comments.get(statement.end_lineno or 0, "")
        yield Parameter(name, kind, default, about=about, line=statement.lineno)


def _ruled(notebook: str, found: list[Parameter], told: Any) -> list[Parameter]:
    """Return the parameters with their rules; raises ParameterRefused with every rule that cannot be meant."""
    faults: list[str] = []

    def rules_of(one: Parameter, rules: Any) -> Rules:
        try:
            return read_rules(rules, one.type)
        except RulesBroken as broken:
            faults.append(_fault(notebook, one.name, str(broken)))
            return Rules()

    if not isinstance(told, Mapping):
        raise ParameterRefused(what=_fault(notebook, "", say("parameters.rules.shape")))
    names = [one.name for one in found]
    for name in told:
        if name not in names:
            what = say("parameters.rules.undeclared", near=near_miss(name, names))
            faults.append(_fault(notebook, clean_name(name), what))
    ruled = [
        Parameter(one.name, one.type, one.default, rules_of(one, told.get(one.name, {})), one.about, one.line)
        for one in found
    ]
    if faults:
        raise ParameterRefused(what="\n".join(faults))
    return ruled


def _fault(notebook: str, name: str, what: str) -> str:
    return f"．{say('parameters.rules.fault', notebook=notebook, name=name, what=what.rstrip('。'))}"
