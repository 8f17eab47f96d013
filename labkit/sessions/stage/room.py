"""What every stage has: its workspace, its room under work/, its day, and the way out for results."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from labkit.core.document import Document, Text
from labkit.core.html import Shown, block_html
from labkit.core.result import Result
from labkit.core.spec import Spec
from labkit.core.table import Table
from labkit.sessions.publish import check_publishable, safe_name, write_files
from labkit.sessions.rooms import RESULTS, room_of
from labkit.sessions.shown import said
from labkit.sessions.verdicts._verdict import Verdict
from labkit.workspace.layout import Workspace


@dataclass(frozen=True)
class StageRoom:
    """One notebook of one session: the workspace it works in and the room under work/ that it keeps."""

    name: str
    ws: Workspace
    nth: int
    held: dict[str, Table] = field(default_factory=dict, compare=False, repr=False)
    checked: list[Verdict] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def open(cls, name: str, workspace: str = ".", session: int = 1) -> Self:
        """Open the stage ``name`` of session ``session``; raises WorkspaceMissing."""
        stage = cls(name, Workspace.open(workspace), session)
        stage.outbox.mkdir(parents=True, exist_ok=True)
        stage._forget()
        return stage

    def _forget(self) -> None:
        """Take back what this stage put out before: a notebook may be run again from its top."""
        for path in [*self.outbox.rglob(f"{self.name[:2]}-*"), *(self.room / "parts").glob(f"{self.name[:2]}-*")]:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        self._results.unlink(missing_ok=True)

    @property
    def room(self) -> Path:
        """Return the session's folder under work/."""
        return room_of(self.ws, self.nth)

    @property
    def _results(self) -> Path:
        """Return where this stage's sentences stand, one line for each result."""
        return self.room / RESULTS / f"{self.name}.jsonl"

    @property
    def outbox(self) -> Path:
        """Return where publishable files wait for the gate."""
        return self.room / "outbox"

    @property
    def day(self) -> date:
        """Return the session's date: the only today that a session knows."""
        return self.ws.plan(self.nth).date

    def _propose(self, folder: str, name: str, spec: Spec) -> None:
        """Save a proposal, unless the team has confirmed one already."""
        if not (self.ws.root / folder / f"{name}.yml").is_file():
            spec.save(self.ws.root / folder / "proposals" / f"{name}.yml")

    def publish(self, results: Result | Mapping[str, Result], title: str = "") -> Shown:
        """Put results into the outbox, where the gate will read them; shows what was written.

        Raises NotProtected for a result made from unprotected rows.
        """
        several = results if isinstance(results, Mapping) else {"": results}
        for result in several.values():
            check_publishable(result)
        names = [
            self._publish_one(result, "：".join(part for part in (title, name) if part))
            for name, result in several.items()
        ]
        self._note(several, title)
        return said("已放入這次的成果：" + "、".join(names) if names else "這次沒有可放入的成果。")

    def _note(self, several: Mapping[str, Result], title: str) -> None:
        """Note what the results say, for the report and the log."""
        parts = [
            (name, one.brief.removeprefix(name).lstrip("："), one.weight) for name, one in several.items() if one.brief
        ]
        if not parts:
            return
        told = {
            "stage": self.name,
            "title": title,
            "said": [f"{name}：{text}".strip("：") for name, text, _ in parts],
            "parts": parts,
            "together": _together(list(several.values())),
            "needs": [need for one in several.values() for need in getattr(one, "needs", ())],
        }
        self._write_note(told)

    def _write_note(self, told: Mapping[str, Any]) -> None:
        self._results.parent.mkdir(parents=True, exist_ok=True)
        with self._results.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(told, ensure_ascii=False) + "\n")

    def _publish_one(self, result: Result, title: str) -> str:
        parts = self.room / "parts"
        parts.mkdir(parents=True, exist_ok=True)
        order = f"{self.name[:2]}-{1 + len(list(parts.glob(f'{self.name[:2]}-*'))):02}"
        document = result.to_document()
        dated = Document(document.title, document.blocks, self.day)
        files = write_files(result, self.outbox, safe_name(f"{order}_{title}"), dated)
        blocks = [Text(title or document.title, "heading"), *dated.blocks]
        (parts / f"{order}.html").write_text("\n".join(block_html(block) for block in blocks), encoding="utf-8")
        return files[0].name


def _together(results: list[Result]) -> str:
    """Return what several results of one kind say together; empty where their kind says nothing of that."""
    kinds = {type(one) for one in results}
    return kinds.pop().together(results) if len(results) > 1 and len(kinds) == 1 else ""
