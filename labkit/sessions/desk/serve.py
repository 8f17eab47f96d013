"""The process of the server: JupyterLab with labkit's words on its path, in the interpreter that labkit is installed in."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from labkit.sessions.desk.words import MODULE

WORDS = "--words="


def learn(folder: str) -> None:
    """Put the words in ``folder`` before those of any other pack: the module is taken first, its entry point is read last."""
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    importlib.import_module(MODULE)
    sys.path.remove(folder)
    sys.path.append(folder)


def main(arguments: list[str]) -> None:
    """Serve until the person stops it; ``--words=`` names the folder of the words, the rest is JupyterLab's own."""
    from jupyterlab.labapp import LabApp  # noqa: PLC0415  (only the server needs it)

    for told in (one for one in arguments if one.startswith(WORDS)):
        learn(str(Path(told.removeprefix(WORDS))))
    LabApp.launch_instance([one for one in arguments if not one.startswith(WORDS)])


if __name__ == "__main__":
    main(sys.argv[1:])
