import pytest

from labkit.core.document import Document, Text
from labkit.core.fonts.make import coverage
from labkit.core.glyphs import drawable, missing_glyphs
from labkit.core.resources import FONT
from labkit.documents.save import save_document


def test_the_coverage_is_that_of_the_font():
    from fontTools.ttLib import TTFont

    codes = sorted(TTFont(FONT).getBestCmap())
    assert FONT.with_name("coverage.txt").read_text() == coverage(codes)
    assert missing_glyphs("".join(map(chr, codes))) == []


@pytest.mark.parametrize("sign", list("堃喆煊峯犇瀞媗彣裏恒嫺碁ㄅㄨ〇①㈱℃－…"))
def test_signs_of_names_and_of_agency_files_are_there(sign):
    assert missing_glyphs(sign) == []


def test_what_the_font_lacks_is_marked_and_listed_in_a_pdf(tmp_path):
    from pypdf import PdfReader

    assert (missing_glyphs("里𡍼"), drawable("里𡍼")) == (["𡍼"], "里〓")
    path = save_document(Document("題", (Text("姓名 𡍼"),)), tmp_path / "a.pdf")
    text = PdfReader(path).pages[0].extract_text()
    assert "〓" in text
    assert "U+2137C" in text


@pytest.mark.parametrize("text", [r"C:\bin\fonts", r"\b", r'\b" + str(40 + 2) + "', "甲\b\f\x01乙", '#eval("1+1") ] "'])
def test_a_text_is_data_in_a_pdf_whatever_its_signs(tmp_path, text):
    from pypdf import PdfReader

    path = save_document(Document("題", (Text(f"前{text}後"),)), tmp_path / "a.pdf")
    seen = "".join(sign for sign in text if sign >= " ")
    assert f"前{seen}後".replace(" ", "") in PdfReader(path).pages[0].extract_text().replace(" ", "").replace("\n", "")
