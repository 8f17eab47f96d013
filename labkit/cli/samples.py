"""labkit demo, dataset, schema: what a newcomer tries first."""

from __future__ import annotations

import json
import os
import runpy
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("demo", help="以示範資料跑完一次輔導，成果放在 ./demo/。")(demo)
    dataset = typer.Typer(help="示範資料集（人名、證號、電話均為虛構）。", rich_markup_mode=None, no_args_is_help=True)
    dataset.command("make", help="產生示範資料集。")(make)
    dataset.callback()(lambda: None)
    app.add_typer(dataset, name="dataset")
    app.command(
        "schema",
        help="印出設定檔的 JSON Schema：recipe、links、policy、pivot、analysis、codebook、metric、metric_template、decisions、plan、team、log、application、canvas、selection、programme、experts。",
    )(schema)


def demo(
    case: Annotated[str, typer.Option("--case", help="示範案例。")] = "land_office",
    folder: Annotated[Path, typer.Option("--folder", help="放在哪個資料夾。")] = Path("demo"),
) -> None:
    """Run the case as one whole session; an earlier demo's workspace is used again, never overwritten."""
    import labkit as lk
    from labkit.cli.sessions import show_record
    from labkit.core.progress import to_stderr
    from labkit.privacy.keys import FILE_VARIABLE, new_key

    root = folder / case
    key = folder / f"{case}.key"
    if not (root / "team.yml").is_file():
        ws = lk.Workspace.create(root, as_of=date(2025, 3, 14))
        shutil.copytree(_resource(("templates", "cases", case)), ws.root, dirs_exist_ok=True)
        shutil.copytree(_resource(("datasets", case)) / "raw", ws.raw, dirs_exist_ok=True)
    if not key.is_file():
        new_key(key)
    os.environ[FILE_VARIABLE] = str(key.resolve())
    record = lk.run_session(lk.Workspace.open(root), progress=to_stderr)
    show_record(record)
    typer.echo(f"（先執行 cd {root}）")


def make(
    name: Annotated[str, typer.Argument(help="資料集名稱，例如 land_office。")],
    rows: Annotated[int, typer.Option("--rows", min=10, help="主要檔案的列數。")] = 1200,
    out: Annotated[Path | None, typer.Option("--out", help="輸出資料夾；不寫＝./資料集名稱。")] = None,
) -> None:
    """Write the data set with ``rows`` rows and its expected.yml."""
    script = _resource(("datasets", name)) / "make.py"
    written = runpy.run_path(str(script))["main"](out or Path(name), rows)
    for path in written:
        typer.echo(f"已產生 {path}")


def schema(
    name: Annotated[
        str,
        typer.Argument(
            help="recipe、links、policy、pivot、analysis、codebook、metric、metric_template、decisions、plan、team、log、application、canvas、selection、persona、journey、group。"
        ),
    ],
) -> None:
    """Print the JSON Schema of a specification."""
    from labkit.analysis.codebooks.codebook import Codebook
    from labkit.analysis.kind import KINDS
    from labkit.analysis.plan import AnalysisPlan
    from labkit.cleaning.recipe import Recipe
    from labkit.coaching.application.spec import Application
    from labkit.coaching.canvas.spec import Canvas
    from labkit.coaching.decisions import Decisions
    from labkit.coaching.experts.kit import PhaseKit
    from labkit.coaching.log import Log
    from labkit.coaching.obligations.terms import Terms
    from labkit.coaching.plan import Plan
    from labkit.coaching.selection.spec import Selection
    from labkit.coaching.team import Team
    from labkit.core.errors import FileMissing
    from labkit.core.spec import Spec
    from labkit.linking.plan import LinkPlan
    from labkit.pivots.spec import PivotSpec
    from labkit.poc.metric import KINDS as METRICS
    from labkit.poc.metric import Metric
    from labkit.poc.templates import MetricTemplate
    from labkit.privacy.policy import Policy
    from labkit.workshop.board import BOARDS

    models: dict[str, type[Spec]] = {
        "recipe": Recipe,
        "links": LinkPlan,
        "policy": Policy,
        "pivot": PivotSpec,
        "analysis": AnalysisPlan,
        "codebook": Codebook,
        "metric": Metric,
        "metric_template": MetricTemplate,
        "decisions": Decisions,
        "plan": Plan,
        "team": Team,
        "log": Log,
        "application": Application,
        "canvas": Canvas,
        "selection": Selection,
        "programme": Terms,
        "experts": PhaseKit,
    }
    models |= {name: kind.spec for name, kind in KINDS.items()}
    models |= dict(METRICS)
    models |= dict(BOARDS)
    if name not in models:
        raise FileMissing(place=name)
    typer.echo(json.dumps(models[name].model_json_schema(), ensure_ascii=False, indent=1))


def _resource(parts: tuple[str, ...]) -> Path:
    from labkit.core.errors import FileMissing
    from labkit.core.resources import resource

    try:
        return resource(*parts)
    except FileNotFoundError:
        raise FileMissing(place=parts[-1]) from None
