"""`labkit lab` in a real browser: the first notebook in front, Chinese menus, no news, nothing asked of any other machine."""

import os
from datetime import date
from urllib.parse import urlsplit

import pytest

import labkit as lk
from tests.browser.devtools import CHROMIUM, chromium
from tests.browser.lab import served, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("lab"),
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this desk"),
]
MENUS = ["檔案", "編輯", "檢視", "執行", "核心", "分頁", "設定", "說明"]
READY = (
    "document.querySelectorAll('.jp-Notebook .jp-MarkdownOutput h1').length > 0"
    " && document.querySelectorAll('.lm-MenuBar-itemLabel').length > 7"
)
TEXTS = "[...document.querySelectorAll('{}')].map(one => one.textContent).filter(one => one)"


def run_cell(page):
    """Press Shift+Enter, as the first notebook asks for."""
    for kind in ("keyDown", "keyUp"):
        page.call("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, modifiers=8)


@pytest.fixture
def server(tmp_path):
    ws = lk.Workspace.create(tmp_path / "試辦 地政{1}", as_of=date(2026, 1, 5))
    elsewhere = {"JUPYTER_CONFIG_DIR": str(tmp_path / "theirs"), "http_proxy": "", "https_proxy": ""}
    with served(ws.root, tmp_path / "home of 王", **elsewhere) as about:
        yield about, ws


def test_the_lab_opens_in_chinese_with_the_first_notebook_and_asks_no_other_machine(server, tmp_path):
    about, ws = server
    assert about["root_dir"] == str(ws.root)
    with chromium(tmp_path / "profile") as browser:
        page = browser.page()
        page.size(1280, 900)
        page.call("Page.navigate", url=f"{about['url']}lab/tree/notebooks/00_start.ipynb?token={about['token']}")
        until(lambda: page.run(READY))
        assert page.run(TEXTS.format(".lm-MenuBar-itemLabel"))[:8] == MENUS
        assert any("00_start.ipynb" in one for one in page.run(TEXTS.format(".lm-TabBar-tabLabel")))
        assert "開始：這次輔導要用的資料" in page.run("document.querySelector('.jp-Notebook h1').textContent")
        assert not page.run("document.body.innerText.includes('Jupyter news')")
        until(lambda: "就緒" in page.run("document.querySelector('#jp-bottom-panel').textContent"))
        page.run("document.querySelector('.jp-Notebook').focus()")
        for _ in range(3):
            run_cell(page)
        until(lambda: "[2]:" in page.run(TEXTS.format(".jp-InputPrompt")))
        assert "Error" not in page.run("document.querySelector('.jp-Notebook').innerText")
        asked = {urlsplit(one).hostname for one in page.addresses() if one.startswith("http")}
        assert asked <= {"localhost", "127.0.0.1"}
        page.picture(tmp_path / "lab.png")
    assert not (tmp_path / "theirs").exists()
