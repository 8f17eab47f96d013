"""Copied beside a run as ``sitecustomize.py``: every Python process of the run traces what it writes, and fails where it is told to.

``LABKIT_FAULT`` is JSON: ``root`` (only files below it count), ``trace`` (a file that lists every write), and the fault itself: ``process``
(run, kernel, gate), ``event`` and ``place`` (regular expressions), ``nth`` (which of the events that fit, from 0), ``after`` (seconds), ``do``, and
``flag``, a file that says that it happened. An event is seen before it is done.
"""

import errno
import json
import os
import re
import signal
import sys
import threading
import time
from pathlib import Path

WRITES = re.compile(r"[wax+]")
FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def process():
    told = " ".join(sys.orig_argv)
    if "ipykernel" in told:
        return "kernel"
    if "gatekeeper" in told:
        return "gate"
    return "run" if "-m labkit" in told else "other"


def written(event, args):
    """Return the place that an event writes, or nothing."""
    if event == "open":
        path, mode, flags = args
        writes = WRITES.search(mode) if isinstance(mode, str) else isinstance(flags, int) and flags & FLAGS
        return path if writes else None
    if event in {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.chmod"}:
        return args[1] if event == "os.rename" else args[0]
    return None


class Hook:
    def __init__(self, told):
        self.told, self.kind, self.seen, self.busy = told, process(), 0, False

    def __call__(self, event, args):
        if self.busy:
            return
        path = written(event, args)
        if path is None or isinstance(path, int):
            return
        path = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  (resolve would follow links)
        if not path.startswith(self.told["root"] + os.sep):
            return
        self.busy = True
        try:
            self.event(event, os.path.relpath(path, self.told["root"]))
        finally:
            self.busy = False

    def event(self, event, place):
        told = self.told
        if "trace" in told:
            with Path(told["trace"]).open("a", encoding="utf-8") as stream:
                stream.write(json.dumps([self.kind, event, place], ensure_ascii=False) + "\n")
        if told.get("process") != self.kind or Path(told["flag"]).exists():
            return
        if re.search(told["event"], event) and re.search(told["place"], place):
            self.seen += 1
            if self.seen > told.get("nth", 0) and not told.get("after"):
                self.fail()
            elif self.seen == told.get("nth", 0) + 1:
                threading.Timer(told["after"], self.fail).start()

    def fail(self):
        do, ran_by = self.told["do"], os.getpid() if self.kind == "run" else os.getppid()
        if do != "full":  # a full disk stays full for this run
            with Path(self.told["flag"]).open("w") as stream:
                stream.write(self.kind)
        if do == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if do == "kill self":
            os.kill(os.getpid(), signal.SIGKILL)
        elif do == "kill run":
            os.kill(ran_by, signal.SIGKILL)
        elif do == "kill group":
            os.killpg(os.getpgid(ran_by), signal.SIGKILL)
        elif do in {"SIGINT", "SIGTERM", "SIGHUP"}:
            os.killpg(os.getpgid(ran_by), getattr(signal, do))
        time.sleep(0 if do == "SIGINT" and self.kind == "run" else 30)


if "LABKIT_FAULT" in os.environ and sys.platform != "win32":
    sys.addaudithook(Hook(json.loads(os.environ["LABKIT_FAULT"])))
