"""Whatever is done to a bundle on its way is told, with the file that it was done to."""

import hashlib
import json
import shutil
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import FileBroken, FileMissing, LabkitError
from labkit.core.files import sha256
from labkit.sessions.manifest import Manifest
from labkit.sessions.records.bundle import make_bundle
from labkit.sessions.records.crate import crate_of
from labkit.sessions.records.opened import open_zip
from labkit.sessions.records.sums import sums_text
from labkit.sessions.records.verify import verify_bundle
from tests.sessions.records.made import freeze, previous_of, quote, workspace

SESSION, LOG, EARLIER = "session/2025-12-19-02", "logs/02.yml", "earlier/2025-12-05-01/manifest.json"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """A bundle of a second session."""
    room = tmp_path_factory.mktemp("bundle")
    ws = workspace(room / "ws")
    quote(ws, freeze(ws, 2, "2025-12-19", previous_of(ws.sessions / "2025-12-05-01")))
    return make_bundle(ws, 2, room / "成果包.zip").path


@pytest.fixture(scope="module")
def unpacked(bundle, tmp_path_factory):
    """The same as a folder, that each example leaves as it was."""
    folder = tmp_path_factory.mktemp("unpacked")
    open_zip(bundle, folder)
    return folder


@pytest.fixture
def there(unpacked, tmp_path):
    """A copy to harm."""
    return shutil.copytree(unpacked, tmp_path / "there")


def names_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def named(found):
    return {*found.frame["file"]}


def sums_again(folder):
    """Write SHA256SUMS as somebody would who wants the change not to be seen."""
    hashes = {name: sha256(folder / name) for name in names_below(folder) if name != "SHA256SUMS"}
    (folder / "SHA256SUMS").write_text(sums_text(hashes), encoding="utf-8")


def test_an_untouched_bundle_passes_as_zip_and_as_folder_and_says_what_that_proves(bundle, unpacked):
    for path in (bundle, unpacked):
        found = verify_bundle(path)
        assert found.passed
        assert found.frame.empty
        assert list(found.frame.columns) == ["file", "what"]
        assert found.counts_only
        assert f"{len(names_below(unpacked))} 個檔案的雜湊都相符" in found.summary
        text = "\n".join(getattr(one, "text", "") for one in found.to_document().blocks)
        assert found.frozen.printed in text
        assert "不能證明" in text


@given(data=st.data())
def test_any_byte_flipped_added_or_removed_in_any_file_is_told_and_the_file_named(unpacked, data):
    name = data.draw(st.sampled_from(names_below(unpacked)))
    path = unpacked / name
    kept = path.read_bytes()
    how = data.draw(st.sampled_from(["flip", "add", "remove"] if kept else ["add"]))
    at = data.draw(st.integers(0, len(kept) - (how != "add")))
    sign = data.draw(st.integers(1, 255))
    middle = {
        "flip": lambda: bytes([kept[at] ^ sign]),
        "add": lambda: bytes([sign]) + kept[at : at + 1],
        "remove": bytes,
    }
    try:
        path.write_bytes(kept[:at] + middle[how]() + kept[at + 1 :])
        found = verify_bundle(unpacked)
    finally:
        path.write_bytes(kept)
    assert not found.passed
    assert name in named(found) or any(name in what for what in found.frame["what"])


@given(data=st.data())
def test_a_file_that_is_gone_or_one_more_is_told_and_named(unpacked, data):
    name = data.draw(st.sampled_from(names_below(unpacked)))
    path = unpacked / name
    kept = path.read_bytes()
    more = data.draw(
        st.sampled_from(["x.csv", f"{SESSION}/tables/.x", "logs/99.yml", "earlier/x/manifest.json", "team.yml"])
    )
    try:
        path.unlink()
        gone = verify_bundle(unpacked)
        path.write_bytes(kept)
        (unpacked / more).parent.mkdir(parents=True, exist_ok=True)
        (unpacked / more).write_bytes(b"x")
        added = verify_bundle(unpacked)
    finally:
        path.write_bytes(kept)
        (unpacked / more).unlink(missing_ok=True)
        shutil.rmtree(unpacked / "earlier" / "x", ignore_errors=True)
    assert name in named(gone)
    assert more in named(added)


@given(data=st.data())
def test_a_byte_changed_in_the_zip_is_refused_or_told_or_changes_no_file(bundle, unpacked, tmp_path_factory, data):
    content = bytearray(bundle.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    room = tmp_path_factory.mktemp("zip")
    (room / "x.zip").write_bytes(content)
    try:
        found = verify_bundle(room / "x.zip")
    except LabkitError as error:
        assert str(error)
        return
    if found.passed:
        open_zip(room / "x.zip", room / "out")
        assert names_below(room / "out") == names_below(unpacked)
        assert all((room / "out" / one).read_bytes() == (unpacked / one).read_bytes() for one in names_below(unpacked))


def test_a_changed_result_is_told_by_the_manifest_although_its_sum_was_made_again(there):
    (there / SESSION / "audit" / "空.txt").write_text("x", encoding="utf-8")
    sums_again(there)
    found = verify_bundle(there)
    assert found.frame.to_dict("records") == [
        {"file": f"{SESSION}/audit/空.txt", "what": "內容改過：和 manifest.json 所載的雜湊不符。"}
    ]
    assert "核對不通過：1 個檔案、1 處不符" in found.summary


def test_a_file_of_which_only_the_sum_was_changed_is_not_blamed(there):
    sums = there / "SHA256SUMS"
    line = next(one for one in sums.read_text(encoding="utf-8").splitlines() if one.endswith("空.txt"))
    sums.write_text(sums.read_text(encoding="utf-8").replace(line, "0" * 64 + line[64:]), encoding="utf-8")
    found = verify_bundle(there)
    assert named(found) == {"SHA256SUMS"}
    assert "audit/空.txt」和 manifest.json 相符" in found.frame["what"][0]


def rewrite(folder, change):
    """Change what a manifest compares, and its digest with it."""
    path = folder / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    change(told["compared"])
    path.write_text(Manifest(told["compared"], told["times"]).to_json(), encoding="utf-8")


def test_a_manifest_made_again_is_told_by_the_log_that_quotes_another(there):
    rewrite(there / SESSION, lambda told: told["session"].update(agency="別的局"))
    sums_again(there)
    found = verify_bundle(there)
    assert named(found) == {LOG}
    assert "manifest 雜湊和這一份不同" in found.frame["what"][0]


def test_a_digest_that_does_not_fit_its_content_is_told(there):
    path = there / SESSION / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("示範局", "別的局"), encoding="utf-8")
    sums_again(there)
    assert "所載的 digest 和內容重算的不同，內容改過。" in [*verify_bundle(there).frame["what"]]


def test_an_earlier_manifest_made_again_is_told_by_the_next_one(there):
    rewrite(there / "earlier" / "2025-12-05-01", lambda told: told["parameters"].update(x={}))
    sums_again(there)
    found = verify_bundle(there)
    assert named(found) == {EARLIER}
    assert "2025-12-19-02" in found.frame["what"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda told: told["previous"].update(session="../../etc"), "資料夾名稱不對"),
        (lambda told: told["previous"].update(session="2025-12-19-02"), "串不起來"),
        (lambda told: told.update(previous=None), "不在這條前後相連的鏈上"),
        (lambda told: told["session"].update(date="2025-12-20"), "資料夾名稱和"),
        (lambda told: told.update(outputs=told["outputs"][1:]), "manifest.json 沒有列"),
        (lambda told: told.pop("outputs"), "不是 labkit 封存成果的清單"),
        (lambda told: told.update(previous=3), "不是 labkit 封存成果的清單"),
    ],
)
def test_a_manifest_that_says_impossible_things_is_told(there, change, said):
    rewrite(there / SESSION, change)
    sums_again(there)
    assert any(said in what for what in verify_bundle(there).frame["what"])


def test_a_manifest_of_a_newer_labkit_is_not_called_changed(there):
    path = there / SESSION / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8")) | {"schema": 99}
    path.write_text(json.dumps(told), encoding="utf-8")
    sums_again(there)
    assert any("請先更新 labkit" in what for what in verify_bundle(there).frame["what"])


def test_keys_that_stand_twice_in_a_manifest_are_refused(there):
    path = there / SESSION / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("{", '{"schema": 9,', 1), encoding="utf-8")
    sums_again(there)
    assert f"{SESSION}/manifest.json" in named(verify_bundle(there))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("folder: 2025-12-19-02", "folder: 2025-12-19-02.r2", "不是這一份"),
        ("nth: 2", "nth: 3", "次數或日期"),
        ("version: 1", "version: [", "讀不出來"),
    ],
)
def test_a_log_of_another_session_is_told(there, old, new, said):
    path = there / LOG
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    sums_again(there)
    assert any(said in what for what in verify_bundle(there).frame["what"])


def test_a_log_on_paper_that_prints_another_hash_is_told(there):
    other = there.parent / "other"
    ws = workspace(other)
    make_bundle(ws, 1, there.parent / "other.zip")
    with zipfile.ZipFile(there.parent / "other.zip") as package:
        paper = next(one for one in package.namelist() if one.endswith(".odt"))
        (there / "logs" / "輔導協作紀錄表_第2次_民國114年12月19日.odt").write_bytes(package.read(paper))
    sums_again(there)
    found = verify_bundle(there)
    assert {one.rpartition(".")[2] for one in named(found)} == {"odt"}
    assert "沒有印出這份 manifest 的雜湊" in found.frame["what"][0]


def test_a_crate_that_tells_other_hashes_than_the_manifest_is_told(there):
    crate = there / SESSION / "ro-crate-metadata.json"
    text = crate.read_text(encoding="utf-8")
    told = json.loads((there / SESSION / "manifest.json").read_text(encoding="utf-8"))["compared"]
    empty = next(one["sha256"] for one in told["outputs"] if one["name"] == "audit/空.txt")
    assert crate_of(told) == text
    crate.write_text(text.replace(empty, "0" * 64), encoding="utf-8")
    remake(there)
    found = verify_bundle(there)
    assert named(found) == {f"{SESSION}/ro-crate-metadata.json"}
    assert "audit/空.txt" in found.frame["what"][0]


def remake(folder):
    """Make everything again, as somebody with labkit could: outputs, manifest, log and sums fit each other."""

    def listed(told):
        for one in told["outputs"]:
            data = (folder / SESSION / one["name"]).read_bytes()
            one.update(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))

    old = sha256(folder / SESSION / "manifest.json")
    rewrite(folder / SESSION, listed)
    new = sha256(folder / SESSION / "manifest.json")
    (folder / LOG).write_text((folder / LOG).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    from labkit.coaching.log import Log
    from labkit.sessions.records.log_copy import write_log

    write_log(Log.load(folder / LOG), folder / "logs")
    sums_again(folder)


def test_a_bundle_made_again_from_end_to_end_passes_and_only_the_printed_hash_tells(there, unpacked):
    before = verify_bundle(unpacked).frozen.printed
    (there / SESSION / "audit" / "空.txt").write_text("加了字", encoding="utf-8")
    crate = there / SESSION / "ro-crate-metadata.json"
    told = json.loads((there / SESSION / "manifest.json").read_text(encoding="utf-8"))["compared"]
    for one in told["outputs"]:
        data = (there / SESSION / one["name"]).read_bytes()
        one.update(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    crate.write_text(crate_of(told), encoding="utf-8")
    remake(there)
    found = verify_bundle(there)
    assert found.passed
    assert found.frozen.printed != before
    assert "從頭重做" in "".join(getattr(one, "text", "") for one in found.to_document().blocks)


def test_what_is_no_bundle_is_said_in_one_sentence(tmp_path):
    with pytest.raises(FileMissing):
        verify_bundle(tmp_path / "x.zip")
    (tmp_path / "x.zip").write_bytes(b"PK nothing")
    with pytest.raises(FileBroken, match="x.zip"):
        verify_bundle(tmp_path / "x.zip")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "x.csv").write_text("x", encoding="utf-8")
    found = verify_bundle(tmp_path / "empty")
    assert not found.passed
    assert found.files == 0
    assert [(one.file, one.code) for one in found.faults] == [("SHA256SUMS", "sums_missing")]


def test_many_faults_are_told_in_part_and_all_of_them_in_the_frame(there):
    for number in range(60):
        (there / f"{number}_{'長' * 40}.csv").write_text("x", encoding="utf-8")
    found = verify_bundle(there)
    lines = [one.text for one in found.to_document().blocks]
    assert any(f"59_{'長' * 40}.csv" in one for one in found.frame["file"])
    assert any(f"0_{'長' * 40}.csv：多出來的檔案" in one for one in lines)
    assert f"另有 {len(found.faults) - 50} 處" in "".join(lines)


def test_a_link_in_a_folder_is_told_and_not_followed(there, tmp_path):
    (tmp_path / "secret.csv").write_text("x", encoding="utf-8")
    (there / SESSION / "tables" / "x.csv").symlink_to(tmp_path / "secret.csv")
    found = verify_bundle(there)
    assert named(found) == {f"{SESSION}/tables/x.csv"}
    assert "是連結" in found.frame["what"][0]


def test_a_name_from_elsewhere_cannot_move_the_cursor(there):
    (there / "a\x1b[2Jb").write_text("x", encoding="utf-8")
    found = verify_bundle(there)
    assert not any("\x1b" in text for row in found.frame.itertuples() for text in row[1:])
