"""Every format of a document: same bytes twice, every text in it, nothing of the clock."""

import io
import re
import time
import zipfile
from datetime import date

import pytest

from labkit.charts.style import new_figure, to_png
from labkit.core.document import Document, Grid, Picture, Text
from labkit.documents.formats._writer import WRITERS
from labkit.documents.save import save_document
from labkit.privacy.release_gate import gate

PICTURE = Picture(to_png(new_figure(2, 1)), "一張空白的圖")
DOCUMENT = Document(
    "輔導成果 <&>",
    (
        Text("摘要：=SUM(A1) 與 #標記 *星號* $x$", "heading"),
        Grid.of(["里", "件"], [["新安里", 1200], ["堃喆里", None]], caption="表"),
        PICTURE,
        Text("註", "note"),
    ),
    as_of=date(2025, 12, 5),
)


def text_of(suffix, content):
    if suffix == "pdf":
        from pypdf import PdfReader

        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if suffix == "html":
        return re.sub(r"<[^>]+>", "", content.decode())
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return re.sub(r"<[^>]+>", "", "".join(parts.read(n).decode() for n in parts.namelist() if n.endswith(".xml")))


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_document_makes_the_same_bytes_seconds_apart(suffix, tmp_path):
    first = save_document(DOCUMENT, tmp_path / f"a.{suffix}").read_bytes()
    time.sleep(2.1)
    assert save_document(DOCUMENT, tmp_path / f"b.{suffix}").read_bytes() == first


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_text_is_in_the_file_as_it_stands(suffix):
    text = re.sub(r"\s", "", text_of(suffix, WRITERS[suffix].render(DOCUMENT)))
    for wanted in ("輔導成果", "=SUM(A1)與#標記*星號*$x$", "新安里", "堃喆里", "註"):
        assert wanted in text or (wanted == "輔導成果" and suffix == "xlsx")


def test_an_unknown_suffix_is_refused_with_what_there_is(tmp_path):
    with pytest.raises(Exception, match=r"\.doc.*\.docx"):
        save_document(DOCUMENT, tmp_path / "a.doc")
    assert not list(tmp_path.iterdir())


def test_every_writer_has_a_label():
    assert all(WRITERS[name].label for name in WRITERS)


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_gate_can_look_into_every_document_with_its_picture(suffix, tmp_path):
    save_document(DOCUMENT, tmp_path / f"a.{suffix}")
    assert gate(tmp_path).passed
