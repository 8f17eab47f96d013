"""A zip that could harm is not opened, and nothing of it is left behind outside of its folder."""

import io
import stat
import struct
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import FileBroken, FileMissing
from labkit.core.run_errors import BundleUnsafe
from labkit.sessions.records import opened
from labkit.sessions.records.opened import open_zip
from labkit.sessions.records.safe_names import collisions, name_fault
from labkit.sessions.records.zipped import zip_folder


def member(name, **facts):
    one = zipfile.ZipInfo(name)
    for key, value in facts.items():
        setattr(one, key, value)
    return one


def made(path, members):
    """Write a zip of (member or name, content) pairs, doubles too."""
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore", UserWarning)  # zipfile tells doubles, and writes them
        for one, content in members:
            package.writestr(one, content)
    return path


LINK = member("x.csv", create_system=3, external_attr=(stat.S_IFLNK | 0o777) << 16)
PIPE = member("x.csv", create_system=3, external_attr=(stat.S_IFIFO | 0o600) << 16)
UNSAFE = {
    "above": ([("../x.csv", b"x")], "資料夾之外"),
    "above within": ([("a/../../x.csv", b"x")], "資料夾之外"),
    "absolute": ([("/etc/x.csv", b"x")], "資料夾之外"),
    "drive": ([("C:/x.csv", b"x")], "符號"),
    "stream": ([("x.csv:hidden", b"x")], "符號"),
    "backslash": ([("..\\x.csv", b"x")], "符號"),
    "device": ([("tables/nul.csv", b"x")], "保留"),
    "trailing stop": ([("x.csv.", b"x")], "句點"),
    "blank": ([("x .csv/ y.csv", b"x")], "空白"),
    "line break": ([("x\n.csv", b"x")], "控制字元"),
    "turned writing": ([("x\u202evsc.exe", b"x")], "控制字元"),
    "too long": ([("長" * 300 + ".csv", b"x")], "過長"),
    "here": ([("a/./x.csv", b"x")], "空的"),
    "link": ([(LINK, b"/etc/passwd")], "連結"),
    "pipe": ([(PIPE, b"")], "連結"),
    "double": ([("x.csv", b"1"), ("x.csv", b"2")], "覆蓋"),
    "case": ([("x.csv", b"1"), ("X.csv", b"2")], "覆蓋"),
    "composed": ([("\u00e9.csv", b"1"), ("e\u0301.csv", b"2")], "覆蓋"),
    "file and folder": ([("x", b"1"), ("x/y", b"2")], "覆蓋"),
    "second name": ([(member("x.csv", extra=b"\x75\x70\x05\x00\x01\x00\x00\x00\x00"), b"x")], "第二個檔名"),
    "bomb": ([("x.csv", bytes(20_000_000))], "壓縮炸彈"),
}


@pytest.mark.parametrize(("members", "said"), UNSAFE.values(), ids=UNSAFE)
def test_what_could_harm_is_refused_before_anything_is_written(tmp_path, members, said):
    path = made(tmp_path / "包.zip", [("ok.csv", b"x"), *members])
    (tmp_path / "into").mkdir()
    with pytest.raises(BundleUnsafe, match=said) as refused:
        open_zip(path, tmp_path / "into")
    assert "包.zip" in str(refused.value)
    assert "沒有打開" in str(refused.value)
    assert not list((tmp_path / "into").iterdir())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["into", "包.zip"]


def test_names_in_another_encoding_are_refused(tmp_path):
    path = made(tmp_path / "x.zip", [("AAAA.csv", b"x")])
    path.write_bytes(path.read_bytes().replace(b"AAAA.csv", "件數".encode("cp950") + b".csv"))
    with pytest.raises(BundleUnsafe, match="UTF-8"):
        open_zip(path, tmp_path / "into")


def test_a_locked_zip_is_refused(tmp_path):
    path = made(tmp_path / "x.zip", [("a.csv", b"x")])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(BundleUnsafe, match="密碼"):
        open_zip(path, tmp_path / "into")


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_kinds_of_compression_that_nobody_asked_for_are_refused(tmp_path, kind):
    with zipfile.ZipFile(tmp_path / "x.zip", "w", kind) as package:
        package.writestr("a.csv", b"x" * 100)
    with pytest.raises(BundleUnsafe, match="壓縮方式"):
        open_zip(tmp_path / "x.zip", tmp_path / "into")


@pytest.mark.parametrize("place", ["before", "behind", "remark"])
def test_data_beside_the_files_is_refused(tmp_path, place):
    path = made(tmp_path / "x.zip", [("a.csv", b"x")])
    data = path.read_bytes()
    told = {"before": b"MZ" + data, "behind": data + b"more", "remark": data[:-2] + struct.pack("<H", 4) + b"more"}
    path.write_bytes(told[place])
    with pytest.raises((BundleUnsafe, FileBroken)):
        open_zip(path, tmp_path / "into")


def test_too_many_files_and_too_many_bytes_are_refused(tmp_path, monkeypatch):
    path = made(tmp_path / "x.zip", [(f"{number}.csv", b"xy") for number in range(4)])
    for limit, value in (("MOST_FILES", 3), ("MOST_BYTES", 7)):
        with monkeypatch.context() as patched:
            patched.setattr(opened, limit, value)
            with pytest.raises(BundleUnsafe, match="超過"):
                open_zip(path, tmp_path / "into")
    open_zip(path, tmp_path / "into")
    assert len(list((tmp_path / "into").iterdir())) == 4


def test_a_member_that_is_larger_than_it_says_is_not_written_out(tmp_path):
    path = made(tmp_path / "x.zip", [("a.csv", b"x" * 5000)])
    data = path.read_bytes()
    central = data.index(b"PK\x01\x02")
    lied = data[: central + 24] + struct.pack("<I", 10) + data[central + 28 :]
    path.write_bytes(lied)
    with pytest.raises((BundleUnsafe, FileBroken)):
        open_zip(path, tmp_path / "into")
    assert not (tmp_path / "into" / "a.csv").exists() or (tmp_path / "into" / "a.csv").stat().st_size <= 10


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + bytes(18), b"nothing", b"PK\x03\x04" + bytes(40)])
def test_what_is_no_zip_is_said_so(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(FileBroken, match=r"x\.zip"):
        open_zip(tmp_path / "x.zip", tmp_path / "into")
    with pytest.raises(FileMissing):
        open_zip(tmp_path / "y.zip", tmp_path / "into")


def test_a_bundle_that_somebody_zipped_again_with_folders_and_clocks_is_opened(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.mkdir("表格")
        package.writestr(member("表格/件數.csv", date_time=(2025, 12, 5, 8, 0, 0)), "件\n1\n")
    open_zip(path, tmp_path / "into")
    assert (tmp_path / "into" / "表格" / "件數.csv").read_text(encoding="utf-8") == "件\n1\n"


FILES = st.dictionaries(
    st.text("ab里/.", min_size=1, max_size=8).filter(lambda name: not name_fault(name)),
    st.binary(max_size=50),
    min_size=1,
    max_size=6,
).filter(lambda files: not collisions(files))


@given(files=FILES)
def test_what_is_zipped_comes_out_the_same_and_the_same_files_make_the_same_bytes(tmp_path_factory, files):
    room = tmp_path_factory.mktemp("zip")
    for name, data in files.items():
        (room / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (room / "in" / name).write_bytes(data)
    first = zip_folder(room / "in", room / "1.zip").read_bytes()
    assert zip_folder(room / "in", room / "2.zip").read_bytes() == first
    open_zip(room / "1.zip", room / "out")
    there = {
        path.relative_to(room / "out").as_posix(): path.read_bytes()
        for path in (room / "out").rglob("*")
        if path.is_file()
    }
    assert there == files


@given(data=st.binary(max_size=300), at=st.integers(0, 10_000), sign=st.integers(1, 255))
def test_a_harmed_zip_writes_nothing_outside_and_says_one_of_two_things(tmp_path_factory, data, at, sign):
    room = tmp_path_factory.mktemp("harmed")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a/b.csv", data)
        package.writestr("里.csv", data[::-1])
    content = bytearray(buffer.getvalue())
    content[at % len(content)] ^= sign
    (room / "x.zip").write_bytes(content)
    try:
        open_zip(room / "x.zip", room / "into")
    except (BundleUnsafe, FileBroken) as error:
        assert "x.zip" in str(error)
    assert {one.name for one in room.iterdir()} <= {"x.zip", "into"}
