"""Chromium driven over a pipe by its own protocol: no package, no port, no network."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labkit.core.errors import ChildFailed, EngineMissing

OPTIONS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--remote-debugging-pipe",
)
UNBOXED = "--no-sandbox"
PATIENCE = 60
INTO, OUT_OF = 3, 4  # the descriptors on which Chromium listens and answers
LAUNCH = (
    "import fcntl, os, sys\n"
    "ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]\n"
    "os.dup2(ends[0], 3); os.dup2(ends[1], 4)\n"
    "os.execv(sys.argv[3], sys.argv[3:])\n"
)
PAINTED = (
    "new Promise(done => { const look = () => document.readyState === 'complete'"
    " && performance.getEntriesByName('first-contentful-paint').length ? done() : setTimeout(look, 20); look(); })"
)


class Page:
    """One tab; ``said`` holds every event that the browser told."""

    def __init__(self, chromium: Chromium, target: str, session: str) -> None:
        self.chromium, self.target, self.session = chromium, target, session

    @property
    def said(self) -> list[dict[str, Any]]:
        """Return the events of this tab."""
        return [one for one in self.chromium.events if one.get("sessionId") == self.session]

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol for this tab."""
        return self.chromium.call(method, params, self.session)

    def run(self, code: str) -> Any:
        """Return the value of JavaScript ``code``, awaited."""
        done = self.call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise ChildFailed(place="瀏覽器", why="網頁上的程式出錯")
        return done["result"].get("value")

    def size(self, width: int, height: int) -> None:
        """Make the window so many pixels wide and high."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path: str | Path) -> None:
        """Load a file, and wait until it has been drawn."""
        self.call("Page.navigate", url=Path(path).resolve().as_uri())
        self.run(PAINTED)

    def addresses(self) -> list[str]:
        """Return every address that was asked for."""
        return [one["params"]["request"]["url"] for one in self.said if one["method"] == "Network.requestWillBeSent"]

    def close(self) -> None:
        """Close the tab."""
        self.chromium.call("Target.closeTarget", {"targetId": self.target})


class Chromium:
    """A browser that answers calls one by one; its profile is the empty ``folder``."""

    def __init__(self, program: str, folder: str | Path, *, boxed: bool = True) -> None:
        down, our_end = os.pipe()
        their_answers, up = os.pipe()
        self.out, self.into = os.fdopen(our_end, "wb", 0), os.fdopen(their_answers, "rb", 0)
        self.number, self.left = 0, b""
        self.events: list[dict[str, Any]] = []
        options = [*OPTIONS, *(() if boxed else (UNBOXED,)), f"--user-data-dir={folder}"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(  # noqa: S603  (the browser found on this machine)
            [sys.executable, "-c", LAUNCH, str(down), str(up), program, *options],
            pass_fds=(down, up),
            stdout=quiet,
            stderr=quiet,
            start_new_session=True,
        )
        os.close(down)
        os.close(up)

    def call(self, method: str, params: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        """Return the answer to a call; raises ChildFailed for an error or a minute of silence, EngineMissing if it ended."""
        self.number += 1
        asked = {"id": self.number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        with contextlib.suppress(BrokenPipeError):
            self.out.write(json.dumps(asked).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while True:
            answer = self.hear(until)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise ChildFailed(place="瀏覽器", why=f"{method} 沒有成功")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def hear(self, until: float | None = None) -> dict[str, Any]:
        """Return the next thing that the browser tells; raises ChildFailed after a minute, or at the moment ``until``."""
        until = time.monotonic() + PATIENCE if until is None else until
        while b"\0" not in self.left:
            ready, _, _ = select.select([self.into], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                raise ChildFailed(place="瀏覽器", why=f"等了 {PATIENCE} 秒，網頁還沒有畫出任何內容")
            more = os.read(self.into.fileno(), 1 << 20)
            if not more:
                raise EngineMissing(place="瀏覽器", what="瀏覽器沒有啟動，或中途結束")
            self.left += more
        one, _, self.left = self.left.partition(b"\0")
        told: dict[str, Any] = json.loads(one)
        return told

    def page(self, kind: type[Page] = Page) -> Any:
        """Open a tab; ``kind`` is the class that it is driven by."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = kind(self, target, session)
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.call(f"{domain}.enable")
        return page

    def close(self) -> None:
        """End the browser."""
        with contextlib.suppress(Exception):
            self.call("Browser.close", {})
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        self.process.kill()
        self.process.wait()
        self.out.close()
        self.into.close()


@contextlib.contextmanager
def chromium(program: str, folder: str | Path, *, boxed: bool = True) -> Iterator[Chromium]:
    """Open a browser with an own empty profile in ``folder``, and close it."""
    one = Chromium(program, folder, boxed=boxed)
    try:
        yield one
    finally:
        one.close()
