"""The desk: words, settings, the command, and the notes for the starters; without starting a server."""

import gettext
import io
import json
import os
import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import pytest

import labkit as lk
from labkit.core.errors import EngineMissing
from labkit.sessions.desk import opening
from labkit.sessions.desk.settings import Desk
from labkit.sessions.desk.words import MODULE, catalogue, words, write_pack


def test_every_word_is_chinese_and_keeps_the_places_of_the_message():
    for message, text in words().items():
        bare = message.rpartition("\x04")[2]
        assert any("\u4e00" <= sign <= "\u9fff" for sign in text), message
        assert {one for one in ("%1", "%2") if one in bare} == {one for one in ("%1", "%2") if one in text}, message


def test_the_pack_is_found_by_the_server_before_any_other(tmp_path):
    write_pack(tmp_path / "words 王")
    code = (
        "import sys, json\n"
        "from labkit.sessions.desk.serve import learn\n"
        f"learn({str(tmp_path / 'words 王')!r})\n"
        "from jupyterlab_server.translation_utils import get_language_pack, translator\n"
        "translator.set_locale('zh_TW')\n"
        "bundle = translator.load('jupyterlab')\n"
        "found, said = get_language_pack('zh_TW')\n"
        "print(json.dumps([found['jupyterlab']['Run All Cells'], bundle.pgettext('menu', 'File'), said]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert json.loads(done.stdout) == [["執行全部"], "檔案", ""], done.stderr


def test_a_catalogue_holds_all_words_of_both_kinds():
    found = gettext.GNUTranslations(io.BytesIO(catalogue(words())))
    assert found.gettext("Cancel") == "取消"
    assert found.pgettext("menu", "Kernel") == "核心"


def test_settings_are_laid_in_a_folder_of_labkits_own_and_ask_nobody(tmp_path):
    desk = Desk(tmp_path / "家 {home}")
    desk.lay()
    told = json.loads((desk.home / "app" / "overrides.json").read_text(encoding="utf-8"))
    assert told["@jupyterlab/translation-extension:plugin"] == {"locale": "zh_TW"}
    assert told["@jupyterlab/notebook-extension:tracker"]["windowingMode"] == "none"
    assert told["@jupyterlab/apputils-extension:notification"] == {"fetchNews": "false", "checkForUpdates": False}
    server = json.loads((desk.home / "config" / "jupyter_lab_config.json").read_text(encoding="utf-8"))
    assert server["LabApp"]["news_url"] is None
    assert [path.name for path in tmp_path.iterdir()] == ["家 {home}"]
    assert (desk.home / "words" / MODULE / "__init__.py").is_file()


def test_what_a_person_chose_in_jupyterlab_outlives_the_next_opening(tmp_path):
    desk = Desk(tmp_path)
    chosen = tmp_path / "settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    desk.lay()
    chosen.parent.mkdir(parents=True)
    chosen.write_text("{}", encoding="utf-8")
    desk.lay()
    assert chosen.is_file()


def test_the_environment_keeps_the_persons_own_jupyter_away(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_PATH", "theirs")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", "theirs")
    told = Desk(tmp_path).environment()
    assert "theirs" not in told.values()
    assert told["PYTHONUTF8"] == "1"
    assert "LABKIT_BATCH" not in told


def test_a_folder_of_any_name_is_one_word_of_the_command(tmp_path):
    ws = lk.Workspace.create(tmp_path / "試辦 {1} & 地政", as_of=date(2026, 1, 5))
    told = opening.command(opening.Place.of(ws.root), Desk(tmp_path / "home"), browser=False, port=9999)
    assert f"--ServerApp.root_dir={ws.root}" in told
    assert told[-2:] == ["--ServerApp.port=9999", "--ServerApp.port_retries=0"]
    assert "--no-browser" in told


def test_a_seat_of_the_workshop_is_opened_with_its_first_notebook(tmp_path):
    seat = lk.Workshop.start(tmp_path / "教室", 7)
    assert opening.Place.of(seat.folder) == opening.Place(seat.folder.resolve(), "W1_inventory.ipynb")
    with pytest.raises(lk.LabkitError, match="不是工作區"):
        opening.Place.of(tmp_path / "教室")


def test_the_first_notebook_that_is_there_stands_in_front_and_layouts_are_kept_apart(tmp_path):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    desk = Desk(tmp_path / "home")
    assert desk.layout(ws.root) != desk.layout(tmp_path / "other")

    def front():
        told = opening.command(opening.Place.of(ws.root), desk, browser=True, port=None)
        return next(one.partition("=")[2] for one in told if one.startswith("--LabApp.default_url"))

    assert front() == "/lab/tree/notebooks/00_start.ipynb"
    for path in ws.notebooks:
        path.unlink()
    assert front() == "/lab"


def test_without_jupyterlab_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    monkeypatch.setattr(opening.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(EngineMissing, match="重新安裝"):
        opening.open_lab(opening.Place.of(ws.root))


def test_on_windows_the_server_is_a_child_and_its_answer_is_the_commands(tmp_path, monkeypatch):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    monkeypatch.setenv("LABKIT_LAB_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(opening.Path, "home", lambda: tmp_path)
    monkeypatch.setattr(opening, "os", SimpleNamespace(name="nt"))
    asked = {}

    def run(command, **options):
        asked.update(options, command=command)
        return subprocess.CompletedProcess(command, 3)

    monkeypatch.setattr(opening.subprocess, "run", run)
    assert opening.open_lab(opening.Place.of(ws.root)) == 3
    assert asked["cwd"] == ws.root
    assert asked["env"]["JUPYTER_CONFIG_DIR"] == str(tmp_path / "home" / "config")
    assert (tmp_path / ".labkit" / "python.txt").read_text(encoding="utf-8").strip() == sys.executable


@pytest.mark.skipif(os.name != "posix", reason="another way on Windows")
def test_elsewhere_the_process_becomes_the_server(tmp_path, monkeypatch):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    monkeypatch.setenv("LABKIT_LAB_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(opening.Path, "home", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)

    def become(program, told, environ):
        raise SystemExit([program, told[0], environ["JUPYTER_DATA_DIR"], os.getcwd()])  # noqa: PTH109

    monkeypatch.setattr(opening.os, "execve", become)
    with pytest.raises(SystemExit) as ended:
        opening.open_lab(opening.Place.of(ws.root))
    assert ended.value.code == [sys.executable, sys.executable, str(tmp_path / "home" / "data"), str(ws.root)]


def test_a_home_that_cannot_be_written_is_no_reason_to_stop(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert opening.remember_python(tmp_path / "file") is None
