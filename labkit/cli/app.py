"""The command line: every module of this folder adds its commands. Library code is imported when a command runs."""

from __future__ import annotations

import importlib
import pkgutil

import typer

from labkit import cli

app = typer.Typer(
    name="labkit",
    help="資料輔導工具箱：盤點 → 清理 → 去識別化 → 樞紐分析 → POC 指標 → 輔導協作紀錄表。",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

for _module in sorted(pkgutil.iter_modules(cli.__path__), key=lambda info: info.name):
    if _module.name not in {"app", "show"} and not _module.name.startswith(("_", "workshop_")):
        importlib.import_module(f"labkit.cli.{_module.name}").register(app)
