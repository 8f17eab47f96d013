"""A bundle holds what was frozen and nothing else, and is written only where all of it may leave."""

import json
import subprocess
import zipfile

import pytest

from labkit.coaching.team import Person
from labkit.core.errors import FileExists, GateRefused, SessionMissing
from labkit.core.run_errors import BundleRefused
from labkit.sessions.records.bundle import make_bundle
from labkit.sessions.records.newest import newest_run, newest_session
from labkit.sessions.records.verify import verify_bundle
from tests.sessions.records.made import freeze, payload, previous_of, quote, workspace

FOLDER = "2025-12-05-01"


@pytest.fixture
def ws(tmp_path):
    return workspace(tmp_path / "ws")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out" / "成果包.zip"


def names(path):
    with zipfile.ZipFile(path) as package:
        return package.namelist()


def test_a_bundle_holds_the_frozen_folder_the_log_the_sums_and_a_text_and_nothing_else(ws, out):
    (ws.work / "session-01").mkdir(parents=True)
    (ws.work / "session-01" / "half.csv").write_text("王小明", encoding="utf-8")
    made = make_bundle(ws, 1, out)
    frozen = ws.sessions / FOLDER
    wanted = [f"session/{FOLDER}/{p.relative_to(frozen).as_posix()}" for p in frozen.rglob("*") if p.is_file()]
    paper = "logs/輔導協作紀錄表_第1次_民國114年12月05日"
    assert sorted(names(out)) == sorted(
        [*wanted, f"{paper}.odt", f"{paper}.pdf", "logs/01.yml", "SHA256SUMS", "讀我.txt"]
    )
    assert names(out) == sorted(names(out))
    assert (made.files, made.raw_compared, made.chain) == (len(names(out)), True, ())
    assert verify_bundle(out).passed


def test_the_same_session_makes_the_same_bytes(ws, out):
    first = make_bundle(ws, 1, out).path.read_bytes()
    ws.log_path(1).touch()
    assert make_bundle(ws, 1, out.with_name("2.zip")).path.read_bytes() == first
    with zipfile.ZipFile(out) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_sha256sum_checks_a_bundle_without_labkit(ws, out, tmp_path):
    with zipfile.ZipFile(make_bundle(ws, 1, out).path) as package:
        package.extractall(tmp_path / "there")
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=tmp_path / "there", capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (tmp_path / "there" / "logs" / "01.yml").write_text("x", encoding="utf-8")
    again = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "there", capture_output=True, check=False)
    assert again.returncode == 1


def test_the_text_for_people_tells_how_to_check_and_what_hashes_cannot_prove(ws, out):
    made = make_bundle(ws, 1, out)
    with zipfile.ZipFile(out) as package:
        data = package.read("讀我.txt")
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    assert "\n" not in text.replace("\r\n", "")
    for said in (
        "labkit session verify",
        "sha256sum -c SHA256SUMS",
        "Get-FileHash",
        "不能證明",
        made.frozen.printed,
        "示範局",
    ):
        assert said in text


def test_the_log_that_is_handed_over_leaves_comments_and_drafts_behind(ws, out):
    path = ws.log_path(1)
    path.write_text("# 內部：先不要給\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    make_bundle(ws, 1, out)
    with zipfile.ZipFile(out) as package:
        told = package.read("logs/01.yml").decode()
    assert "王小明" in told
    assert "內部" not in told
    assert "drafted" not in told


def test_the_chain_of_earlier_manifests_goes_along_and_nothing_else_of_them(ws, out):
    first = ws.sessions / FOLDER
    second = freeze(ws, 2, "2025-12-19", previous_of(first))
    quote(ws, freeze(ws, 4, "2026-01-16", previous_of(second)))
    made = make_bundle(ws, 4, out)
    assert [one.folder for one in made.chain] == ["2025-12-19-02", FOLDER]
    assert [name for name in names(out) if name.startswith("earlier/")] == [
        "earlier/2025-12-05-01/manifest.json",
        "earlier/2025-12-19-02/manifest.json",
    ]
    found = verify_bundle(out)
    assert found.passed
    assert "先前 2 次前後相連" in found.summary


def test_a_chain_that_breaks_is_refused_with_the_manifest_that_breaks_it(ws, out):
    first = ws.sessions / FOLDER
    quote(ws, freeze(ws, 2, "2025-12-19", previous_of(first)))
    kept = (first / "manifest.json").read_text(encoding="utf-8")
    (first / "manifest.json").write_text(kept.replace('"rows": 1', '"rows": 2'), encoding="utf-8")
    with pytest.raises(BundleRefused, match=rf"sessions/{FOLDER}/manifest.json：所載的 digest"):
        make_bundle(ws, 2, out)
    (first / "manifest.json").unlink()
    with pytest.raises(BundleRefused, match="串不起來"):
        make_bundle(ws, 2, out)
    assert not out.exists()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda f: (f / "tables/04-01_件 數.csv").write_text("里,件\n新安里,4\n"), "tables/04-01_件 數.csv：內容改過"),
        (lambda f: (f / "audit/空.txt").unlink(), "audit/空.txt：manifest.json 有列，但檔案不在"),
        (lambda f: (f / "tables/.密.csv").write_text("x"), r"tables/\.密\.csv：多出來的檔案"),
        (lambda f: (f / "tables/x.csv").symlink_to(f.parent.parent / "team.yml"), "tables/x.csv：是連結"),
        (lambda f: (f / "manifest.json").write_text("{}"), "manifest.json.*不是 labkit 封存成果的清單"),
        (lambda f: (f / "manifest.json").open("a").write("\n"), "manifest.json：引用的 manifest 雜湊和這一份不同"),
    ],
    ids=["changed", "gone", "hidden one more", "link", "no manifest", "manifest touched"],
)
def test_a_frozen_folder_that_was_touched_is_refused_and_the_file_named(ws, out, harm, said):
    harm(ws.sessions / FOLDER)
    with pytest.raises(BundleRefused, match=said):
        make_bundle(ws, 1, out)
    assert not list(out.parent.parent.glob("out/*"))


def test_what_the_log_does_not_quote_is_not_handed_over(ws, out):
    log = ws.log(1)
    for session, said in ((None, "還沒有引用"), (log.session.model_copy(update={"folder": "../../etc"}), "不在了")):
        log.model_copy(update={"session": session}).save(ws.log_path(1))
        with pytest.raises(BundleRefused, match=said):
            make_bundle(ws, 1, out)
    log.model_copy(update={"date": log.date.replace(day=6)}).save(ws.log_path(1))
    with pytest.raises(BundleRefused, match="logs/01.yml：次數或日期"):
        make_bundle(ws, 1, out)
    with pytest.raises(SessionMissing):
        make_bundle(ws, 2, out)


def test_a_place_that_is_taken_or_wrong_is_refused_before_any_work(ws, out):
    out.parent.mkdir()
    out.write_text("x", encoding="utf-8")
    with pytest.raises(FileExists):
        make_bundle(ws, 1, out)
    assert out.read_text(encoding="utf-8") == "x"
    for place, said in (
        (out.with_suffix(".7z"), "zip"),
        (ws.sessions / "x.zip", "sessions"),
        (ws.raw / "x.zip", "raw"),
    ):
        with pytest.raises(BundleRefused, match=said):
            make_bundle(ws, 1, place)


def test_personal_data_anywhere_refuses_the_whole_bundle(ws, out):
    files = payload() | {"tables/04-03_名單.csv": "電話,件\n0912-345-678,1\n".encode("utf-8-sig")}
    quote(ws, freeze(ws, 2, "2025-12-19", files=files))
    with pytest.raises(GateRefused, match=r"04-03_名單\.csv.*手機號碼"):
        make_bundle(ws, 2, out)
    assert not out.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"summary": ("請洽 0912-345-678",)},
        {"recorder": Person(name="王小明", title="科員 0912-345-678")},
        {"attendees": (Person(name="王小明0912-345-678"),)},
        {"expert_remarks": "身分證 A123456789"},
    ],
    ids=["summary", "title", "name", "remarks"],
)
def test_names_may_stand_in_two_rows_of_the_log_and_nothing_else_may(ws, out, more):
    quote(ws, ws.sessions / FOLDER, **more)
    with pytest.raises(GateRefused, match="logs/"):
        make_bundle(ws, 1, out)
    assert not out.exists()


def test_raw_identifiers_are_looked_for_where_raw_data_is_still_there(ws, out):
    (ws.raw / "名冊.csv").write_text("申請人姓名,案號\n歐陽測測,1\n王大大,2\n", encoding="utf-8")
    quote(ws, ws.sessions / FOLDER, summary=("歐陽測測的案件已處理",))
    with pytest.raises(GateRefused, match="原始資料中的識別值"):
        make_bundle(ws, 1, out)
    quote(ws, ws.sessions / FOLDER, recorder=Person(name="歐陽測測"))
    assert make_bundle(ws, 1, out).raw_compared
    for path in ws.raw.iterdir():
        path.unlink()
    assert not make_bundle(ws, 1, out.with_name("2.zip")).raw_compared


def test_what_a_policy_keeps_with_a_reason_passes_in_that_column_alone(ws, out):
    files = payload() | {"tables/04-03_專線.csv": "服務專線,件\n0912-345-678,1\n".encode("utf-8-sig")}
    quote(ws, freeze(ws, 2, "2025-12-19", files=files))
    kept = {
        "policy": "p",
        "policy_sha256": "0" * 64,
        "actions": {"服務專線": "keep"},
        "kept": {"服務專線": "對外公告"},
        "entities": {"服務專線": ["TW_MOBILE"]},
    }
    protected = ws.work / "session-02" / "protected"
    protected.mkdir(parents=True)
    (protected / "t.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(GateRefused, match="手機號碼"):
        make_bundle(ws, 2, out)
    (protected / "t.json").write_text(json.dumps({"source": {}, "protection": kept}), encoding="utf-8")
    assert make_bundle(ws, 2, out).files


def test_the_newest_session_is_the_highest_number_and_its_last_run(ws):
    (ws.sessions / FOLDER).rename(ws.sessions / "2025-12-05-01.r2")
    freeze(ws)
    (ws.sessions / "資料").mkdir()
    assert newest_session(ws) == 1
    assert newest_run(ws, 1).folder == "2025-12-05-01.r2"
    with pytest.raises(SessionMissing):
        newest_run(ws, 2)


def test_a_table_that_shrinks_like_a_bomb_is_put_in_as_it_is_and_passes_on_the_other_side(ws, out):
    files = payload() | {"tables/04-03_空白.csv": b"0,0,0\n" * 1_500_000}
    quote(ws, freeze(ws, 2, "2025-12-19", files=files))
    assert make_bundle(ws, 2, out).path.stat().st_size > 9_000_000
    assert verify_bundle(out).passed


def test_a_session_that_nobody_could_open_is_not_bundled(ws, out, monkeypatch):
    monkeypatch.setattr("labkit.sessions.records.bundle.MOST_FILES", 4)
    with pytest.raises(BundleRefused, match="成果太大"):
        make_bundle(ws, 1, out)
    files = payload() | {"tables/nul.csv": b"a\n1\n", "tables/NUL2.csv": b"a\n1\n", "tables/nul2.csv": b"a\n1\n"}
    monkeypatch.undo()
    quote(ws, freeze(ws, 2, "2025-12-19", files=files))
    with pytest.raises(BundleRefused) as refused:
        make_bundle(ws, 2, out)
    assert "tables/nul.csv：是 Windows 保留的裝置名稱" in str(refused.value)
    assert "tables/nul2.csv：和另一個檔名會互相覆蓋" in str(refused.value)


def test_a_bundle_that_would_not_pass_on_the_other_side_is_not_written(ws, out, monkeypatch):
    monkeypatch.setattr("labkit.sessions.records.bundle.read_me", lambda *_: b"")
    monkeypatch.setattr("labkit.sessions.records.bundle.sums_text", lambda _: "")
    with pytest.raises(BundleRefused, match="SHA256SUMS 沒有列"):
        make_bundle(ws, 1, out)
    assert not out.exists()
