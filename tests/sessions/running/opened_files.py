"""Run each notebook of a workspace in one process, and print which files of it each of them opened, to read and to write."""

import json
import os
import sys
from pathlib import Path

from tests.bench.one_process import run

ROOT = Path(sys.argv[-1]).resolve()
OPENED = {}
STAGE = [""]


def hear(event, arguments):
    if event != "open" or not STAGE[0] or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    path = Path(os.fsdecode(arguments[0]))
    path = path if path.is_absolute() else Path.cwd() / path
    if path.is_relative_to(ROOT):
        writes = isinstance(arguments[1], str) and any(sign in arguments[1] for sign in "wax+")
        writes = writes or bool((arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR))
        OPENED.setdefault(STAGE[0], set()).add((path.relative_to(ROOT).as_posix(), writes))


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.addaudithook(hear)
    for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")):
        STAGE[0] = path.stem
        run(path)
    STAGE[0] = ""
    print(json.dumps({name: sorted(found) for name, found in OPENED.items()}, ensure_ascii=False))
