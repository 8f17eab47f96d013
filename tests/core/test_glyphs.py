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
