"""The boards of a workspace: where they stand, what they are begun from, and the way to a poster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from labkit.core.errors import FileExists
from labkit.core.files import write_whole
from labkit.core.html import Shown
from labkit.core.resources import resource
from labkit.workshop.board import BOARDS, load_board
from labkit.workshop.board_check import checked_board
from labkit.workshop.held import Held
from labkit.workshop.poster.save import FORMATS, save_poster
from labkit.workspace.layout import Workspace

FOLDER = "boards"


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

    def check(self, kind: str) -> Shown:
        """Return how the board's needs stand beside the data; raises BoardRefused where something is open."""
        board = load_board(self.path(kind))
        board.refuse_open(self.path(kind).name)
        return Shown(checked_board(board, self.held))

    def poster(self, kind: str, formats: Iterable[str] = FORMATS) -> list[Path]:
        """Write the poster of the board into boards/; raises BoardRefused, PosterOverlong, FileExists."""
        return poster_of(self.path(kind), self.held, self.folder, formats)

    def all(self) -> list[Path]:
        """Return the boards that are there, by name."""
        return sorted(self.folder.glob("*.yml")) if self.folder.is_dir() else []


def begin_board(kind: str, path: Path) -> Path:
    """Write the shipped template of ``kind`` to ``path``; raises SpecInvalid for an unknown kind, FileExists."""
    BOARDS.named(kind, place="board new", what="這一種板")
    if path.exists():
        raise FileExists(place=path.name)
    return write_whole(path, resource("templates", FOLDER, f"{kind}.yml").read_bytes())


def poster_of(path: Path, held: Held, folder: Path, formats: Iterable[str] = FORMATS) -> list[Path]:
    """Write the poster of the board at ``path`` into ``folder``, named like the board."""
    board = load_board(path)
    board.refuse_open(path.name)
    return save_poster(board.poster(held), folder, path.stem, formats)
