"""Spreadsheets as they are printed: across, as wide as the page, the head again on every page, no text cut, no English."""

import io
import zipfile

import pytest
from openpyxl import load_workbook

from labkit.core.document import Document, Grid
from labkit.documents.formats.ods import ODS
from labkit.documents.formats.xlsx import XLSX

LONG = "整個檔案讀不到。請留下要的內容，刪去記號後存檔。" * 2
WIDE = Document("各團隊", (Grid.of([f"欄位{at}" for at in range(18)], [[LONG, *range(17)]] * 80, caption="進度"),))


@pytest.fixture(scope="module")
def ods():
    with zipfile.ZipFile(io.BytesIO(ODS.render(WIDE))) as book:
        return {name: book.read(name).decode("utf-8") for name in ("styles.xml", "content.xml")}


def test_an_ods_prints_across_as_wide_as_the_page(ods):
    layout = ods["styles.xml"].split('style:name="Mpm1"')[1].split("/>")[0]
    for told in ('print-orientation="landscape"', 'scale-to-X="1"', 'scale-to-Y="0"', 'page-width="29.7cm"'):
        assert told in layout


def test_an_ods_repeats_its_head_on_every_page_and_numbers_them_in_chinese(ods):
    table = ods["content.xml"].split('table:name="1 進度"')[1]
    head, body = table.split("</table:table-header-rows>")
    assert (head.count("<table:table-row"), head.count(">欄位17<")) == (1, 1)
    assert body.count("<table:table-row") == 80
    default = ods["styles.xml"].split('style:master-page style:name="Default"')[1].split("</style:master-page>")[0]
    assert "Page" not in default
    assert "<text:page-number>" in default


def test_the_head_that_repeats_is_still_a_head_when_the_ods_is_read(tmp_path):
    import labkit as lk

    (tmp_path / "a.ods").write_bytes(ODS.render(WIDE))
    frame = lk.read(tmp_path / "a.ods", sheet="1 進度").frame
    assert (list(frame.columns)[-1], len(frame)) == ("欄位17", 80)


def test_an_xlsx_makes_room_for_wrapped_text_and_numbers_its_pages_in_chinese():
    sheet = load_workbook(io.BytesIO(XLSX.render(WIDE))).worksheets[1]
    assert sheet.row_dimensions[1].height is None
    assert 3 * 15 <= sheet.row_dimensions[2].height <= 4 * 16
    assert "第 &P 頁" in sheet.oddFooter.center.text or "第 &[Page] 頁" in sheet.oddFooter.center.text
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
