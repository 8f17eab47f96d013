"""What the gate cannot look into it refuses, and says why without a value."""

import base64
import io
import zipfile

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

import labkit as lk
from tests.privacy.planted.books import workbook
from tests.privacy.planted.pages import page
from tests.privacy.planted.papers import pdf, word
from tests.privacy.planted.parts import drawing, png, saved, with_parts

BOMB = b"<a>" + b" " * 300_000_000 + b"</a>"
DOCTYPE = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"


def encrypted():
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(saved("pdf"))))
    writer.encrypt("", "geheim")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def twice(data, name):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name.upper(), b"<a/>")
    return out.getvalue()


def only_pictures(writer):
    content = DecodedStreamObject()
    content.set_data(b"q 100 0 0 100 0 0 cm /Im0 Do Q")
    for one in writer.pages:
        one[NameObject("/Contents")] = writer._add_object(content)


def script(writer):
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = action


def revised():
    data = saved("pdf")
    return data + b"\nstartxref\n0\n%%EOF\n"


REFUSED = {
    "an encrypted pdf": ("pdf", encrypted, "密碼"),
    "a pdf's attachment": ("pdf", lambda: pdf(lambda writer: writer.add_attachment("a.csv", b"x")), "附件"),
    "a pdf's script": ("pdf", lambda: pdf(script), "程式"),
    "a scanned pdf": ("pdf", lambda: pdf(only_pictures), "只有圖片"),
    "an earlier version in a pdf": ("pdf", revised, "先前的版本"),
    "an object in a document": ("docx", lambda: with_parts(saved("docx"), {"word/embeddings/a.xlsx": b"x"}), "內嵌物件"),
    "an object in a workbook": ("xlsx", lambda: with_parts(saved("xlsx"), {"xl/embeddings/a.bin": b"x"}), "內嵌物件"),
    "macros": ("xlsx", lambda: with_parts(saved("xlsx"), {"xl/vbaProject.bin": b"x"}), "巨集"),
    "a workbook with macros": ("xlsm", lambda: saved("xlsx"), "不認得"),
    "printer settings": ("xlsx", lambda: with_parts(saved("xlsx"), {"xl/printerSettings/a.bin": b"x"}), "無法檢查"),
    "a picture of another kind": ("xlsx", lambda: with_parts(saved("xlsx"), {"xl/media/a.emf": b"x"}), "無法檢查"),
    "an object in a sheet": ("ods", lambda: with_parts(saved("ods"), {"ObjectReplacements/a": b"x"}), "內嵌物件"),
    "an unnamed part": ("odt", lambda: with_parts(saved("odt"), {"Object 1": b"x"}), "無法檢查"),
    "a part twice": ("xlsx", lambda: twice(saved("xlsx"), "xl/workbook.xml"), "同名"),
    "entities": ("docx", lambda: with_parts(word(lambda _: None), {"word/a.xml": DOCTYPE}), "DOCTYPE"),
    "sixteen bits": ("xlsx", lambda: with_parts(saved("xlsx"), {"xl/a.xml": "<a/>".encode("utf-16")}), "UTF-8"),
    "a bomb": ("xlsx", lambda: with_parts(saved("xlsx"), {"xl/a.xml": BOMB}), "過大"),
    "data behind a package": ("xlsx", lambda: saved("xlsx") + b"A123456789", "前後"),
    "data before a package": ("xlsx", lambda: b"A123456789" + saved("xlsx"), "前後"),
    "another package": ("xlsx", lambda: saved("docx"), "不是 Excel"),
    "a zip": ("zip", lambda: saved("xlsx"), "不認得"),
    "embedded data": ("html", lambda: page("<a href='data:text/csv;base64,eA=='>甲</a>"), "內嵌資料"),
    "broken embedded data": ("html", lambda: page("<img src='data:image/png;base64,eA'>"), "內嵌資料"),
    "a page in a page": ("html", lambda: page("<iframe srcdoc='x'></iframe>"), "內嵌另一個網頁"),
    "an unknown chunk": ("png", lambda: png("x", b"abCd"), "區塊"),
    "a cut text chunk": ("png", lambda: png("x", b"zTXt")[:-20], "不完整"),
    "entities in a drawing": ("svg", lambda: DOCTYPE, "DOCTYPE"),
    "a key twice": ("json", lambda: b'{"a": 1, "a": 2}', "重複"),
    "a text of another coding": ("txt", lambda: "王小明".encode("big5"), "無法檢查"),
    "a text of sixteen bits": ("csv", lambda: "里".encode("utf-16-le") + b"\0a", "不是文字檔"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_looked_into_is_refused_with_a_reason(tmp_path, what):
    suffix, make, why = REFUSED[what]
    (tmp_path / f"a.{suffix}").write_bytes(make())
    found = lk.gate(tmp_path).frame
    assert found["entity"].tolist() == ["UNREADABLE"]
    assert why in found["place"][0]


def test_drawings_with_the_usual_doctype_and_pictures_inside_are_read(tmp_path):
    inside = base64.b64encode(png("甲")).decode()
    image = drawing("甲乙").replace(b"</svg>", f"<image href='data:image/png;base64,{inside}'/></svg>".encode())
    doctype = b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>"
    (tmp_path / "a.svg").write_bytes(doctype + image)
    assert lk.gate(tmp_path).passed


@pytest.mark.parametrize("suffix", ["docx", "odt", "ods", "xlsx", "pdf", "html"])
def test_what_labkit_writes_can_be_looked_into(tmp_path, suffix):
    (tmp_path / f"a.{suffix}").write_bytes(saved(suffix))
    assert lk.gate(tmp_path).passed


@pytest.mark.parametrize("suffix", ["csv", "tsv", "txt", "json", "html", "md"])
def test_an_empty_table_or_text_holds_nobody(tmp_path, suffix):
    (tmp_path / f"a.{suffix}").write_text("[]" if suffix == "json" else "", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(workbook(lambda book, _: book.create_sheet("空")))
    assert lk.gate(tmp_path).passed
