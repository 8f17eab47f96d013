"""The report as files: every number with its mark, the same bytes twice, nothing cut, what is wrong told with its place."""

import json
import re

import pytest

from labkit.core.document import Picture
from labkit.core.errors import MetricInput, SpecInvalid
from labkit.core.yaml import parse
from labkit.poc.graph import evaluate_all
from labkit.poc.report.results_sheet import write_sheet
from labkit.poc.report.texts import text_of
from labkit.poc.report.write import write_report
from labkit.privacy.release_gate import gate
from tests.poc.report.reported import DAY, SPEC, a_case, metrics, spec

HEADINGS = ["資料完整性", "應用可行性", "服務效能創新性", "未來擴散性", "附錄："]
OFFICIAL = ["指標名稱", "衡量標準", "評估方式", "原始值", "目標值", "資料來源"]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return a_case(tmp_path_factory.mktemp("report"))


def test_the_report_is_written_in_four_formats_with_its_record(case):
    assert [path.name for path in case.report] == [
        "成果報告.odt",
        "成果報告.docx",
        "成果報告.pdf",
        "成果報告.html",
        "成果報告.json",
    ]


@pytest.mark.parametrize("suffix", [".odt", ".docx", ".pdf", ".html"])
def test_every_format_holds_headings_in_order_labels_and_numbers_with_marks(case, suffix):
    path = next(one for one in case.report if one.suffix == suffix)
    text = "".join(text_of(path).split())
    places = [text.index(f"{heading}") for heading in HEADINGS]
    assert places == sorted(places)
    for wanted in (
        *OFFICIAL,
        "297,500分鐘/年〔M1〕",
        "59,000件/年〔M2〕",
        "40次/年〔M3〕",
        "619.8人日（每人日8小時）〔M1〕",
    ):
        assert wanted in text
    for wanted in ("投入", "影響", "公開說法", "依輸入重算", "查核", "限制", "minutes_saved", "計算過程"):
        assert wanted in text
    assert "{" not in text.replace("{指標代號}", "")


def test_all_formats_hold_the_same_linked_numbers(case):
    record = json.loads(case.report[-1].read_text(encoding="utf-8"))
    held = [one["held"] for one in record["files"]]
    assert all(one == held[0] for one in held)
    assert held[0]["297,500 分鐘/年〔M1〕"] >= 3


def test_the_same_inputs_make_the_same_bytes(case, tmp_path):
    again = a_case(tmp_path)
    for one, other in zip([*case.report, *case.sheet], [*again.report, *again.sheet], strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_the_files_pass_the_gate(case):
    assert gate(case.root / "reports").passed


def test_the_page_reaches_for_nothing_outside_itself(case):
    page = next(one for one in case.report if one.suffix == ".html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=['\"](?!data:)", page)
    assert 'lang="zh-Hant"' in page


def test_a_number_without_a_link_is_told_with_its_place_and_not_its_value(case):
    text = text_of(next(one for one in case.report if one.suffix == ".html"))
    said = "服務效能創新性 第 1 段：有 1 個數字沒有連到指標（第 16 字）"
    assert said in text
    assert "等待少了 5 分鐘" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{minutes_saved}，", "{minute_saved}，", "沒有指標「minute_saved」。是不是「minutes_saved」"),
        ("{minutes_saved:人日}", "{minutes_saved:人天}", "沒有「人天」可以寫.*是不是「人日」"),
        ("{minutes_saved:人日}", "{forms:人日}", "「免填的申請件數」沒有「人日」可以寫"),
        ("title:", "metrics: [minutes_saved, form]\ntitle:", "沒有指標「form」。是不是「forms」"),
        ("growth: 可擴到其他案類。", "growth: {charts: 趨勢}", "沒有圖表「趨勢」"),
        ("growth: 可擴到其他案類。", "growth: {metrics: call}", "沒有指標「call」"),
        ("growth:", "grow:", "是不是「growth」"),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest_and_nothing_is_written(case, tmp_path, old, new, said):
    with pytest.raises(SpecInvalid, match=said):
        write_report(spec(SPEC.replace(old, new)), case.results, tmp_path, **case.given)
    assert not list(tmp_path.iterdir())


def test_a_report_without_a_metric_is_refused(case, tmp_path):
    with pytest.raises(MetricInput, match="沒有任何指標"):
        write_report(spec("title: 甲\n"), {}, tmp_path, **case.given)


def test_a_missing_interval_or_count_is_said_in_words(case, tmp_path):
    text = SPEC.replace("可擴到其他案類。", "'{minutes_saved:區間}；{minutes_saved:n}；{forms:n}'")
    page = write_report(spec(text), case.results, tmp_path, **case.given)[3]
    assert "區間無法計算〔M1〕；筆數未提供〔M1〕；4〔M2〕" in text_of(page)


def test_charts_and_metrics_stand_where_the_spec_says_and_the_rest_under_effect(case, tmp_path):
    from labkit.charts.style import new_figure, to_png

    pictures = [Picture(to_png(new_figure(2, 1)), f"{name}的圖", name=name) for name in ("甲圖", "乙圖")]
    text = SPEC.replace("可擴到其他案類。", "{text: 可擴到其他案類。, charts: 乙圖, metrics: calls}")
    paths = write_report(spec(text), case.results, tmp_path, pictures=pictures, **case.given)
    page = paths[3].read_text(encoding="utf-8")
    assert page.index("三、服務") < page.index("甲圖的圖") < page.index("四、未來") < page.index("乙圖的圖")
    assert page.index("四、未來") < page.index("衡量標準", page.index("四、未來")) < page.index("附錄：")


def test_only_the_metrics_named_are_reported_in_that_order(case, tmp_path):
    text = SPEC.replace("title:", "metrics: [forms, minutes_saved]\ntitle:")
    told = text_of(write_report(spec(text), case.results, tmp_path, **case.given)[3])
    assert "59,000 件/年〔M1〕" in told
    assert "少接的電話" not in told


HIDDEN = """
- {kind: simple, id: few, name: 很少的件數, least: 10, table: 收件, take: count, unit: 件, where: 件 > 235}
- {kind: product, id: from_few, name: 由很少算的時間, whose: 民眾, inputs: [{name: 件數, metric: few, unit: 件}, {name: 每件, value: 5, unit: 分鐘/件}]}
"""


def test_a_hidden_number_is_printed_as_d_wherever_it_is_named_and_the_report_verifies(case, tmp_path):
    from labkit.core.yaml import dump
    from labkit.poc.report.verify import verify_report

    results = evaluate_all(metrics(*(dump(one) for one in parse(HIDDEN).value)), case.tables, DAY)
    told = "{few}；{few:n}；{few:區間}；{from_few}，{from_few:人日}"
    text = SPEC.replace("{minutes_saved}", "{few}").replace("{minutes_saved:人日}", told)
    made = [
        *write_report(spec(text), results, tmp_path, **case.given),
        *write_sheet(spec(text), results, tmp_path, **case.given),
    ]
    said = "D 件〔M1〕；筆數不陳示〔M1〕；區間不陳示〔M1〕；D〔M2〕，D〔M2〕"
    assert said in text_of(made[3])
    assert "95 %" not in text_of(made[3])
    for path in made:
        assert verify_report(path, case.tables).metrics == 2


def test_a_number_in_the_title_is_filled_in(case, tmp_path):
    text = SPEC.replace("title: 登記收件簡化", "title: 每年少 {minutes_saved}")
    made = write_report(spec(text), case.results, tmp_path, **case.given)
    assert text_of(made[3]).count("每年少 297,500 分鐘/年〔M1〕 成果報告") == 2
    assert json.loads(made[-1].read_text(encoding="utf-8"))["title"] == "每年少 297,500 分鐘/年〔M1〕 成果報告"
    page = write_sheet(spec(text), case.results, tmp_path, **case.given)[1]
    assert "每年少297,500分鐘/年〔M1〕" in "".join(text_of(page).split())


def test_a_blank_text_makes_no_empty_line(case, tmp_path):
    text = SPEC.replace("outputs: 表單上線", "outputs: ''").replace(
        "next_steps: 擴大到全部櫃檯", "next_steps: ['', ' ']"
    )
    page = text_of(write_report(spec(text), case.results, tmp_path, **case.given)[3])
    assert "產出" not in page
    assert "下一步" not in page
