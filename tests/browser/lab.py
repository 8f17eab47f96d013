"""`labkit lab` as a person uses it in a real browser: open a notebook, run all of it by the menu, press buttons, save."""

import contextlib
import json
import os
import subprocess
import sys
import time

import pytest

from tests.browser.devtools import chromium

PATIENCE = 120
READY = "document.querySelectorAll('.jp-Notebook .jp-MarkdownOutput h1').length > 0"
IDLE = "document.querySelector('#jp-bottom-panel')?.textContent.includes('就緒')"
CENTRE = (
    "(() => {{ const one = [...document.querySelectorAll({selector!r})].filter(it => it.offsetParent"
    " && it.textContent.includes({text!r}))[0]; if (!one) return null; one.scrollIntoView({{block: 'center'}});"
    " const box = one.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
)
CTRL = 2


def until(found, running=None):
    """Return what ``found`` returns as soon as it is true."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and (running is None or running.poll() is None):
        if told := found():
            return told
        time.sleep(0.3)
    pytest.fail("nothing came up in time")


def click(page, selector, text=""):
    """Click with the mouse in the middle of the first such element that holds ``text``."""
    x, y = until(lambda: page.run(CENTRE.format(selector=selector, text=text)))
    page.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
    for kind in ("mousePressed", "mouseReleased"):
        page.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def run_all(page, path):
    """Run every cell by the menu, wait for the kernel, and save; return the saved notebook."""
    until(lambda: page.run(READY) and page.run(IDLE))
    click(page, ".lm-MenuBar-item", "執行")
    click(page, ".lm-Menu-item[data-command='runmenu:run-all']")
    cells = sum(one["cell_type"] == "code" for one in json.loads(path.read_text(encoding="utf-8"))["cells"])
    asked = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(it => it.textContent)"
    until(lambda: sum(one.strip("[]:").isdigit() for one in page.run(asked)) == cells and page.run(IDLE))
    return save(page, path)


def save(page, path):
    """Press Ctrl+S and return the notebook once its file is written anew."""
    before = path.stat().st_mtime_ns
    for kind in ("rawKeyDown", "keyUp"):
        page.call("Input.dispatchKeyEvent", type=kind, key="s", code="KeyS", windowsVirtualKeyCode=83, modifiers=CTRL)
    until(lambda: path.stat().st_mtime_ns > before)
    return json.loads(path.read_text(encoding="utf-8"))


@contextlib.contextmanager
def served(folder, home, **variables):
    """Serve ``folder`` by `labkit lab`; yields what the server says of itself."""
    environment = {**os.environ, "LABKIT_LAB_HOME": str(home), "HOME": str(home), **variables}
    home.mkdir()
    command = [sys.executable, "-m", "labkit", "lab", str(folder), "--no-browser"]
    with (home / "log.txt").open("wb") as log:
        running = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield until(lambda: _told_by(home), running)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, 15)
            running.wait(60)


@contextlib.contextmanager
def opened(about, notebook, profile):
    """Open one notebook in a fresh browser; yields its page."""
    with chromium(profile) as browser:
        page = browser.page()
        page.size(1400, 1000)
        page.call("Page.navigate", url=f"{about['url']}lab/workspaces/x/tree/{notebook}?reset&token={about['token']}")
        yield page


def _told_by(home):
    for path in (home / "runtime").glob("jpserver-*.json"):
        with contextlib.suppress(json.JSONDecodeError):
            return json.loads(path.read_text(encoding="utf-8"))
    return None
