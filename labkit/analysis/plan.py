"""AnalysisPlan: one file of a workspace's ``analyses/``: which kind, on which tables, with which specification."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from labkit.analysis.kind import KINDS
from labkit.core.errors import FileMissing
from labkit.core.spec import Spec, checked
from labkit.core.yaml import YamlText, load


class AnalysisPlan(Spec):
    """An analysis that a session runs: ``spec`` is what the kind asks for, ``tables`` which table each of its names is, or a list of tables."""

    name: str = ""
    kind: str
    table: str = ""
    tables: dict[str, str] = Field(default_factory=dict)
    chart: str = ""
    spec: dict[str, Any]

    @field_validator("tables", mode="before")
    @classmethod
    def _by_their_own_names(cls, value: object) -> object:
        """Let a list of tables stand for tables under their own names."""
        return {name: name for name in value} if isinstance(value, list) else value or {}

    def read(self, path: Path) -> Spec:
        """Return the kind's specification; raises SpecInvalid naming file, line and near miss."""
        plug = KINDS.named(self.kind, place=path.name, what="分析")
        text = load(path)
        lines = {key[1:]: line for key, line in text.lines.items() if key[:1] == ("spec",)}
        return checked(plug.spec, _with_files(self.spec, path.parent.parent), YamlText(self.spec, lines, path.name))


def spec_of(path: Path) -> Mapping[str, Any]:
    """Return a specification as it is told in a file of its own, or under ``spec`` of a session's plan."""
    if not path.is_file():
        raise FileMissing(place=path.name)
    told = load(path).value
    inner = told.get("spec") if isinstance(told, dict) and "kind" in told else told
    return _with_files(inner if isinstance(inner, dict) else {}, path.resolve().parent.parent)


def _with_files(spec: Mapping[str, Any], root: Path) -> dict[str, Any]:
    """Let a codebook be named: ``codebook: 陳情`` stands for codebooks/陳情.yml beside the analyses."""
    told = spec.get("codebook")
    path = root / "codebooks" / f"{told}.yml"
    return {**spec, "codebook": str(path)} if isinstance(told, str) and path.is_file() else dict(spec)
