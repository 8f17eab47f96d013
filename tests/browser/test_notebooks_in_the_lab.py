"""The guided notebooks and those of the workshop as people run them: in JupyterLab, by the menu, with forms pressed and the file saved."""

import os
from urllib.parse import urlsplit

import pytest

import labkit as lk
from labkit.privacy.keys import new_key
from labkit.workshop.desk import put_notebook
from tests.browser.devtools import CHROMIUM
from tests.browser.lab import click, opened, run_all, save, served, until
from tests.conftest import land_office_workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("lab"),
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this desk"),
]
SHORTER = "document.querySelector('.jp-Notebook').innerText"


def outputs(book):
    return [one for cell in book["cells"] if cell["cell_type"] == "code" for one in cell["outputs"]]


def assert_clean(book, page):
    """Every cell ran, nothing failed or warned in red, and no other machine was asked for anything."""
    assert all(cell["execution_count"] for cell in book["cells"] if cell["cell_type"] == "code")
    kinds = {(one["output_type"], one.get("name", "")) for one in outputs(book)}
    assert not {kind for kind in kinds if kind[0] == "error" or kind[1] == "stderr"}
    assert "□" not in page.run(SHORTER).replace("□實體", "").replace("□線上", "")
    asked = {urlsplit(one).hostname for one in page.addresses() if one.startswith("http")}
    assert asked <= {"localhost", "127.0.0.1"}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    ws = land_office_workspace(folder / "地政 一課")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_KEY_FILE", str(new_key(folder / "team.key")))
        with served(ws.root, folder / "home") as about:
            yield about, ws


def test_the_seven_guided_notebooks_run_by_the_menu_and_keep_a_decision_that_was_pressed(lab, tmp_path):
    about, ws = lab
    for path in ws.notebooks:
        name = path.stem
        with opened(about, f"notebooks/{path.name}", tmp_path / name) as page:
            book = run_all(page, path)
            assert_clean(book, page)
            page.picture(tmp_path / f"{name}.png")
    kept = ws.root / "decisions" / "02_cleaning.yml"
    kept.unlink(missing_ok=True)
    path = ws.root / "notebooks" / "02_cleaning.ipynb"
    with opened(about, f"notebooks/{path.name}", tmp_path / "again") as page:
        run_all(page, path)
        for box, label, text in (
            (".widget-textarea", "決定", "採用建議的步驟"),
            (".widget-textarea", "理由", "逐項看過樣本"),
            (".widget-text", "誰", "資訊室"),
        ):
            click(page, box, label)
            page.call("Input.insertText", text=text)
        click(page, "button.jupyter-button", "把這個決定存起來")
        until(kept.is_file)
        save(page, path)
    told = kept.read_text(encoding="utf-8")
    assert "採用建議的步驟" in told
    assert "資訊室" in told


def test_a_notebook_of_exercises_and_that_of_boards_run_by_the_menu(tmp_path):
    seat = lk.Workshop.start(tmp_path / "教室", 7)
    with (
        served(seat.folder, tmp_path / "home") as about,
        opened(about, "W1_inventory.ipynb", tmp_path / "w1") as page,
    ):
        book = run_all(page, seat.folder / "W1_inventory.ipynb")
        assert_clean(book, page)
        assert "還沒作答" in page.run(SHORTER)
        page.picture(tmp_path / "w1.png")
    ws = land_office_workspace(tmp_path / "ws")
    path = put_notebook(ws.root / "boards" / "persona.yml")
    with served(ws.root, tmp_path / "home2") as about, opened(about, "boards/B1_boards.ipynb", tmp_path / "b1") as page:
        assert_clean(run_all(page, path), page)
        page.picture(tmp_path / "b1.png")
