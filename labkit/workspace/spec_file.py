"""One YAML file of a workspace as it stands: its model where it can be read, and every fault with file and line."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from labkit.coaching.obligations.facts import Fault, FaultCode
from labkit.core.errors import LabkitError, SpecSyntax
from labkit.core.messages import say
from labkit.core.spec import Spec
from labkit.core.yaml import LIMIT_BYTES, YamlPath, YamlText, parse

S = TypeVar("S", bound=Spec)
CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
DAYS, YEARS = ("date", "start", "handed_in"), range(2000, 2101)
LINE = re.compile(r"第 ([0-9]+) 行")


@dataclass(frozen=True)
class SpecFile(Generic[S]):
    """A file under its name in the workspace: ``spec`` is None where a fault hides it."""

    name: str
    spec: S | None = None
    text: YamlText = field(default_factory=lambda: YamlText(None))
    faults: tuple[Fault, ...] = ()

    def fault(self, code: FaultCode, path: YamlPath = (), **facts: str) -> Fault:
        """Return a fault of this file at the line of ``path``."""
        return Fault(code=code, file=self.name, line=self.text.line_of(path), facts=facts)


def read_spec(root: Path, name: str, kind: type[S]) -> SpecFile[S]:
    """Read the file ``name`` below ``root`` as ``kind``; nothing is raised: what is wrong becomes a fault.

    An end that is not later than its start is a fault and is left out, so that the rest of the file still counts.
    """
    found: SpecFile[S] = SpecFile(name)
    try:
        text = _text(root / name, name)
    except LabkitError as error:
        return replace(found, faults=(_told(name, error),))
    except OSError as error:
        fault = Fault(code="status_unreadable", file=name, line=0, detail=f"{name}：{why(error)}")
        return replace(found, faults=(fault,))
    if marker := CONFLICT.search(text):
        line = text.count("\n", 0, marker.start()) + 1
        return replace(found, faults=(Fault(code="status_conflict", file=name, line=line),))
    try:
        return _checked(replace(found, text=parse(text, place=name)), kind)
    except LabkitError as error:
        return replace(found, faults=(_told(name, error),))
    except RecursionError:
        return replace(found, faults=(Fault(code="status_unreadable", file=name),))


def why(error: OSError) -> str:
    """Return in a sentence why a file or folder cannot be opened, and what to do."""
    kinds = {PermissionError: "denied", FileNotFoundError: "gone", IsADirectoryError: "folder"}
    return say(f"status.{kinds.get(type(error), 'no_access')}")


def _checked(found: SpecFile[S], kind: type[S]) -> SpecFile[S]:
    """Return the file with its model, or with the faults that hide it."""
    if _ends_too_early(found.text):
        found = replace(found, faults=(found.fault("status_times", ("end",)),))
        kept = {key: value for key, value in found.text.value.items() if key != "end"}
        found = replace(found, text=replace(found.text, value=kept))
    try:
        spec = kind.of_yaml(found.text)
    except LabkitError as error:
        return replace(found, faults=(*found.faults, _told(found.name, error)))
    if wrong := [key for key in DAYS if isinstance(day := getattr(spec, key, None), dt.date) and day.year not in YEARS]:
        return replace(found, faults=(*found.faults, found.fault("status_year", (wrong[0],))))
    return replace(found, spec=spec)


def _text(path: Path, name: str) -> str:
    if not path.is_file() and path.exists():
        raise IsADirectoryError
    if path.stat().st_size > LIMIT_BYTES:
        raise SpecSyntax(place=name, line=1, what="檔案超過 1 MB")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SpecSyntax(place=name, line=1, what="不是 UTF-8 文字檔，請另存為 UTF-8") from None


def _told(name: str, error: LabkitError) -> Fault:
    """Return a refusal as a fault: its line is kept, its words are for the team's own screen alone."""
    line = int(str(error.facts.get("line", 0))) or int((LINE.search(str(error)) or ["", "1"])[1])
    return Fault(code="status_unreadable", file=name, line=line, detail=str(error))


def _ends_too_early(text: YamlText) -> bool:
    if not isinstance(text.value, dict):
        return False
    start, end = (_time(text.value.get(name)) for name in ("start", "end"))
    return start is not None and end is not None and end <= start


def _time(value: object) -> dt.time | None:
    try:
        return dt.time.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
