"""What can be refused before a kernel starts: settings that cannot be read, tables that are not there, a key that is missing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from labkit.analysis.codebooks.codebook import Codebook
from labkit.analysis.plan import AnalysisPlan
from labkit.cleaning.recipe import Recipe
from labkit.coaching.decisions import Decisions
from labkit.core.engines import require_engine
from labkit.core.errors import LabkitError, ModelMissing, SettingsRefused, UnknownTable
from labkit.core.messages import say
from labkit.core.spec import Spec
from labkit.linking.plan import LinkPlan
from labkit.pivots.spec import PivotSpec
from labkit.poc.graph import by_id, in_order
from labkit.poc.metric import Metric
from labkit.poc.named import tables_named
from labkit.poc.report.spec import PocReport
from labkit.poc.timing.spec import TimingSpec
from labkit.privacy.decisions import Roles
from labkit.privacy.keys import load_key
from labkit.privacy.policy import Policy
from labkit.sessions.parameters import declared
from labkit.workspace.layout import Workspace

KINDS: dict[str, type[Spec]] = {
    "recipes": Recipe,
    "links": LinkPlan,
    "roles": Roles,
    "policies": Policy,
    "pivots": PivotSpec,
    "analyses": AnalysisPlan,
    "codebooks": Codebook,
    "metrics": Metric,
    "timing": TimingSpec,
    "reports": PocReport,
    "decisions": Decisions,
}


def check_settings(ws: Workspace, tables: Mapping[str, Path], parameters: Mapping[str, Mapping[str, Any]]) -> None:
    """Load every confirmed specification and look for what it names; raises SettingsRefused with every fault at once.

    A pivot, or a notebook's parameter whose rule says ``table``, must name a table of data/raw or one that a link makes; ``raw table``
    means data/raw alone, ``name model`` a language model that is installed. A policy for one of them that uses pseudonyms needs the key.
    An engine that a notebook is told to use must be installed.
    """
    faults: list[str] = []
    specs: dict[str, Spec] = {}
    for folder, kind in KINDS.items():
        for path in ws.specs_of(folder):
            _note(faults, partial(_load, specs, path, kind))
    codes: list[str] = []
    _note(faults, lambda: codes.extend(ws.code_tables()))
    known = [*tables, *(name for spec in specs.values() if isinstance(spec, LinkPlan) for name in spec.makes())]
    for place, spec in specs.items():
        for check in _checks(spec, place, known, codes, ws):
            _note(faults, check)
    metrics = [one for one in specs.values() if isinstance(one, Metric)]
    _note(faults, lambda: in_order(by_id(metrics)))
    for check in _named_by_parameters(ws, tables, known, parameters):
        _note(faults, check)
    for values in parameters.values():
        if values.get("engine"):
            _note(faults, partial(require_engine, str(values["engine"])))
    if told := list(dict.fromkeys(faults)):
        raise SettingsRefused(count=len(told), what="\n".join(told))


def _checks(
    spec: Spec, place: str, known: list[str], codes: list[str], ws: Workspace
) -> Iterator[Callable[[], object]]:
    """Yield what a specification needs: tables, code tables, a key, a kind's own specification."""
    yield from (partial(_require, codes, name, f"{place} lookup") for name in _look_ups(spec))
    yield from (partial(_require, known, name, place) for name in _tables_of(spec))
    if isinstance(spec, Policy) and Path(place).stem in known and any(one.needs_key for one in spec.columns.values()):
        yield load_key
    if isinstance(spec, Metric):
        yield from (partial(_require, [*known, *codes], name, place) for name in tables_named(spec))
    if isinstance(spec, Decisions):
        yield partial(spec.refuse_names, ws.team.names, place=place)
    if isinstance(spec, AnalysisPlan):
        yield partial(spec.read, ws.root / place)
        yield from (partial(_require, [*known, *codes], name, place) for name in spec.tables.values())


def _named_by_parameters(
    ws: Workspace, tables: Mapping[str, Path], known: list[str], parameters: Mapping[str, Mapping[str, Any]]
) -> Iterator[Callable[[], object]]:
    """Yield a check for every table and language model that a notebook's parameter names, given or by default."""
    for path in ws.notebooks:
        for name, one in declared(path).items():
            place = say("parameters.at", notebook=path.stem, name=name)
            value = parameters.get(path.stem, {}).get(name, one.default)
            kind = (one.rules.items or one.rules).names
            for text in filter(None, value if isinstance(value, list) else [value]):
                if kind == "name model":
                    yield partial(_require_model, ws.root, text)
                elif kind:
                    yield partial(_require, list(tables) if kind == "raw table" else known, text, place)


def _require_model(root: Path, name: str) -> None:
    """Look for what spaCy would load, without loading it: an installed package, or a folder."""
    with contextlib.suppress(PackageNotFoundError):
        distribution(name)
        return
    if not (root / name).exists():
        raise ModelMissing(place=name, what=say("parameters.no_model"))


def _look_ups(spec: Spec) -> list[str]:
    steps = spec.steps if isinstance(spec, Recipe) else ()
    return [name for step in steps if (name := str(getattr(step, "table", "")))]


def _tables_of(spec: Spec) -> list[str]:
    if isinstance(spec, LinkPlan):
        return spec.needs()
    if isinstance(spec, AnalysisPlan):
        return [spec.table]
    return [spec.table] if isinstance(spec, PivotSpec) else []


def _note(faults: list[str], action: Callable[[], object]) -> None:
    try:
        action()
    except LabkitError as error:
        faults.append(f"．{error}")


def _load(specs: dict[str, Spec], path: Path, kind: type[Spec]) -> None:
    specs[f"{path.parent.name}/{path.name}"] = kind.load(path)


def _require(tables: list[str], name: str, place: str) -> None:
    if name not in tables:
        raise UnknownTable(place=place, name=name, known=tables)
