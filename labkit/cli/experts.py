"""labkit experts …: what a coach brings to a session, phase by phase."""

from __future__ import annotations

import unicodedata
from datetime import time
from pathlib import Path
from typing import Annotated

import typer

from labkit.cli.show import show_document, table_text

Phase = Annotated[str, typer.Argument(help="階段：問題、痛點、資料、方法、POC。")]
Own = Annotated[Path | None, typer.Option("--from", help="自己的範本資料夾；不寫＝內附的範本。")]
Start = Annotated[str, typer.Option("--start", help="輔導開始時間，例如 14:00。")]
OutFile = Annotated[
    Path | None, typer.Option("--out", help="另存成 odt、docx、pdf、xlsx、ods 或 html（不覆寫既有檔案）。")
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    experts = typer.Typer(
        help="輔導專家：各階段的議程、補充意見、作業範本。", rich_markup_mode=None, no_args_is_help=True
    )
    experts.command("phases", help="有哪些階段。")(phases)
    experts.command("agenda", help="一個階段的議程，附補充意見與作業範本。")(agenda)
    experts.command("remarks", help="專家補充意見的範本，可貼進紀錄表（logs/）的 expert_remarks。")(remarks)
    experts.command("homework", help="作業（下次目標）的範本，可貼進計畫的 goals 或紀錄表的 next_goals。")(homework)
    experts.command("copy", help="把範本複製到自己的資料夾，改成自己的用語。")(copy)
    app.add_typer(experts, name="experts")


def phases(own: Own = None) -> None:
    """List the phases with their purpose."""
    from labkit.coaching.experts.kit import kits

    found = kits(own)
    typer.echo(table_text([["階段", "議程（分鐘）"], *([one.name, one.minutes] for one in found)]))
    typer.echo("\n".join(f"{one.name}：{one.purpose}" for one in found if one.purpose))
    typer.echo(f"接下來：labkit experts agenda {found[0].name}")


def agenda(phase: Phase, start: Start = "", own: Own = None, out: OutFile = None) -> None:
    """Print a phase's agenda, remarks and homework, or save them."""
    from labkit.cli._out import refuse_taken
    from labkit.coaching.experts.kit import kit
    from labkit.documents.save import save_document

    refuse_taken(out)
    document = kit(phase, own).to_document(_clock(start))
    show_document(document)
    if out is not None:
        typer.echo(f"已存成 {save_document(document, out)}", err=True)


def remarks(phase: Phase, own: Own = None) -> None:
    """Print the remarks of a phase as the log's cell takes them: one text, a line each."""
    from labkit.coaching.experts.kit import kit

    lines = [line for one in kit(phase, own).lines("remarks") for line in one.splitlines()]
    typer.echo("\n".join(["expert_remarks: |-", *(f"  {line.strip()}" for line in lines)]))


def homework(phase: Phase, own: Own = None) -> None:
    """Print the homework of a phase as items of YAML, which a plan's goals and a log's next_goals take."""
    from labkit.coaching.experts.kit import kit
    from labkit.core.yaml import dump

    typer.echo(dump(list(kit(phase, own).lines("homework"))).strip())


def copy(folder: Annotated[Path, typer.Argument(help="新的範本資料夾。")]) -> None:
    """Copy the shipped kits and say how to use them."""
    from labkit.coaching.experts.kit import copy_kits

    made = copy_kits(folder)
    typer.echo(f"已複製 {len(made)} 個範本到 {folder}。修改後執行：labkit experts agenda 問題 --from {folder}")


def _clock(told: str) -> time | None:
    try:
        return time.fromisoformat(unicodedata.normalize("NFKC", told).strip()) if told else None
    except ValueError:
        raise typer.BadParameter("--start 要是時刻，例如 14:00") from None
