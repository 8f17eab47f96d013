"""The boards of a workspace: where they stand, what they are begun from, and the way to a poster."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.document import Text
from labkit.core.errors import FileExists
from labkit.core.files import write_whole
from labkit.core.html import Shown, said
from labkit.core.resources import resource
from labkit.core.workshop_errors import BoardRefused
from labkit.workshop.board import BOARDS, load_board
from labkit.workshop.board_check import checked_board
from labkit.workshop.board_form import ask
from labkit.workshop.held import Held
from labkit.workshop.poster.save import FORMATS, preview, save_poster
from labkit.workspace.layout import Workspace

FOLDER = "boards"
NOTEBOOK = "B1_boards.ipynb"


@dataclass(frozen=True)
class BoardDesk:
    """The folder boards/ of a workspace; ``held`` is what its data folders hold, read once."""

    root: Path
    held: Held

    @classmethod
    def open(cls, folder: str | Path) -> BoardDesk:
        """Return the desk of the workspace at ``folder`` or above it, its data read now; raises WorkspaceMissing."""
        ws = Workspace.open(folder)
        return cls(ws.root, Held.of_workspace(ws))

    @property
    def folder(self) -> Path:
        """Return boards/."""
        return self.root / FOLDER

    def path(self, kind: str) -> Path:
        """Return where the board of ``kind`` stands."""
        return self.folder / f"{kind}.yml"

    def begin(self, kind: str) -> Path:
        """Return the board of ``kind``, begun from the shipped template where there is none yet."""
        path = self.path(kind)
        return path if path.exists() else begin_board(kind, path)

    def form(self, kind: str) -> Any:
        """Return the form of the board; in a batch run only a sentence."""
        return ask(self.begin(kind))

    def check(self, kind: str) -> Shown:
        """Return how the board's needs stand beside the data, or in sentences what is still open."""
        board = load_board(self.path(kind))
        try:
            board.refuse_open(self.path(kind).name)
        except BoardRefused as error:
            return said(str(error))
        return Shown(checked_board(board, self.held))

    def poster(self, kind: str) -> Shown:
        """Write the poster of the board into boards/, in the place of an earlier one, and show it; or say what is still open."""
        try:
            paths = poster_of(self.path(kind), self.held, self.folder, replace=True)
        except BoardRefused as error:
            return said(str(error))
        told = Text(f"已輸出 {'、'.join(f'{FOLDER}/{one.name}' for one in paths)}")
        shown = preview(load_board(self.path(kind)).poster(self.held))
        return Shown(dataclasses.replace(shown, blocks=(told, *shown.blocks)))


def put_notebook(board: Path) -> Path | None:
    """Put the notebook with the forms beside a board that stands in a workspace's boards/; None where it does not. One that is there stays."""
    folder = board.resolve().parent
    if folder.name != FOLDER or not (folder.parent / "team.yml").is_file():
        return None
    path = folder / NOTEBOOK
    return path if path.exists() else write_whole(path, resource("notebooks", "workshop", NOTEBOOK).read_bytes())


def begin_board(kind: str, path: Path) -> Path:
    """Write the shipped template of ``kind`` to ``path``; raises SpecInvalid for an unknown kind, FileExists."""
    BOARDS.named(kind, place="board new", what="這一種板")
    if path.exists():
        raise FileExists(place=path.name)
    return write_whole(path, resource("templates", FOLDER, f"{kind}.yml").read_bytes())


def poster_of(
    path: Path, held: Held, folder: Path, formats: Iterable[str] = FORMATS, *, replace: bool = False
) -> list[Path]:
    """Write the poster of the board at ``path`` into ``folder``, named like the board.

    Raises BoardRefused, PosterOverlong, FormatUnknown, and FileExists unless ``replace``.
    """
    board = load_board(path)
    board.refuse_open(path.name)
    return save_poster(board.poster(held), folder, path.stem, formats, replace=replace)
