"""Open a workspace: JupyterLab in a process of its own, in the folder of the team, with the first notebook in front."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from labkit.core.errors import EngineMissing
from labkit.core.files import write_whole
from labkit.core.isolate import child_environment
from labkit.core.messages import say
from labkit.sessions.desk.serve import WORDS
from labkit.sessions.desk.settings import Desk
from labkit.workspace.layout import Workspace

POINTER = "python.txt"
SEAT = "progress.json"  # what a seat of the workshop keeps; the workshop stands beside sessions, and is not asked


@dataclass(frozen=True)
class Place:
    """A folder to open: a workspace or a seat of the workshop; ``first`` is the notebook in front, "" where there is none."""

    root: Path
    first: str

    @classmethod
    def of(cls, folder: Path) -> Place:
        """Return the seat at ``folder``, or the workspace there; raises WorkspaceMissing."""
        if (folder / SEAT).is_file():
            return cls(folder.resolve(), next((one.name for one in sorted(folder.glob("W[0-9]_*.ipynb"))), ""))
        ws = Workspace.open(folder)
        return cls(ws.root, next((f"notebooks/{one.name}" for one in ws.notebooks), ""))


def open_lab(place: Place, *, browser: bool = True, port: int | None = None) -> int:
    """Serve ``place`` until the person stops it; returns the server's exit code. Raises EngineMissing without JupyterLab."""
    if importlib.util.find_spec("jupyterlab") is None:
        raise EngineMissing(place="JupyterLab", what=say("desk.no_lab"))
    desk = Desk.of_this_person()
    desk.lay()
    remember_python()
    told = command(place, desk, browser=browser, port=port)
    return _serve(told, {**desk.environment(), "PYTHONPATH": child_environment()["PYTHONPATH"]}, place.root)


def _serve(told: list[str], environ: dict[str, str], folder: Path) -> int:
    """Become the server, so that who stops this process stops it; Windows, which takes paths apart then, runs it as a child."""
    if os.name == "posix":
        os.chdir(folder)
        os.execve(told[0], told, environ)  # noqa: S606  (this interpreter, no shell)
    with contextlib.suppress(KeyboardInterrupt):  # the child hears it too, and ends
        return subprocess.run(told, env=environ, cwd=folder, check=False).returncode  # noqa: S603  (the same)
    return 0


def command(place: Place, desk: Desk, *, browser: bool, port: int | None) -> list[str]:
    """Return the words of the command that serves ``place``; the folder is one of them, whatever signs it holds."""
    told = [sys.executable, "-P", "-m", "labkit.sessions.desk.serve", f"{WORDS}{desk.words}"]
    told += [f"--ServerApp.root_dir={place.root}", f"--LabApp.workspaces_dir={desk.layout(place.root)}"]
    told += [f"--LabApp.default_url=/lab{f'/tree/{quote(place.first)}' if place.first else ''}"]
    told += [] if browser else ["--no-browser"]
    return told + ([] if port is None else [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"])


def remember_python(home: Path | None = None) -> Path | None:
    """Note, in this person's own folder, which Python has labkit: the starters of every workspace ask there.

    Nothing is noted, and None returned, where that folder cannot be written.
    """
    place = (home or Path.home() / ".labkit") / POINTER
    with contextlib.suppress(OSError):
        return write_whole(place, f"{sys.executable}\n")
    return None
