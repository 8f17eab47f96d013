"""What tests ask of a page besides opening it: keys, sizes, counters, pictures. The driver itself is labkit's."""

import base64
import contextlib
from pathlib import Path

from labkit.core.errors import EngineMissing
from labkit.poc.opening import devtools
from labkit.poc.opening.browser import find_browser


def _found():
    try:
        return find_browser()
    except EngineMissing:
        return None


CHROMIUM = _found()
KEYS = {"Tab": 9, "Enter": 13, " ": 32}


class Page(devtools.Page):
    """One tab, as a test handles it."""

    def wait(self, event):
        """Listen until the browser has told ``event`` of this page."""
        while not any(one.get("method") == event for one in self.said):
            self.chromium.events.append(self.chromium.hear())

    def press(self, key, code=None, text=None):
        for kind in ("keyDown", "keyUp"):
            params = {"type": kind, "key": key, "code": code or key, "windowsVirtualKeyCode": KEYS[key]}
            self.call("Input.dispatchKeyEvent", **params, **({"text": text} if text and kind == "keyDown" else {}))

    def troubles(self):
        """Return what went wrong: errors of programs, refusals of the policy."""
        kinds = {"Runtime.exceptionThrown", "Log.entryAdded"}
        return [one["params"] for one in self.said if one["method"] in kinds]

    def measures(self):
        """Return the browser's own counters: seconds of layout, of style, of all tasks."""
        return {one["name"]: one["value"] for one in self.call("Performance.getMetrics")["metrics"]}

    def picture(self, path):
        Path(path).write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


class Chromium(devtools.Chromium):
    """A browser whose tabs are a test's."""

    def page(self, kind=Page):
        return super().page(kind)


@contextlib.contextmanager
def chromium(folder):
    """Open a browser with an own empty profile in ``folder``, and close it."""
    one = Chromium(CHROMIUM, folder, boxed=False)
    try:
        yield one
    finally:
        one.close()
