"""A frozen session's own files and sources, without running anything."""

import json

import pytest

import labkit as lk
from labkit.core.errors import FileBroken, FileExists, FileMissing, OutsideFolder, SessionMissing
from labkit.core.run_errors import AlreadyRunning, ReplayRefused, ReplayStopped
from labkit.privacy.keys import load_key, new_key
from labkit.sessions.manifest import NAME, Manifest
from labkit.sessions.replay import again
from labkit.sessions.replay.frozen import check_frozen, frozen_folder, read_manifest
from labkit.sessions.replay.making import Made, _another_key
from labkit.sessions.replay.place import build, clean_place
from labkit.sessions.replay.sources import find_sources
from labkit.sessions.running.freeze import REPLAYS
from labkit.sessions.running.lock import only_run
from tests.sessions.replay.frozen_sessions import OUTPUTS, by_hand, described, small_workspace


@pytest.fixture
def ws(tmp_path):
    return small_workspace(tmp_path / "ws")


@pytest.fixture
def frozen(ws):
    return by_hand(ws)


@pytest.fixture
def never_run(monkeypatch):
    """Let no notebook run: what is made again is what was frozen."""

    def make(_, root, compared, sources, __):
        build(root, sources.files)
        place = root / "outbox"
        for name, data in OUTPUTS.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(data)
        return Made(place, [dict(one) for one in compared["outputs"]], {}, [])

    monkeypatch.setattr(again, "make", make)


def told(differences):
    return [(one.what, one.name, one.code) for one in differences]


def test_a_session_is_found_by_its_number_or_its_folder(ws, frozen):
    newer = by_hand(ws, "2025-03-14-01.r2")
    assert frozen_folder(ws, 1) == frozen_folder(ws, "1") == newer
    assert frozen_folder(ws, "2025-03-14-01") == frozen
    with pytest.raises(SessionMissing, match="第 2 次"):
        frozen_folder(ws, 2)
    with pytest.raises(FileMissing, match="2025-03-15-01"):
        lk.replay(ws, "2025-03-15-01")
    with pytest.raises(FileMissing):
        frozen_folder(ws, "../data")


def test_a_folder_as_it_was_frozen_has_no_difference(frozen):
    assert check_frozen(frozen, read_manifest(frozen)) == []


def test_files_changed_removed_and_added_after_freezing_are_each_named(frozen):
    (frozen / "tables" / "04-01_件數.csv").write_bytes(b"a,b\n1,3\n")
    (frozen / "charts" / "04-01_圖.png").unlink()
    (frozen / "tables" / "補充.csv").write_text("x")
    (frozen / "ro-crate-metadata.json").write_text("{}")
    assert sorted(told(check_frozen(frozen, read_manifest(frozen)))) == [
        ("output", "charts/04-01_圖.png", "gone"),
        ("output", "tables/04-01_件數.csv", "tampered"),
        ("output", "tables/補充.csv", "added"),
    ]


def test_a_manifest_that_was_changed_does_not_fit_its_own_hash(frozen):
    content = json.loads((frozen / NAME).read_text(encoding="utf-8"))
    content["compared"]["session"]["agency"] = "別所"
    (frozen / NAME).write_text(json.dumps(content), encoding="utf-8")
    assert told(check_frozen(frozen, read_manifest(frozen))) == [("output", NAME, "manifest")]


def test_a_manifest_of_an_earlier_schema_is_refused_in_a_sentence(ws, frozen):
    content = json.loads((frozen / NAME).read_text(encoding="utf-8"))
    (frozen / NAME).write_text(json.dumps({**content, "schema": 1}), encoding="utf-8")
    with pytest.raises(ReplayRefused, match="2025-03-14-01.*較早版本"):
        lk.replay(ws, 1)
    (frozen / NAME).write_text("{", encoding="utf-8")
    with pytest.raises(FileBroken):
        lk.replay(ws, 1)


@pytest.mark.usefixtures("frozen")
def test_a_raw_file_with_one_other_byte_is_named_and_nothing_is_run(ws, monkeypatch):
    monkeypatch.setattr(again, "make", None)
    path = ws.raw / "收件.csv"
    data = bytearray(path.read_bytes())
    data[-2] ^= 1
    path.write_bytes(data)
    result = lk.replay(ws, 1)
    assert not result.identical
    assert result.frame.to_numpy().tolist() == [["input", "data/raw/收件.csv", "內容與當時不同（找不到當時的版本）"]]
    assert "無法重現：輸入資料 1 處" in result.summary
    assert result.left_out == {"sources_differ": 3}
    path.unlink()
    assert told(lk.replay(ws, 1).differences) == [("input", "data/raw/收件.csv", "missing")]


@pytest.mark.usefixtures("frozen", "never_run")
def test_a_raw_file_under_another_name_is_still_the_same_file(ws):
    (ws.raw / "收件.csv").rename(ws.raw / "收件_113.csv")
    result = lk.replay(ws, 1)
    assert result.identical
    assert result.restored == ("data/raw/收件.csv",)


@pytest.mark.usefixtures("never_run")
def test_settings_edited_removed_or_added_since_are_taken_as_they_were(ws):
    recipe = ws.root / "recipes" / "收件.yml"
    recipe.write_text("version: 1\nname: 收件\n", encoding="utf-8")
    frozen = by_hand(ws)
    recipe.write_text("version: 1\nname: 改過\n", encoding="utf-8")
    ws.plan_path(1).unlink()
    (ws.root / "pivots" / "新.yml").write_text("version: 1\n", encoding="utf-8")
    sources = find_sources(ws, read_manifest(frozen).compared)
    assert sources.restored == ("plan/01.yml", "recipes/收件.yml")
    assert sources.files["recipes/收件.yml"].read_text(encoding="utf-8").endswith("name: 收件\n")
    assert "pivots/新.yml" not in sources.files
    result = lk.replay(ws, 1)
    assert result.identical
    assert "以當時保留的版本重算：plan/01.yml、recipes/收件.yml" in "\n".join(
        block.text for block in result.to_document().blocks if hasattr(block, "text")
    )


def test_a_kept_copy_that_was_changed_is_no_copy(ws):
    frozen = by_hand(ws)
    digest = next(one["sha256"] for one in read_manifest(frozen).compared["specs"] if one["name"] == "plan/01.yml")
    for path in (ws.plan_path(1), ws.work / "kept" / digest):
        path.write_bytes(path.read_bytes().replace("實體".encode(), "線上".encode()))
    assert told(lk.replay(ws, 1).differences) == [("setting", "plan/01.yml", "changed")]


def test_a_manifest_cannot_name_a_file_outside_the_workspace(ws):
    by_hand(ws, inputs=[described("../../secret.csv", b"x")])
    with pytest.raises(OutsideFolder):
        lk.replay(ws, 1)


@pytest.mark.usefixtures("never_run")
def test_a_raw_file_that_is_a_link_to_a_shared_drive_is_read_through_it(ws, tmp_path):
    path = ws.raw / "收件.csv"
    path.rename(tmp_path / "drive.csv")
    path.symlink_to(tmp_path / "drive.csv")
    by_hand(ws)
    assert lk.replay(ws, 1).identical


def test_a_key_that_is_missing_refused_or_another_is_told_apart(monkeypatch, tmp_path):
    monkeypatch.delenv("LABKIT_KEY", raising=False)
    monkeypatch.delenv("LABKIT_KEY_FILE", raising=False)
    assert [one.code for one in _another_key("a" * 16)] == ["key_missing"]
    key = new_key(tmp_path / "team.key")
    monkeypatch.setenv("LABKIT_KEY_FILE", str(key))
    assert [one.code for one in _another_key("a" * 16)] == ["key_other"]
    assert _another_key(load_key().fingerprint) == []
    key.write_text("short")
    (refused,) = _another_key("a" * 16)
    assert (refused.code, "太短" in refused.how) == ("key_refused", True)


@pytest.mark.usefixtures("never_run")
def test_a_tampered_output_is_named_and_does_not_count_as_the_same(ws, frozen):
    (frozen / "tables" / "04-01_件數.csv").write_bytes(b"a,b\n1,3\n")
    result = lk.replay(ws, 1)
    assert (result.identical, result.same, result.outputs) == (False, 2, 3)
    assert result.frame["name"].tolist() == ["tables/04-01_件數.csv"]
    assert "3 項成果中 2 項與封存的完全相同；與封存時不同的有成果 1 處" in result.summary


@pytest.mark.usefixtures("frozen")
def test_the_clean_place_goes_whatever_happens_and_what_a_killed_replay_left_goes_too(ws, monkeypatch):
    (ws.work / f"{REPLAYS}left").mkdir(parents=True)
    for stop, refused in ((KeyboardInterrupt, ReplayStopped), (OSError, OSError)):

        def make(*_, stop=stop):
            assert len(list(ws.work.glob(f"{REPLAYS}*"))) == 1
            raise stop

        monkeypatch.setattr(again, "make", make)
        with pytest.raises(refused):
            lk.replay(ws, 1)
        assert not list(ws.work.glob(f"{REPLAYS}*"))


def test_files_are_copied_so_that_nothing_is_written_through(ws, frozen):
    sources = find_sources(ws, read_manifest(frozen).compared)
    with clean_place(ws) as root:
        place = build(root, sources.files)
        for path in place.raw_files():
            assert not path.is_symlink()
            assert path.stat().st_nlink == 1
            path.write_text("x")
    assert (ws.raw / "收件.csv").read_text().startswith("申請人")


@pytest.mark.usefixtures("frozen", "never_run")
def test_what_was_made_is_kept_in_a_new_folder_alone(ws, tmp_path):
    kept = tmp_path / "kept"
    assert lk.replay(ws, 1, keep=kept).identical
    assert {path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()} == set(OUTPUTS)
    with pytest.raises(FileExists):
        lk.replay(ws, 1, keep=kept)
    for place in (ws.sessions / "x", ws.raw / "x", ws.root / "data" / ".." / "x"):
        with pytest.raises(ReplayRefused, match="工作區之外"):
            lk.replay(ws, 1, keep=place)


@pytest.mark.usefixtures("frozen")
def test_a_replay_waits_for_nobody_and_disturbs_nobody(ws):
    with only_run(ws.work), pytest.raises(AlreadyRunning):
        lk.replay(ws, 1)


def test_a_broken_chain_names_the_session_that_changed(ws, frozen):
    from labkit.sessions.replay.tables import chain

    first = Manifest.load(frozen)
    before = {"session": frozen.name, "digest": first.digest}
    assert chain(ws, {"previous": before}) == ({1: first}, [])
    assert told(chain(ws, {"previous": {**before, "digest": "0"}})[1]) == [
        ("input", "sessions/2025-03-14-01", "changed")
    ]
    assert told(chain(ws, {"previous": {**before, "session": "2025-01-01-01"}})[1]) == [
        ("input", "sessions/2025-01-01-01", "missing")
    ]
