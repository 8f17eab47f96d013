import os
import threading

import pytest

from labkit.core import isolate
from labkit.core.errors import ChildFailed, FileMissing, OutsideFolder
from labkit.core.files import files_below, inside, sha256, write_whole
from labkit.core.isolate import in_child
from labkit.core.resources import resource


def test_a_file_is_written_whole_or_the_old_one_stays(tmp_path, monkeypatch):
    path = write_whole(tmp_path / "a" / "x.txt", "舊")

    def broken(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "新")
    assert path.read_text(encoding="utf-8") == "舊"
    assert [one.name for one in path.parent.iterdir()] == ["x.txt"]


def test_hidden_and_lock_files_are_not_data(tmp_path):
    for name in ("b.csv", "a.csv", ".hidden", "~$a.xlsx"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in files_below(tmp_path)] == ["a.csv", "b.csv"]
    assert len(sha256(tmp_path / "a.csv")) == 64


def test_a_path_that_would_leave_the_folder_is_refused(tmp_path):
    assert inside(tmp_path, "a/b.csv").name == "b.csv"
    with pytest.raises(OutsideFolder):
        inside(tmp_path, "../b.csv")


def test_a_child_that_dies_hangs_or_outgrows_its_limit_is_one_error():
    with pytest.raises(ChildFailed, match="中止"):
        in_child("os:_exit", 7, label="x", seconds=30)
    with pytest.raises(ChildFailed, match="超過 1 秒"):
        in_child("time:sleep", 20, label="x", seconds=1)
    with pytest.raises(ChildFailed, match="中止"):
        in_child("builtins:bytearray", 3_000_000_000, label="x", seconds=30, megabytes=600)


def test_a_refusal_inside_a_child_is_raised_outside(tmp_path):
    with pytest.raises(Exception, match="無法解析|不完整|讀取失敗"):
        in_child("labkit.tables.formats._parse:parse", {"path": str(tmp_path / "none.xlsx")}, label="none.xlsx")


def test_what_is_not_shipped_is_file_not_found():
    assert resource("templates", "workspace").is_dir()
    with pytest.raises(FileNotFoundError):
        resource("nowhere")
    assert issubclass(FileMissing, Exception)


def test_a_module_in_the_current_folder_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("from pathlib import Path\nPath('ran').write_text('x')\n")
    monkeypatch.chdir(tmp_path)
    isolate._end_kept()
    with pytest.raises(ChildFailed):
        in_child("os:_exit", 7, label="x", seconds=30)
    assert not (tmp_path / "ran").exists()


def test_an_interrupted_question_is_not_answered_to_the_next(monkeypatch):
    monkeypatch.setattr(threading.Thread, "join", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        in_child("time:sleep", 1, label="x", seconds=5)
    monkeypatch.undo()
    with pytest.raises(ChildFailed, match="中止"):
        in_child("os:_exit", 7, label="x", seconds=30)
