"""Notebook parameters, checked before any kernel starts: papermill itself tolerates unknown names and wrong types.

A parameters cell (tag ``parameters``) holds annotated assignments and nothing else: ``rows: str = ""  # 列欄位``.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.errors import ParameterRefused
from labkit.core.near import near_miss

TYPES = {"str": "文字", "int": "整數", "float": "數字", "bool": "true 或 false", "list[str]": "清單（以逗號分隔）"}
TRUTHS = {"true": True, "yes": True, "是": True, "1": True, "false": False, "no": False, "否": False, "0": False}


@dataclass(frozen=True)
class Parameter:
    """A declared parameter: its name, type and default."""

    name: str
    type: str
    default: Any

    def convert(self, value: Any) -> Any:
        """Return ``value`` in the declared type; raises ValueError."""
        if self.type == "list[str]":
            return (
                [str(one) for one in value]
                if isinstance(value, list)
                else [one.strip() for one in str(value or "").split(",") if one.strip()]
            )
        if isinstance(value, list):
            raise ValueError(self.type)  # noqa: TRY004  (the caller tells every fault alike)
        text = "" if value is None else str(value).strip()
        if self.type == "bool":
            if text.lower() not in TRUTHS:
                raise ValueError(self.type)
            return TRUTHS[text.lower()]
        return {"str": str, "int": int, "float": float}[self.type](text)


def declared(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters that the notebook declares; raises ParameterRefused for a cell of another form."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        cell = next((one for one in cells if "parameters" in one.get("metadata", {}).get("tags", [])), None)
        source = "".join(cell["source"]) if cell else ""
        found = [_parameter(statement) for statement in ast.parse(source).body]
    except (ValueError, KeyError, SyntaxError):
        what = f"．{notebook.name}：筆記本或其參數格無法解讀，請以「labkit new」另建工作區後複製原版筆記本。"
        raise ParameterRefused(what=what) from None
    return {one.name: one for one in found}


def _parameter(statement: ast.stmt) -> Parameter:
    if (
        not isinstance(statement, ast.AnnAssign)
        or not isinstance(statement.target, ast.Name)
        or statement.value is None
    ):
        raise ValueError(ast.dump(statement))
    kind = ast.unparse(statement.annotation)
    if kind not in TYPES:
        raise ValueError(kind)
    return Parameter(statement.target.id, kind, ast.literal_eval(statement.value))


def check_parameters(notebooks: list[Path], given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return each notebook's given parameters, typed; raises ParameterRefused with every fault at once.

    Unknown notebooks, unknown names and wrong types are faults; values are never repeated in a message.
    """
    known = {path.stem: declared(path) for path in notebooks}
    faults: list[str] = []
    checked: dict[str, dict[str, Any]] = {name: {} for name in known}
    for notebook, values in given.items():
        if notebook not in known:
            faults.append(f"．沒有筆記本「{notebook}」，{near_miss(notebook, list(known))}")
            continue
        for name, value in values.items():
            parameter = known[notebook].get(name)
            if parameter is None:
                faults.append(f"．{notebook} 沒有參數「{name}」，{near_miss(name, list(known[notebook]))}")
                continue
            try:
                checked[notebook][name] = parameter.convert(value)
            except ValueError:
                faults.append(f"．{notebook} 的參數「{name}」應為{TYPES[parameter.type]}。")
    if faults:
        raise ParameterRefused(what="\n".join(faults))
    return checked


def parse_settings(settings: list[str]) -> dict[str, dict[str, str]]:
    """Return ``notebook.name=value`` settings by notebook; raises ParameterRefused for another form.

    >>> parse_settings(["04_pivot.rows=里"])
    {'04_pivot': {'rows': '里'}}
    """
    found: dict[str, dict[str, str]] = {}
    for setting in settings:
        target, sign, value = setting.partition("=")
        notebook, dot, name = target.partition(".")
        if not (sign and dot and name):
            raise ParameterRefused(what="．參數的寫法是「筆記本.名稱=值」，例如 04_pivot.rows=里。")
        found.setdefault(notebook, {})[name] = value
    return found
