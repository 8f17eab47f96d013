"""Chromium driven over a pipe by its own protocol: no package, no port, no network."""

import base64
import contextlib
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--remote-debugging-pipe",
]
PATIENCE = 60


class Page:
    """One tab; ``said`` holds every event that the browser told."""

    def __init__(self, chromium, target, session):
        self.chromium, self.target, self.session = chromium, target, session

    @property
    def said(self):
        return [one for one in self.chromium.events if one.get("sessionId") == self.session]

    def call(self, method, **params):
        return self.chromium.call(method, params, self.session)

    def run(self, code):
        """Return the value of JavaScript ``code``, awaited."""
        done = self.call("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise AssertionError(done["exceptionDetails"])
        return done["result"].get("value")

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def open(self, path):
        """Load a file, and wait until it has been drawn."""
        self.call("Page.navigate", url=Path(path).as_uri())
        self.run(
            "new Promise(done => { const look = () => document.readyState === 'complete'"
            " && performance.getEntriesByName('first-contentful-paint').length ? done() : setTimeout(look, 20); look(); })"
        )

    def wait(self, event):
        """Listen until the browser has told ``event`` of this page."""
        while not any(one.get("method") == event for one in self.said):
            self.chromium.events.append(self.chromium.hear())

    def press(self, key, code=None, text=None):
        for kind in ("keyDown", "keyUp"):
            params = {"type": kind, "key": key, "code": code or key, "windowsVirtualKeyCode": KEYS[key]}
            self.call("Input.dispatchKeyEvent", **params, **({"text": text} if text and kind == "keyDown" else {}))

    def addresses(self):
        """Return every address that was asked for."""
        return [one["params"]["request"]["url"] for one in self.said if one["method"] == "Network.requestWillBeSent"]

    def troubles(self):
        """Return what went wrong: errors of programs, refusals of the policy."""
        kinds = {"Runtime.exceptionThrown", "Log.entryAdded"}
        return [one["params"] for one in self.said if one["method"] in kinds]

    def measures(self):
        """Return the browser's own counters: seconds of layout, of style, of all tasks."""
        return {one["name"]: one["value"] for one in self.call("Performance.getMetrics")["metrics"]}

    def close(self):
        self.chromium.call("Target.closeTarget", {"targetId": self.target})

    def picture(self, path):
        Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


KEYS = {"Tab": 9, "Enter": 13, " ": 32}


class Chromium:
    """A browser that answers calls one by one."""

    def __init__(self, folder):
        down, our_end = os.pipe()
        their_answers, up = os.pipe()
        self.out, self.into = os.fdopen(our_end, "wb", 0), os.fdopen(their_answers, "rb", 0)
        self.number, self.events, self.left = 0, [], b""
        wrapped = [
            "bash",
            "-c",
            f'exec "$@" 3<&{down} 4>&{up}',
            "bash",
            CHROMIUM,
            *OPTIONS,
            f"--user-data-dir={folder}",
        ]
        self.process = subprocess.Popen(
            wrapped, pass_fds=(down, up), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        os.close(down)
        os.close(up)

    def call(self, method, params, session=None):
        self.number += 1
        asked = {"id": self.number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        self.out.write(json.dumps(asked).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer = self.hear()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)
        raise TimeoutError(method)

    def hear(self):
        while b"\0" not in self.left:
            more = os.read(self.into.fileno(), 1 << 20)
            if not more:
                raise EOFError("Chromium ended")
            self.left += more
        one, _, self.left = self.left.partition(b"\0")
        return json.loads(one)

    def page(self):
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        page = Page(self, target, session)
        for domain in ("Page", "Runtime", "Network", "Log"):
            page.call(f"{domain}.enable")
        return page

    def close(self):
        with contextlib.suppress(Exception):
            self.call("Browser.close", {})
        self.process.wait(PATIENCE)
        self.out.close()
        self.into.close()


@contextlib.contextmanager
def chromium(folder):
    """Open a browser with an own empty profile in ``folder``, and close it."""
    one = Chromium(folder)
    try:
        yield one
    finally:
        one.close()
