"""Progress: what was tried at a seat: how often, with how many hints; no name, no answer, no time of day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Self

from pydantic import Field, ValidationError

from labkit.core.files import write_whole
from labkit.core.spec import SpecPart
from labkit.core.workshop_errors import ProgressBroken
from labkit.workshop.checking import State
from labkit.workshop.seats import SEATS

NAME = "progress.json"


class Tried(SpecPart):
    """One exercise at one seat: once right it stays right."""

    state: State = "empty"
    tries: int = Field(default=0, ge=0)
    hints: int = Field(default=0, ge=0)
    solution: bool = False

    def after(self, state: State) -> Tried:
        """Return this with one more check; an empty one is not counted."""
        if state == "empty" or self.state == "right":
            return self
        return self.model_copy(update={"state": state, "tries": self.tries + 1})


class Progress(SpecPart):
    """Everything that was tried at one seat."""

    version: int = 1
    seat: int = Field(ge=1, le=SEATS)
    exercises: dict[str, Tried] = Field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a seat's progress; raises ProgressBroken, naming the folder and the file."""
        try:
            return cls.model_validate_json(path.read_text(encoding="utf-8-sig"))
        except (ValidationError, UnicodeDecodeError):
            raise ProgressBroken(place=f"{path.parent.name}/{path.name}") from None

    def save(self, path: Path) -> None:
        """Write it whole or not at all."""
        write_whole(path, self.model_dump_json(indent=1) + "\n")

    def of(self, exercise: str) -> Tried:
        """Return what was tried of one exercise."""
        return self.exercises.get(exercise, Tried())

    def with_tried(self, exercise: str, tried: Tried) -> Self:
        """Return the progress with one exercise replaced."""
        return self.model_copy(update={"exercises": {**self.exercises, exercise: tried}})


class Keeper:
    """Keeps one seat's progress; where it cannot be written the checks go on, ``trouble`` says so, and it is tried again."""

    def __init__(self, path: Path, seat: int) -> None:
        self.path, self.seat, self.trouble = path, seat, ""
        self._unsaved: dict[str, Tried] = {}

    def progress(self) -> Progress:
        """Return what is known now: other notebooks of this seat write to the same file."""
        told = Progress.load(self.path) if self.path.is_file() else Progress(seat=self.seat)
        return told.model_copy(update={"exercises": {**told.exercises, **self._unsaved}})

    def change(self, exercise: str, how: Callable[[Tried], Tried]) -> Tried:
        """Change what was tried of one exercise, and return it."""
        told = self.progress()
        after = how(told.of(exercise))
        if after != told.of(exercise) or self._unsaved:
            self._unsaved[exercise] = after
            self._save(told.with_tried(exercise, after))
        return after

    def _save(self, told: Progress) -> None:
        try:
            told.save(self.path)
        except OSError:
            self.trouble = (
                "（進度沒有存進 progress.json：磁碟滿了、唯讀，或檔案被鎖住。不影響作答，下一次檢查會再存。）"
            )
        else:
            self.trouble = ""
            self._unsaved.clear()
