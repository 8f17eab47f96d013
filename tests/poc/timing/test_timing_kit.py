"""The kit: sheets for the pen, a form to type into, and the way back to minutes; a printed sheet goes in, a metric comes out."""

import subprocess
import zipfile
from datetime import time

import numpy as np
import pytest
from openpyxl import load_workbook

from labkit.core.errors import DuplicateColumn, FileExists, LabkitError, MetricInput, UnknownColumn
from labkit.core.yaml import load
from labkit.poc.metric import KINDS, Metric
from labkit.poc.timing.kit import write_kit
from labkit.poc.timing.plan import plan_timing
from labkit.poc.timing.readings import read_timing
from labkit.poc.timing.sheet import sheet_of
from labkit.poc.timing.typed import typed_frame
from labkit.tables.read import read
from labkit.tables.write import write
from tests.pivots.native.refreshed import needs_soffice
from tests.poc.timing.made_timing import spec

HEAD = "期別,編號,日期,時段,櫃檯,開始,結束,中斷（分）,案件類別,備註"
LINE = "前,前-01,114年2月10日,09:00-10:00,1號櫃檯,09:10:00,09:20:30,,買賣移轉,"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    return {path.name: path for path in write_kit(plan_timing(spec()), folder)}


def csv(folder, *lines, head=HEAD):
    path = folder / "計時.csv"
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def minutes_of(table):
    return table.arrow.column("分鐘").to_pylist()


def drawn_times(rows):
    """Return made-up starts, ends, interruptions and the minutes that they make, from 20 before and 15 after."""
    dice = np.random.default_rng(5)
    found = []
    for at in range(rows):
        minutes = round(float(dice.normal(20 if at < rows / 2 else 15, 4)), 1)
        pause = 2 if at % 9 == 0 else 0
        begun = 9 * 3600 + int(dice.integers(0, 1800))
        ended = begun + round((minutes + pause) * 60)
        found.append((_clock(begun), _clock(ended), pause, minutes))
    return found


def _clock(seconds):
    return time(seconds // 3600, seconds // 60 % 60, seconds % 60)


def test_the_kit_holds_plan_sheets_forms_and_metric(kit):
    papers = [
        f"{name}.{suffix}" for name in ("計時計畫", "計時表_改變前", "計時表_改變後") for suffix in ("odt", "pdf")
    ]
    assert sorted(kit) == sorted([*papers, "計時輸入表.xlsx", "計時輸入表.ods", "fee_minutes.yml"])


def test_nothing_is_written_where_one_file_is_there_already(tmp_path):
    (tmp_path / "計時輸入表.ods").write_bytes(b"typed")
    with pytest.raises(FileExists, match=r"計時輸入表\.ods"):
        write_kit(plan_timing(spec()), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["計時輸入表.ods"]


def test_the_sheet_says_what_starts_and_ends_the_clock_and_asks_for_nobodys_name():
    document = sheet_of(plan_timing(spec()), "前")
    facts = {row[0].text: row[1].text for row in document.blocks[1].rows}
    assert facts["開始＝"].startswith("櫃員按下叫號")
    assert facts["結束＝"].startswith("櫃員把收據")
    assert facts["案件類別"] == "寫其中一種：買賣移轉、抵押權設定、抵押權塗銷、其他"
    assert "不寫民眾的姓名" in document.blocks[2].text
    head, *lines = document.blocks[-1].rows
    assert [cell.text.split("\n")[0] for cell in head] == [
        "編號", "日期", "時段與", "櫃檯", "開始", "結束", "中斷（分）", "案件類別", "備註",
    ]  # fmt: skip
    assert len(lines) == 27
    assert not {cell.text for cell in head} & {"姓名", "電話", "身分證字號"}
    assert all([cell.to_fill for cell in row] == [False] * 4 + [True] * 5 for row in lines)


def test_the_printed_sheets_repeat_their_head_and_number_their_pages(kit):
    from pypdf import PdfReader

    pages = [page.extract_text() for page in PdfReader(kit["計時表_改變前.pdf"]).pages]
    assert len(pages) > 1
    assert all("中斷" in text and "案件類別" in text for text in pages)
    assert [f"第{at}頁，共{len(pages)}頁" in text.replace(" ", "") for at, text in enumerate(pages, 1)] == [True] * len(
        pages
    )
    with zipfile.ZipFile(kit["計時表_改變前.odt"]) as parts:
        content, styles = (parts.read(f"{name}.xml").decode() for name in ("content", "styles"))
    assert content.count("<table:table-header-rows>") == 1
    assert "text:page-number" in styles


def test_the_form_to_type_into_offers_choices_and_refuses_what_is_no_time(kit):
    sheet = load_workbook(kit["計時輸入表.xlsx"])["計時"]
    rules = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}
    assert rules["A2"].formula1 == '"前,後"'
    assert rules["I2"].formula1 == '"買賣移轉,抵押權設定,抵押權塗銷,其他"'
    assert {rules[cell].type for cell in ("F2", "G2", "H2")} == {"decimal"}
    assert sheet["F2"].number_format == "hh:mm:ss"
    assert [sheet.cell(2, at).value for at in (1, 2, 3, 6)] == ["前", "前-01", "114年2月10日", None]
    assert sheet.max_row == 1 + 2 * 27


def test_the_same_plan_makes_the_same_form(kit, tmp_path):
    again = {path.name: path for path in write_kit(plan_timing(spec()), tmp_path)}
    assert all(again[name].read_bytes() == kit[name].read_bytes() for name in kit)


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_a_printed_sheet_goes_in_and_minutes_come_out(kit, tmp_path, suffix):
    told = drawn_times(54)
    path = tmp_path / f"計時輸入表.{suffix}"
    if suffix == "xlsx":
        book = load_workbook(kit["計時輸入表.xlsx"])
        for row, (begun, ended, pause, _) in enumerate(told, 2):
            for column, value in ((6, begun), (7, ended), (8, pause or None)):
                book["計時"].cell(row, column).value = value
        book.save(path)
    else:
        frame = typed_frame(plan_timing(spec()))
        for row, (begun, ended, pause, _) in enumerate(told):
            frame.loc[row, ["開始", "結束", "中斷（分）"]] = [
                str(begun),
                f"{ended:%H時%M分%S秒}",
                str(pause) if pause else None,
            ]
        write(frame, path)
    table = read_timing(path)
    assert minutes_of(table) == pytest.approx([minutes for *_, minutes in told], abs=0.01)
    assert set(table.arrow.column("計時狀況").to_pylist()) == {"可用"}
    first = table.arrow.slice(0, 1).to_pylist()[0]
    assert (first["期別"], str(first["日期"]), first["星期"], first["配對"]) == ("前", "2025-02-10", "一", "01")
    assert table.schema["分鐘"] == "number"
    assert table.findings == ()


def test_the_empty_form_is_refused_and_says_what_to_do(kit):
    for name in ("計時輸入表.xlsx", "計時輸入表.ods"):
        with pytest.raises(MetricInput, match="請把計時表的時刻輸入後再讀"):
            read_timing(kit[name])


@pytest.mark.parametrize(
    ("begun", "ended", "pause", "state"),
    [
        ("", "", "", "未填"),
        ("09:10:00", "", "", "只填一半"),
        ("", "09:10:00", "", "只填一半"),
        ("9點多", "09:20:00", "", "時刻讀不出"),
        ("09:10:00", "25:20:00", "", "時刻讀不出"),
        ("91423", "092000", "", "時刻讀不出"),
        ("23:50:00", "00:10:00", "", "結束早於開始"),
        ("09:20:00", "09:10:00", "", "結束早於開始"),
        ("09:10:00", "09:20:00", "約三分", "中斷讀不出"),
        ("09:10:00", "09:20:00", "-3", "中斷讀不出"),
        ("09:10:00", "09:20:00", "nan", "中斷讀不出"),
        ("09:10:00", "09:20:00", "10.5", "中斷比整段長"),
    ],
)
def test_a_line_without_minutes_stays_as_typed_and_says_why_with_its_row(tmp_path, begun, ended, pause, state):
    bad = f"前,前-02,114/2/10,09:00-10:00,1號櫃檯,{begun},{ended},{pause},,"
    table = read_timing(csv(tmp_path, LINE, bad))
    line = table.arrow.to_pylist()[1]
    assert (line["分鐘"], line["計時狀況"]) == (None, state)
    assert [line[name] or "" for name in ("開始", "結束", "中斷（分）")] == [begun, ended, pause]
    said = [one.sentence for one in table.findings if one.code == "timing_no_minutes"]
    assert len(said) == 1
    assert f"（{state}）" in said[0]
    assert "第 3 列" in said[0]
    assert not any(cell in said[0] for cell in (begun, ended) if cell and cell != "9:14:23")


def test_a_period_that_is_neither_before_nor_after_is_told(tmp_path):
    table = read_timing(
        csv(tmp_path, LINE, LINE.replace("前,前-01", "試,試-01"), LINE.replace("前,前-01", "後 ,後-01"))
    )
    assert table.arrow.column("計時狀況").to_pylist() == ["可用", "期別不明", "可用"]
    assert table.arrow.column("期別").to_pylist() == ["前", "試", "後"]


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("上午9時10分", 10.5),
        ("9:10", 10.5),
        ("０９：１０：００", 10.5),
        ("2025-02-10 09:10:00", 10.5),
        ("091000", 10.5),
    ],
)
def test_times_are_read_as_agencies_write_them(tmp_path, written, minutes):
    assert minutes_of(read_timing(csv(tmp_path, LINE.replace("09:10:00", written)))) == [minutes]


@pytest.mark.parametrize("name", ["中斷（分）", "中斷(分)", "中斷分鐘", "中斷"])
def test_the_interruption_is_taken_off_under_the_names_that_teams_use(tmp_path, name):
    path = csv(tmp_path, LINE.replace("09:20:30,,", "09:20:30,3,"), head=HEAD.replace("中斷（分）", name))
    assert minutes_of(read_timing(path)) == [7.5]


def test_what_is_far_longer_zero_twice_rough_or_undated_is_pointed_at_and_kept(tmp_path):
    lines = [f"前,前-{at:02},114/2/10,一,1,09:00:01,09:1{at % 5}:00,,," for at in range(1, 11)]
    odd = [
        "前,前-11,114/2/10,一,1,09:00:00,11:59:00,,,",
        "前,前-12,114/2/10,一,1,09:00:05,09:00:05,,,",
        "前,前-12,99/2/10,一,1,09:00:05,09:10:05,,,",
    ]
    table = read_timing(csv(tmp_path, *lines, *odd))
    assert all(one is not None for one in minutes_of(table))
    told = {one.code: one.facts["rows"] for one in table.findings if one.code.startswith("timing")}
    assert told == {"timing_long": "12", "timing_zero": "13", "timing_twice": "14", "timing_no_day": "14"}
    rough = read_timing(csv(tmp_path, *(line.replace(":01,", ":00,") for line in lines)))
    assert [one.code for one in rough.findings] == ["timing_rough"]


def test_a_before_that_is_later_than_an_after_is_pointed_at(tmp_path):
    after = LINE.replace("前,前-01,114年2月10日", "後,後-01,114年2月10日")
    assert [one.code for one in read_timing(csv(tmp_path, LINE, after)).findings if one.level == "warning"] == [
        "timing_overlap"
    ]


def test_a_file_that_is_no_timing_sheet_is_refused_with_the_column(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("期別,起,結束\n前,09:00:00,09:10:00\n", encoding="utf-8")
    with pytest.raises(UnknownColumn, match="開始"):
        read_timing(path)
    with pytest.raises(LabkitError):
        read_timing(tmp_path / "none.csv")


def test_what_has_minutes_already_is_not_read_twice(tmp_path):
    write(read_timing(csv(tmp_path, LINE)), tmp_path / "結果.csv")
    with pytest.raises(DuplicateColumn, match="分鐘"):
        read_timing(tmp_path / "結果.csv")
    with pytest.raises(DuplicateColumn, match="中斷"):
        read_timing(csv(tmp_path, LINE, head=HEAD.replace("備註", "中斷")))


def test_a_form_that_libreoffice_saved_is_read_alike(kit, tmp_path):
    told = drawn_times(54)
    book = load_workbook(kit["計時輸入表.xlsx"])
    for row, (begun, ended, pause, _) in enumerate(told, 2):
        for column, value in ((6, begun), (7, ended), (8, pause or None)):
            book["計時"].cell(row, column).value = value
    book.save(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [needs_soffice(), profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path, tmp_path / "a.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert minutes_of(read_timing(tmp_path / "a.ods")) == pytest.approx([minutes for *_, minutes in told], abs=0.01)


def test_minutes_are_the_ones_of_the_made_up_land_office(raw_land_office):
    table = read_timing(raw_land_office / "計時表.csv")
    assert set(table.arrow.column("計時狀況").to_pylist()) == {"可用"}
    assert len(table) == 96
    assert table.arrow.column("星期").null_count == 0


def test_the_metric_beside_it_asks_for_what_the_table_holds(kit, tmp_path):
    told = load(kit["fee_minutes.yml"]).value
    table = read_timing(csv(tmp_path, LINE))
    assert told["kind"] == "before_after"
    assert told["column"] in table.columns
    assert set(told["match"]) <= set(table.columns)
    assert (told["unit"], told["whose"], told["compare"]) == ("分鐘/件", "櫃員", "matched")


@pytest.mark.skipif("before_after" not in KINDS, reason="the kind before_after is not there")
@pytest.mark.parametrize("compare", ["unpaired", "matched", "paired"])
def test_the_printed_sheet_typed_in_is_a_metric_with_its_interval(tmp_path, compare):
    plan = plan_timing(spec(compare=compare, correlation=0.3 if compare == "paired" else None))
    kit = {path.name: path for path in write_kit(plan, tmp_path / "kit")}
    book = load_workbook(kit["計時輸入表.xlsx"])
    told = drawn_times(2 * plan.cases)
    for row, (begun, ended, pause, _) in enumerate(told, 2):
        for column, value in ((6, begun), (7, ended), (8, pause or None)):
            book["計時"].cell(row, column).value = value
    book.save(tmp_path / "填好.xlsx")
    write(read_timing(tmp_path / "填好.xlsx"), tmp_path / "計時結果.xlsx")
    metric = Metric.load(kit["fee_minutes.yml"])
    result = metric.evaluate({"計時結果": read(tmp_path / "計時結果.xlsx")})
    before, after = (np.mean([minutes for *_, minutes in half]) for half in (told[: plan.cases], told[plan.cases :]))
    assert result.measure.unit == "分鐘/件"
    assert result.measure.value == pytest.approx(before - after, abs=1.5 if compare == "matched" else 0.01)
    assert result.measure.low <= result.measure.value <= result.measure.high
    assert result.measure.design == {"unpaired": 2, "matched": 3, "paired": 3}[compare]
