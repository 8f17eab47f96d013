"""A report, its record or its data in hostile hands: nothing outside the workspace is read, every refusal is one sentence."""

import json
import shutil

import pytest

import labkit as lk
from labkit.core.errors import FileBroken, FileMissing, ReportStale
from labkit.poc.report.verify import verify_report
from tests.poc.report.reported import a_case, edited


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return a_case(tmp_path_factory.mktemp("attacked")).root


@pytest.fixture
def root(made, tmp_path):
    return shutil.copytree(made, tmp_path / "ws")


@pytest.mark.parametrize("suffix", [".odt", ".docx", ".html"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("297,500 分鐘/年〔M1〕", "-297,500 分鐘/年〔M1〕"),
        ("297,500 分鐘/年〔M1〕", "−297,500 分鐘/年〔M1〕"),
        ("297,500 分鐘/年〔M1〕", "1 297,500 分鐘/年〔M1〕"),
        ("297,500 分鐘/年〔M1〕", "1\u202f297,500 分鐘/年〔M1〕"),
        ("297,500 分鐘/年〔M1〕", "２９８,500 分鐘/年〔M1〕"),
        ("可擴到其他案類", "可再省 90 萬 分鐘/年 〔M1〕"),
        ("可擴到其他案類", "可再省九十萬分鐘/年〔M1〕"),
        ("1,190", "1,190萬"),
        ("1,190", "-1,190"),
        ("238", "328"),
    ],
)
def test_a_sign_a_space_or_a_word_that_makes_another_number_is_refused(root, suffix, old, new):
    path = root / "reports" / f"成果報告{suffix}"
    edited(path, old, new, 1)
    with pytest.raises(ReportStale, match=r"數字被改過或刪去|不是這個指標的數字"):
        verify_report(path)


@pytest.mark.parametrize("suffix", [".odt", ".docx", ".html"])
def test_a_number_of_the_working_with_two_digits_is_held_too(root, suffix):
    path = root / "reports" / f"成果報告{suffix}"
    end = {".odt": "</text:p>", ".docx": "</w:t>", ".html": "</td>"}[suffix]
    edited(path, f">10{end}", f">20{end}", 1)
    with pytest.raises(ReportStale, match="〔M3〕的數字被改過或刪去"):
        verify_report(path)


def test_a_deleted_paragraph_mark_of_word_hides_no_text(root):
    path = root / "reports" / "成果報告.docx"
    mark = '<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr></w:p>'
    edited(path, "<w:body>", f"<w:body>{mark}", 1)
    gone = '<w:p><w:del w:id="2" w:author="a"><w:r><w:delText>舊句</w:delText></w:r></w:del></w:p><w:sectPr'
    edited(path, "<w:sectPr", gone, 1)
    assert verify_report(path).edited == (path.name,)


def test_a_number_struck_out_in_the_page_does_not_count(root):
    path = root / "reports" / "成果報告.html"
    edited(path, "297,500 分鐘/年〔M1〕", "<del>297,500 分鐘/年〔M1〕</del> 很多", 1)
    with pytest.raises(ReportStale, match="應有 4 處，現有 3 處"):
        verify_report(path)


def placed(root, place):
    path = root / "reports" / "成果報告.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["tables"][0]["place"] = place
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


@pytest.mark.parametrize("up", [2, 3, 4])
@pytest.mark.parametrize("team", [True, False])
def test_a_source_outside_of_the_workspace_is_not_read(root, up, team):
    secret = [*(root / "reports").parents][up - 1] / f"{root.name}_{up}.csv"
    secret.write_text("件\n77777\n", encoding="utf-8")
    if team:
        (root / "team.yml").write_text("agency: 甲\n", encoding="utf-8")
        with pytest.raises(FileMissing, match="--data 收件=檔案"):
            verify_report(placed(root, secret.name))
    with pytest.raises(FileMissing, match="在工作區之外，不會自動讀取；請以 --data 收件=檔案 指定"):
        verify_report(placed(root, "../" * up + secret.name))
    secret.unlink()


@pytest.mark.parametrize("place", ["/etc/hosts", "a" * 3000, "a\0b.csv", "..", ""])
def test_a_place_that_is_no_file_of_the_workspace_is_refused(root, place):
    with pytest.raises(FileMissing, match="--data 收件=檔案"):
        verify_report(placed(root, place))


def test_a_link_that_leaves_the_workspace_is_not_followed(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "收件.csv"
    (root / "data" / "收件.csv").rename(other)
    (root / "data" / "收件.csv").symlink_to(other)
    with pytest.raises(FileMissing, match="在工作區之外"):
        verify_report(root / "reports" / "成果報告.json")
    assert verify_report(root / "reports" / "成果報告.json", {"收件": lk.read(other)}).tables == 2


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("numbers", []),
        ("files", []),
        ("asked", None),
        ("title", ["甲"]),
        ("numbers", [5]),
        ("tables", [{"table": ["收件"], "place": "x"}]),
        ("files", [{"file": 5, "sha256": "", "held": {}}]),
        ("more", 1),
    ],
)
def test_a_record_of_another_shape_is_refused(root, part, value):
    path = root / "reports" / "成果報告.json"
    told = json.loads(path.read_text(encoding="utf-8")) | {part: value}
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(FileBroken, match="不是 labkit 成果報告的紀錄檔"):
        verify_report(path)


@pytest.mark.parametrize("change", [{"id": "other"}, {"id": "forms"}])
def test_a_record_whose_ids_are_not_those_of_its_specs_is_refused(root, change):
    path = root / "reports" / "成果報告.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["numbers"][0] |= change
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(ReportStale, match="指標代號重複，或與規格不同"):
        verify_report(path)


def test_a_record_of_another_version_is_told(root):
    path = root / "reports" / "成果報告.json"
    edited(path, '"labkit": "', '"labkit": "99.')
    assert verify_report(path).metrics == 3
    edited(root / "data" / "收件.csv", "238", "239")
    with pytest.raises(ReportStale, match=r"報告由 labkit 99\..* 產生，現在是"):
        verify_report(path)
    edited(path, '"schema": 1', '"schema": 2')
    with pytest.raises(FileBroken, match="另一版 labkit 的紀錄檔（格式 2，這一版讀格式 1）"):
        verify_report(path)


def test_a_packed_part_of_immense_size_is_refused_before_it_is_read(root, monkeypatch):
    monkeypatch.setattr("labkit.poc.report.texts.LARGEST", 1000)
    edited(root / "reports" / "成果報告.odt", "可擴到其他案類", "可以擴到其他案類")
    with pytest.raises(FileBroken, match="不是完整的報告檔"):
        verify_report(root / "reports" / "成果報告.odt")


def test_a_damaged_pdf_is_refused_without_a_word_of_english(root, capfd):
    for content in (b"%PDF-1.4 nothing", b"", (root / "reports" / "成果報告.pdf").read_bytes()[:3000]):
        (root / "reports" / "成果報告.pdf").write_bytes(content)
        with pytest.raises((FileBroken, ReportStale)):
            verify_report(root / "reports" / "成果報告.pdf")
    assert capfd.readouterr().err == ""


def test_verifying_writes_nothing(root):
    before = {path: path.stat().st_mtime_ns for path in sorted(root.rglob("*"))}
    verify_report(root / "reports" / "成果報告.json")
    assert {path: path.stat().st_mtime_ns for path in sorted(root.rglob("*"))} == before
