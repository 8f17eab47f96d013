"""Run the sessions of every workspace below a folder: several at a time, one process for each; a broken one is listed, the others run."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from labkit.core.errors import WorkspaceMissing
from labkit.core.isolate import child_environment
from labkit.core.progress import Say, Stopwatch, clock_time, silent
from labkit.core.run_errors import Interrupted, RunEnded
from labkit.sessions.many.keys import check_keys, environment_for, names_of
from labkit.sessions.many.one import COMMAND, Answer, place_of_log
from labkit.sessions.many.result import ManyRuns, Ran
from labkit.sessions.running.asked import Asked
from labkit.sessions.running.stops import stoppable
from labkit.workspace.many import workspaces_below

NEEDED = Asked()
WINDOWS_GROUP = 0x200  # CREATE_NEW_PROCESS_GROUP
APART: dict[str, Any] = (  # a person's Ctrl-C reaches the one who asked, who stops the others
    {"creationflags": WINDOWS_GROUP} if sys.platform == "win32" else {"start_new_session": True}
)
PATIENCE = 30  # seconds that a stopped run has to end its notebooks


@dataclass(frozen=True)
class Wanted:
    """What is asked of every workspace alike; ``nth`` None is each one's newest plan."""

    nth: int | None = None
    asked: Asked = NEEDED
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, root: Path) -> str:
        """Return the request for one workspace, as a line."""
        asked = {"again": self.asked.again, "only": self.asked.only, "first": self.asked.first}
        told = {"root": str(root), "nth": self.nth, "parameters": self.parameters, **asked}
        return json.dumps(told, ensure_ascii=False) + "\n"


def run_all(
    folder: Path, wanted: Wanted, *, jobs: int = 1, keys: Path | None = None, progress: Say = silent
) -> ManyRuns:
    """Run a session in every workspace below ``folder``, ``jobs`` at a time; each is as if it had been run alone.

    ``keys`` is a folder with <workspace>.key for each, outside every workspace; without it all use the environment's key.
    Raises FileMissing, WorkspaceMissing where there is none below, Interrupted; what a single workspace refuses is in the result.
    """
    check_keys(keys)
    roots = list(workspaces_below(folder))
    if not roots:
        raise WorkspaceMissing(place=folder.resolve().name)
    names, watch, crew = names_of(roots, folder), Stopwatch(), _Crew(wanted, keys)
    progress(f"{len(roots)} 個工作區，同時執行 {min(jobs, len(roots))} 個。")
    found: dict[Path, Ran] = {}
    try:
        with stoppable(), ThreadPoolExecutor(jobs) as pool:
            try:
                running = {pool.submit(crew.run, root, names[root]): root for root in roots}
                for done in as_completed(running):
                    found[running[done]] = done.result()
                    progress(_line(done, len(found), len(roots)))
            except BaseException:  # whatever it is, the runs have to end before the pool can
                crew.stop()
                raise
    except KeyboardInterrupt:
        raise Interrupted from None
    return ManyRuns(name="各工作區的輔導", ran=tuple(found[root] for root in roots), seconds=watch.seconds)


def _line(done: Future[Ran], count: int, total: int) -> str:
    one = done.result()
    why = f"：{one.answer.why.splitlines()[0]}" if one.answer.failed else ""
    return f"［{count}/{total}］ {one.name} {one.outcome}（{one.seconds:.0f} 秒）{why}"


class _Crew:
    """The processes that run now; stopped together."""

    def __init__(self, wanted: Wanted, keys: Path | None) -> None:
        self.wanted, self.keys = wanted, keys
        self._lock = threading.Lock()
        self._working: set[subprocess.Popen[str]] = set()
        self._over = False

    def run(self, root: Path, name: str) -> Ran:
        """Run one workspace in a process of its own; whatever goes wrong there is its answer."""
        watch = Stopwatch()
        try:
            found = self._asked(root, name)
        except OSError as error:
            found = Answer(why=f"無法讀寫檔案：{error.strerror or type(error).__name__}。請確認磁碟空間與權限。")
        return Ran(name, found, watch.seconds)

    def stop(self) -> None:
        """End every process politely, so that each ends its own notebooks; what does not end in time is killed."""
        with self._lock:
            self._over = True
            for process in self._working:
                process.terminate()
        for process in list(self._working):
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()

    def _asked(self, root: Path, name: str) -> Answer:
        if not (root / "team.yml").is_file():
            return Answer(why=str(WorkspaceMissing(place=name)))
        log = place_of_log(root)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"──── {clock_time()}\n")
            stream.flush()
            process = self._start(stream, environment_for(name, self.keys))
            with contextlib.suppress(OSError):  # it may have ended already
                process.stdin.write(self.wanted.of(root))  # type: ignore[union-attr]
                process.stdin.flush()  # type: ignore[union-attr]
            told = process.stdout.read()  # type: ignore[union-attr]
            process.communicate()
        with self._lock:
            self._working.discard(process)
        if process.returncode or not told:
            return Answer(why=str(RunEnded(place=name)))
        return Answer(**json.loads(told))

    def _start(self, log: Any, environment: Mapping[str, str]) -> subprocess.Popen[str]:
        with self._lock:
            if self._over:
                raise Interrupted
            process = subprocess.Popen(  # noqa: S603  (this interpreter, this module)
                [sys.executable, *COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**environment, "PYTHONPATH": child_environment()["PYTHONPATH"]},
                encoding="utf-8",
                **APART,
            )
            self._working.add(process)
            return process
