"""labkit: messy agency data -> inventory -> cleaning -> de-identification -> pivots -> POC metrics -> the coaching log.

Every public name is loaded when first used, so that ``import labkit`` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from labkit.version import __version__ as __version__

if TYPE_CHECKING:
    from labkit.analysis.analyze import analyze as analyze
    from labkit.charts.chart import Chart as Chart
    from labkit.charts.chart import draw as draw
    from labkit.charts.honesty import lint_chart as lint_chart
    from labkit.cleaning.checks import check as check
    from labkit.cleaning.recipe import Recipe as Recipe
    from labkit.cleaning.suggest import suggest_recipe as suggest_recipe
    from labkit.cleaning.suspects import find_suspects as find_suspects
    from labkit.coaching.application.spec import Application as Application
    from labkit.coaching.log import Log as Log
    from labkit.core.errors import LabkitError as LabkitError
    from labkit.core.table import Table as Table
    from labkit.inventory.catalogue import take_inventory as take_inventory
    from labkit.inventory.profile import profile as profile
    from labkit.linking.agreement import agreement as agreement
    from labkit.linking.coverage import coverage as coverage
    from labkit.linking.fields import link_fields as link_fields
    from labkit.linking.records import link_records as link_records
    from labkit.linking.resolve import resolve as resolve
    from labkit.pivots.explain import explain as explain
    from labkit.pivots.pivot import pivot as pivot
    from labkit.pivots.spec import PivotSpec as PivotSpec
    from labkit.poc.graph import evaluate_all as evaluate_all
    from labkit.poc.metric import Metric as Metric
    from labkit.privacy.anonymize import anonymize as anonymize
    from labkit.privacy.policy import Policy as Policy
    from labkit.privacy.preview import preview as preview
    from labkit.privacy.release_gate import gate as gate
    from labkit.privacy.risk import risk as risk
    from labkit.privacy.safe_prompt import safe_prompt as safe_prompt
    from labkit.privacy.scan import scan as scan
    from labkit.privacy.small_cells import protect_cells as protect_cells
    from labkit.privacy.suggest import suggest_policy as suggest_policy
    from labkit.sessions.compare import compare as compare
    from labkit.sessions.publish import save as save
    from labkit.sessions.replay.again import replay as replay
    from labkit.sessions.run import run_session as run_session
    from labkit.sessions.stages import Stage as Stage
    from labkit.tables.read import read as read
    from labkit.tables.read import read_all as read_all
    from labkit.workshop.room import Workshop as Workshop
    from labkit.workspace.layout import Workspace as Workspace

_HOMES = {
    "Application": "labkit.coaching.application.spec",
    "Chart": "labkit.charts.chart",
    "LabkitError": "labkit.core.errors",
    "Log": "labkit.coaching.log",
    "Metric": "labkit.poc.metric",
    "PivotSpec": "labkit.pivots.spec",
    "Policy": "labkit.privacy.policy",
    "Recipe": "labkit.cleaning.recipe",
    "Stage": "labkit.sessions.stages",
    "Table": "labkit.core.table",
    "Workshop": "labkit.workshop.room",
    "Workspace": "labkit.workspace.layout",
    "agreement": "labkit.linking.agreement",
    "check": "labkit.cleaning.checks",
    "compare": "labkit.sessions.compare",
    "coverage": "labkit.linking.coverage",
    "draw": "labkit.charts.chart",
    "evaluate_all": "labkit.poc.graph",
    "explain": "labkit.pivots.explain",
    "find_suspects": "labkit.cleaning.suspects",
    "gate": "labkit.privacy.release_gate",
    "link_fields": "labkit.linking.fields",
    "link_records": "labkit.linking.records",
    "lint_chart": "labkit.charts.honesty",
    "pivot": "labkit.pivots.pivot",
    "preview": "labkit.privacy.preview",
    "profile": "labkit.inventory.profile",
    "protect_cells": "labkit.privacy.small_cells",
    "read": "labkit.tables.read",
    "read_all": "labkit.tables.read",
    "replay": "labkit.sessions.replay.again",
    "resolve": "labkit.linking.resolve",
    "run_session": "labkit.sessions.run",
    "safe_prompt": "labkit.privacy.safe_prompt",
    "save": "labkit.sessions.publish",
    "scan": "labkit.privacy.scan",
    "suggest_policy": "labkit.privacy.suggest",
    "analyze": "labkit.analysis.analyze",
    "anonymize": "labkit.privacy.anonymize",
    "risk": "labkit.privacy.risk",
    "suggest_recipe": "labkit.cleaning.suggest",
    "take_inventory": "labkit.inventory.catalogue",
}

__all__ = sorted([*_HOMES, "__version__"])  # noqa: PLE0605  (one list, held in tests)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        message = f"module 'labkit' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
