"""The results sheet: one A4 page in three formats, no bare claim, nothing cut."""

import io
import shutil
import subprocess
from dataclasses import replace

import pytest
from pypdf import PdfReader

from labkit.core.errors import SpecInvalid
from labkit.core.result import Measure
from labkit.poc.found import Estimate
from labkit.poc.report.document import chosen_numbers
from labkit.poc.report.results_sheet import sheet_page, write_sheet
from labkit.poc.report.texts import text_of
from tests.conftest import IN_CI
from tests.poc.report.reported import DAY, SPEC, a_case, spec

ROWS = ["發現問題", "核心痛點", "數據解方", "POC 驗證"]
A4 = (595, 842)
SENTENCE = "櫃檯同仁重複核算，尖峰時段民眾久候；資料散在各處，沒有人看得到全貌。"


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return a_case(tmp_path_factory.mktemp("sheet"))


def with_estimate(results):
    """Give the first metric an interval, as a kind that estimates would."""
    one = results["minutes_saved"]
    found = replace(one.found, estimate=Estimate(value=294_363, low=209_505, high=380_856, method="模擬"))
    return {
        **results,
        "minutes_saved": replace(one, found=found, measure=Measure(297_500, "分鐘/年", low=209_505, high=380_856)),
    }


def sheet_of(results, text=SPEC):
    told = spec(text)
    return sheet_page(told, chosen_numbers(told, results), agency="示範市政府", as_of=DAY)


def test_the_sheet_is_one_a4_page_as_pdf_and_png(case):
    odt, pdf, png, record = case.sheet
    assert [path.name for path in case.sheet] == ["成果摘要.odt", "成果摘要.pdf", "成果摘要.png", "成果摘要.json"]
    pages = PdfReader(pdf).pages
    assert len(pages) == 1
    assert tuple(round(float(one)) for one in pages[0].mediabox[2:]) == A4
    from PIL import Image

    assert Image.open(io.BytesIO(png.read_bytes())).size == (1240, 1754)
    assert record.stat().st_size
    assert odt.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("suffix", [".odt", ".pdf"])
def test_the_four_rows_stand_in_order_with_every_word(case, suffix):
    text = "".join(text_of(next(one for one in case.sheet if one.suffix == suffix)).split())
    places = [text.index(row.replace(" ", "")) for row in ROWS]
    assert places == sorted(places)
    for wanted in (
        "逐筆填寫。",
        "民眾久候。",
        "由系統帶入。",
        "每年省下297,500分鐘/年〔M1〕。",
        "示範市政府",
        "114年3月14日",
    ):
        assert wanted in text


def test_every_large_number_has_its_unit_mark_interval_status_and_rung(case):
    figures = sheet_of(with_estimate(case.results)).rows[-1].figures
    assert [one.mark for one in figures] == ["〔M1〕", "〔M2〕", "〔M3〕"]
    first, second, _ = figures
    assert (first.number, first.unit) == ("297,500", "分鐘/年")
    assert "95 % 區間：210,000 至 380,000 分鐘/年〔M1〕" in first.lines
    assert any("區間無法計算" in line for line in second.lines)
    for one in figures:
        assert any("機關宣稱，證據階梯第" in line for line in one.lines)


def test_the_foot_resolves_every_mark(case):
    page = sheet_of(case.results)
    for name, result in case.results.items():
        assert f"{name} {result.sha256[:16]}" in page.foot[0]


def test_a_number_without_a_link_is_told_on_the_page(case):
    page = sheet_of(case.results, SPEC.replace("民眾久候。", "民眾久候 40 分鐘。"))
    assert page.foot[1] == "這一頁有 1 個數字沒有連到指標，請先處理再對外使用。"


def test_only_the_metrics_named_stand_in_large_print(case):
    page = sheet_of(case.results, SPEC.replace("problem:", "metrics: [calls], problem:"))
    assert [one.name for one in page.rows[-1].figures] == ["少接的電話"]


def test_more_than_six_metrics_are_refused():
    with pytest.raises(SpecInvalid, match="metrics"):
        spec(SPEC.replace("problem:", "metrics: [a, b, c, d, e, f, g], problem:"))


def test_long_texts_are_set_smaller_and_nothing_is_cut(case, tmp_path):
    text = SPEC.replace("民眾久候。", SENTENCE * 12)
    pdf = write_sheet(spec(text), case.results, tmp_path, **case.given)[1]
    told = "".join(text_of(pdf).split())
    assert told.count("沒有人看得到全貌。") == 12
    assert len(PdfReader(pdf).pages) == 1


def test_a_text_too_long_is_refused_by_its_row_with_how_many_signs_too_many(case, tmp_path):
    text = SENTENCE * 60
    with pytest.raises(SpecInvalid, match="一頁放不下：「核心痛點」多了 [0-9,]+ 個字，請縮短") as refused:
        write_sheet(spec(SPEC.replace("民眾久候。", text)), case.results, tmp_path, **case.given)
    assert not list(tmp_path.iterdir())
    more = int(str(refused.value).split("多了 ")[1].split(" ")[0].replace(",", ""))
    write_sheet(spec(SPEC.replace("民眾久候。", text[:-more])), case.results, tmp_path, **case.given)
    with pytest.raises(SpecInvalid, match="多了 1 個字"):
        write_sheet(spec(SPEC.replace("民眾久候。", text[: -more + 1])), case.results, tmp_path / "b", **case.given)


def test_what_is_too_long_everywhere_is_refused_by_all_rows(case, tmp_path):
    text = SPEC.replace("民眾久候。", SENTENCE * 60).replace("逐筆填寫。", SENTENCE * 60)
    with pytest.raises(SpecInvalid, match="「發現問題」、「核心痛點」.*都太長"):
        write_sheet(spec(text), case.results, tmp_path, **case.given)


@pytest.mark.skipif(IN_CI or not shutil.which("soffice"), reason="LibreOffice is not here")
@pytest.mark.parametrize("times", [1, 12, 30])
def test_the_odt_is_one_page_in_libreoffice_too(case, tmp_path, times):
    results = with_estimate(case.results)
    text = SPEC.replace("民眾久候。", SENTENCE * times)
    write_sheet(spec(text), results, tmp_path, **case.given)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(tmp_path / "o"), str(tmp_path / "成果摘要.odt")]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    assert len(PdfReader(tmp_path / "o" / "成果摘要.pdf").pages) == 1


def test_a_sign_that_the_font_lacks_is_listed_in_the_foot(case, tmp_path):
    pdf = write_sheet(spec(SPEC.replace("逐筆填寫。", "𡍼里逐筆填寫。")), case.results, tmp_path, **case.given)[1]
    assert "〓：字型沒有的字，共1個（U+2137C）。" in "".join(text_of(pdf).split())
