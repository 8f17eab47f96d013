"""A tiny workspace, and runs of it by the real command line that are made to fail at a moment; what must hold afterwards."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

import labkit as lk
from labkit.sessions.manifest import Manifest
from labkit.sessions.running.ledger import Ledger
from labkit.workspace.layout import SPEC_FOLDERS

HOOK = Path(__file__).parent / "fault_hook.py"
CHECKOUT = Path(lk.__file__).parent.parent
MARK = "LABKIT_TEST_MARK"
SECONDS = 600
ROWS = 12


def tiny_workspace(folder, notebooks=("02_cleaning", "03_deidentification")):
    """Return a workspace with one small table and a few notebooks, so that a run takes seconds."""
    ws = lk.Workspace.create(folder, as_of=date(2025, 3, 14))
    lines = [f"{'新安里' if at % 2 else '永康里'},{at},王小明" for at in range(ROWS)]
    (ws.raw / "件.csv").write_text("里,件數,承辦人\n" + "\n".join(lines) + "\n", encoding="utf-8")
    for path in ws.notebooks:
        if path.stem not in notebooks:
            path.unlink()
    return ws


class Runs:
    """Runs of one workspace as people start them: a process of its own, whose children bear a mark."""

    def __init__(self, ws, folder):
        self.ws, self.mark = ws, uuid.uuid4().hex
        self.flag, self.hooks = folder / "flag", folder / "hooks"
        self.hooks.mkdir(parents=True, exist_ok=True)
        shutil.copy(HOOK, self.hooks / "sitecustomize.py")
        self.raw = facts(ws.raw)

    def start(self, *options, **fault):
        """Start ``labkit session run``; ``fault`` is what the hook is told."""
        self.flag.unlink(missing_ok=True)
        told = {"root": str(self.ws.root), "flag": str(self.flag), **fault}
        environment = {
            **os.environ,
            "LABKIT_FAULT": json.dumps(told),
            "LABKIT_KEY": "k" * 32,
            MARK: self.mark,
            "PYTHONPATH": os.pathsep.join([str(self.hooks), str(CHECKOUT)]),
            "PYTHONUTF8": "1",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "labkit", "session", "run", *options],
            cwd=self.ws.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *options, **fault):
        """Run to the end; returns exit code and what was said on standard error, kernels and gate gone."""
        process = self.start(*options, **fault)
        try:
            _, said = process.communicate(timeout=SECONDS)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        assert self.gone() == []
        return process.returncode, said

    def processes(self, word=""):
        """Return the numbers of the processes that bear the mark and have ``word`` in their command line."""
        mark = f"{MARK}={self.mark}".encode()
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if mark in (place / "environ").read_bytes() and word.encode() in (place / "cmdline").read_bytes():
                    found.append(int(place.name))
        return found

    def gone(self, seconds=10):
        """Wait until no process of the run is left; returns the numbers of those that still are."""
        until = time.monotonic() + seconds
        while (left := self.processes()) and time.monotonic() < until:
            time.sleep(0.05)
        return left

    def entries(self):
        """Return the stages that the ledger holds as done, with the digest of each."""
        ledger = Ledger(self.ws.work / "session-01")
        return {path.stem: ledger.entry(path.stem).digest for path in (ledger.room / "ledger").glob("*.json")}

    def check(self):
        """What must hold after every end, however hard: raw data untouched, sessions whole or absent, logs and specifications whole."""
        assert facts(self.ws.root / "data" / "raw") == self.raw
        for folder in self.ws.sessions.iterdir():
            assert folder.name.startswith(".") or whole(folder), folder.name
        for name in ("logs", "plan", *SPEC_FOLDERS):
            for path in (self.ws.root / name).rglob("[!.]*.yml"):
                lk.Log.load(path) if name == "logs" else sound(path)
        sound(self.ws.root / "team.yml")


def facts(folder):
    """Return size, time and hash of every file."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def whole(folder):
    """Tell whether a frozen session is all that its manifest says, and nothing more."""
    manifest = Manifest.load(folder)
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    wanted = {one["name"]: one["sha256"] for one in manifest.compared["outputs"]}
    found = {name: known[1] for name, known in facts(folder).items() if name != "manifest.json"}
    return told["digest"] == manifest.digest and found == wanted


def sound(path):
    """A specification is whole when it ends with its last line and holds no null byte."""
    data = path.read_bytes()
    assert data.endswith(b"\n"), path.name
    assert b"\0" not in data, path.name


def unnamed(ws):
    """Return files and folders that never got their name."""
    return [path.relative_to(ws.root).as_posix() for path in ws.root.rglob(".*.part*")]


def last_line(said):
    return said.strip().splitlines()[-1]


def only_chinese(said):
    """Tell whether every line that people saw is Chinese: no traceback, nothing of a library's own."""
    return all(re.search("^［|[一-鿿]", line) for line in said.splitlines() if line.strip()) and "Traceback" not in said


def wait_for(find, seconds=60):
    """Return what ``find`` finds, as soon as it does."""
    until = time.monotonic() + seconds
    while not (found := find()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)
    return found


class Disk:
    """A disk in memory whose size can be changed."""

    def __init__(self, folder):
        self.folder = folder

    def used(self):
        told = os.statvfs(self.folder)
        return (told.f_blocks - told.f_bfree) * told.f_frsize

    def resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self.folder)], check=True)


@contextmanager
def small_disk():
    """Mount a disk in memory, apart from pytest's own folders, which a test that is killed must not hold; skips where even root may not."""
    folder = Path(tempfile.mkdtemp(prefix="labkit-small-disk-"))
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        folder.rmdir()
        pytest.skip("no small disk can be mounted here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
        folder.rmdir()
