"""labkit poc timing and timing-read: the kit for timing cases by hand, and the filled form back as a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labkit.cli._out import File, Out, refuse_to_overwrite, save_table
from labkit.cli.poc import group
from labkit.cli.show import Json, show


def register(app: typer.Typer) -> None:
    """Add the commands to ``labkit poc``."""
    del app
    group.command("timing", help="量之前：要量幾件、哪幾件，並產生計時表、輸入表與指標設定。")(timing)
    group.command(
        "timing-read",
        help="量之後：讀回填好的輸入表，算出每件分鐘並列出有問題的列；--out 計時結果.xlsx 存成指標要的表。",
    )(timing_read)


def timing(
    spec: Annotated[Path, typer.Argument(help="計時設定 YAML。")],
    out: Annotated[
        Path | None, typer.Option("--out", file_okay=False, help="計時表與輸入表放進這個資料夾（不覆寫既有檔案）。")
    ] = None,
    as_json: Json = False,
) -> None:
    """Print the plan, and write the kit where a folder is named."""
    from labkit.poc.timing.kit import write_kit
    from labkit.poc.timing.plan import plan_timing
    from labkit.poc.timing.spec import TimingSpec

    plan = plan_timing(TimingSpec.load(spec))
    show(plan, as_json=as_json)
    if out is not None:
        names = "、".join(path.name for path in write_kit(plan, out))
        typer.echo(f"已存進 {out}：{names}", err=True)


def timing_read(path: File, out: Out = None, as_json: Json = False) -> None:
    """Print what the form holds and what is wrong with it; save the table with the minutes."""
    from labkit.poc.timing.minutes import timing_result

    refuse_to_overwrite(out)
    result = timing_result(path)
    show(result, as_json=as_json)
    save_table(result.table, out)
