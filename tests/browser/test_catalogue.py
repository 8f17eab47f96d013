"""The catalogue in a real browser: it searches, and reaches for nothing outside itself."""

import os
import re
import shutil
import subprocess
from urllib.parse import quote

import pytest

import labkit as lk
from labkit.inventory.exports._export import export_inventory

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def shown(page, words, folder):
    """Return the page as Chromium sees it with ``words`` searched for."""
    command = [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}", "--dump-dom"]
    done = subprocess.run(
        [*command, f"{page.as_uri()}#{quote(words)}"], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this desk")
def test_the_catalogue_finds_tables_by_column_and_needs_no_server(raw_land_office, tmp_path):
    page = export_inventory(lk.take_inventory(raw_land_office), "catalogue", tmp_path / "目錄.html")
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page.read_text(encoding="utf-8"))
    everything = shown(page, "", tmp_path / "a")
    assert "符合 5 張表" in everything
    found = shown(page, "號碼牌", tmp_path / "b")
    assert "符合 1 張表" in found
    assert found.count("<section hidden") == 4
    assert re.search(r'<tr class="hit"><td>號碼牌</td>', found)
