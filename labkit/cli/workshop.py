"""labkit workshop …: a group of commands; every module ``workshop_<name>`` of this folder adds its own."""

from __future__ import annotations

import importlib
import pkgutil

import typer

from labkit import cli


def register(app: typer.Typer) -> None:
    """Add the group with the commands of its modules."""
    group = typer.Typer(help="工作坊：練習、看板與海報、全組進度。", rich_markup_mode=None, no_args_is_help=True)
    for module in sorted(pkgutil.iter_modules(cli.__path__), key=lambda info: info.name):
        if module.name.startswith("workshop_"):
            importlib.import_module(f"labkit.cli.{module.name}").register(group)
    app.add_typer(group, name="workshop")
