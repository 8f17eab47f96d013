"""The end of a coaching: nothing goes without a record, nothing is overwritten, nothing is left."""

from datetime import date

import pytest

from labkit.core.errors import CloseRefused, FileExists, FileMissing, KeyWeak
from labkit.privacy.keys import new_key, rotate_key
from labkit.sessions.close import close_workspace, left_behind
from tests.conftest import land_office_workspace

DAY = date(2026, 12, 1)


@pytest.fixture
def ws(tmp_path):
    made = land_office_workspace(tmp_path / "ws")
    (made.work / "session-01").mkdir(parents=True)
    (made.work / "session-01" / "x.parquet").write_text("x")
    frozen = made.root / "sessions" / "2025-03-14-01"
    frozen.mkdir(parents=True)
    (frozen / "manifest.json").write_text("{}")
    return made


def test_raw_data_work_and_keys_go_and_the_record_stays(ws, tmp_path):
    key = new_key(tmp_path / "keys" / "team.key")
    left = left_behind(ws, [key])
    assert {one.kind for one in left.files} == {"原始資料", "處理中的資料", "金鑰"}
    written = close_workspace(ws, left, who="資訊室／主任", as_of=DAY)
    assert [path.name for path in written] == ["資料刪除與交還紀錄_20261201.odt", "資料刪除與交還紀錄_20261201.pdf"]
    assert not key.exists()
    assert left_behind(ws).files == ()
    assert (ws.root / "sessions" / "2025-03-14-01" / "manifest.json").is_file()
    with pytest.raises(CloseRefused, match="沒有原始資料"):
        close_workspace(ws, left_behind(ws), who="資訊室", as_of=DAY)


def test_raw_data_is_handed_back_where_a_folder_is_named(ws, tmp_path):
    names = {path.name for path in ws.raw_files()}
    close_workspace(ws, left_behind(ws), who="資訊室", as_of=DAY, return_to=tmp_path / "back")
    assert {path.name for path in (tmp_path / "back").rglob("*") if path.is_file()} == names


def test_nothing_is_touched_where_it_is_refused(ws, tmp_path):
    left = left_behind(ws)
    with pytest.raises(CloseRefused, match="核可"):
        close_workspace(ws, left, who=" ", as_of=DAY)
    back = tmp_path / "back"
    back.mkdir()
    (back / ws.raw_files()[0].name).write_text("old")
    with pytest.raises(FileExists):
        close_workspace(ws, left, who="資訊室", as_of=DAY, return_to=back)
    (ws.root / "sessions" / "2025-03-14-01" / "manifest.json").unlink()
    with pytest.raises(CloseRefused, match="sessions"):
        close_workspace(ws, left, who="資訊室", as_of=DAY)
    with pytest.raises(FileMissing):
        left_behind(ws, [tmp_path / "none.key"])
    assert left_behind(ws) == left
    assert not list((ws.root / "logs").glob("資料*"))


def test_links_other_files_and_folders_of_the_workspace_are_refused(ws, tmp_path):
    left = left_behind(ws)
    for inside in (ws.root / "sessions" / "01", ws.raw / "sub", ws.raw_files()[0]):
        with pytest.raises(CloseRefused, match="工作區以外"):
            close_workspace(ws, left, who="資訊室", as_of=DAY, return_to=inside)
    with pytest.raises(KeyWeak):
        left_behind(ws, [ws.root / "team.yml"])
    key = new_key(tmp_path / "keys" / "k.key")
    rotate_key(key)
    assert len([one for one in left_behind(ws, [key, key]).files if one.kind == "金鑰"]) == 2
    (ws.raw / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(CloseRefused, match="連結"):
        left_behind(ws)


def test_a_file_name_with_personal_data_is_not_repeated(ws):
    (ws.raw / "A123456789_申請.csv").write_text("a\n1\n")
    text = close_workspace(ws, left_behind(ws), who="資訊室", as_of=DAY)[0].read_bytes()
    from labkit.sessions.close import _safe

    assert _safe("A123456789_申請.csv") == "（檔名含個資，不列出）"
    assert text
