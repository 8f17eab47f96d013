"""The page of areas as a text: small, closed to the outside, whole without its program, open to the gate."""

import base64
import dataclasses
import hashlib
import re

import pandas as pd
import pytest

import labkit as lk
from labkit.analysis.dashboard.page import HERE, dashboard_html, save_dashboard
from labkit.core.errors import NotDrawable
from labkit.core.spec import Spec
from tests.analysis.made_up_areas import status_of

ID = "A123456789"


@pytest.fixture(scope="module")
def status():
    return status_of(36)


@pytest.mark.parametrize(("areas", "county", "most"), [(36, "臺北市", 50_000), (1009, "新北市", 300_000)])
def test_a_page_stays_small(areas, county, most):
    assert len(dashboard_html(status_of(areas, county=county)).encode()) <= most


def test_the_same_result_gives_the_same_page(status):
    assert dashboard_html(status) == dashboard_html(status_of(36))


def test_the_policy_names_the_pages_own_style_and_program_and_nothing_else(status):
    page = dashboard_html(status)
    policy = re.search('Content-Security-Policy" content="([^"]*)"', page)[1]
    for tag in ("style", "script"):
        own = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"https?:|\bsrc=|\bhref=|\bstyle=|\bon[a-z]+=|@import|url\(|fetch|XMLHttp", page)


def test_every_area_stands_in_the_html_itself(status):
    page = dashboard_html(status)
    names = re.findall("<tr[^>]*><th scope=row>([^<]+)", page)
    assert names == [*(one.name for one in status.facts["areas"].places), "全體"]


def test_the_page_shows_the_numbers_of_the_table(status):
    page = dashboard_html(status)
    for _, row in status.frame.iloc[:-1].iterrows():
        line = re.search(f"<tr[^>]*><th scope=row>{row['里']}<.*", page)[0]
        cells = [re.sub("<svg.*?</svg>|<[^>]*>", "", cell).strip() for cell in line.split("<td>")[1:]]
        assert cells[1] == f"{row['人數']:,}"
        assert cells[2] == f"{row['每千人比率']:.1f}"
        assert cells[3] == f"{row['95% 下限']:.1f}–{row['95% 上限']:.1f}"
        assert cells[-1] == row["代碼"]
        assert set(cells[0].replace("少於 5 人", "少於5人").split()) == set(
            row["狀態"].replace("少於 5 人", "少於5人").split("、")
        ) - {""}


def test_a_hidden_cell_is_d_on_the_page_and_its_number_is_nowhere():
    status = status_of(36)
    code = next(one.code for one in status.facts["areas"].places if one.name == "民福里")
    cell = next(one for one in status.cells if dict(one.keys) == {"里": code} and one.measure == "人數")
    before = dashboard_html(status)
    page = dashboard_html(status.hiding({(cell.keys, cell.measure)}))
    line, seen = (re.search("<tr[^>]*><th scope=row>民福里<.*", one)[0] for one in (page, before))
    assert f"<td>{cell.value}<" in seen
    assert f">{cell.value}<" not in line
    assert line.count("<td>D") == 6
    assert "不陳示" in line
    assert '<path d="M' not in line
    assert "為保護個人資料而不陳示" in page
    assert "為保護個人資料而不陳示" not in before


def test_names_cannot_break_out_of_the_page():
    table = pd.DataFrame({"里": ["<script>x</script>里", '"里']})
    codes = pd.DataFrame({"代碼": ["63000070001", "63000070002"], "里": table["里"]})
    spec = {"name": "</style><script>", "area": "里", "codes": {"table": "t", "name": "里"}, "status": "里"}
    page = dashboard_html(lk.analyze(table, "areas", spec, tables={"t": codes}))
    assert page.count("<script>") == page.count("</style>") == 1


@pytest.mark.parametrize("place", ["name", "area", "flag", "label", "hidden"])
def test_the_gate_finds_a_national_id_wherever_it_is_planted(tmp_path, place):
    more = {
        "name": {"name": f"各里個案 {ID}"},
        "flag": {"flags": [{"word": f"{ID}", "when": "數量 >= 0"}]},
        "label": {"demand_label": f"需求 {ID}"},
    }
    result = status_of(36, **more.get(place, {}))
    page = dashboard_html(result)
    if place == "area":
        page = page.replace("<th scope=row>民福里", f"<th scope=row>民福里{ID}")
    elif place == "hidden":
        page = page.replace("</script>", f'const x = "{ID}";</script>')
    assert ID in page
    (tmp_path / "各里.html").write_text(page, encoding="utf-8")
    found = lk.gate(tmp_path)
    assert [hit.entity for hit in found.hits] == ["TW_NATIONAL_ID"] * len(found.hits)
    assert found.hits
    assert ID not in found.summary


def test_the_gate_lets_a_clean_page_pass(tmp_path, status):
    save_dashboard(status, tmp_path / "各里.html")
    assert not lk.gate(tmp_path).hits


def test_only_areas_have_this_page(status):
    with pytest.raises(NotDrawable):
        dashboard_html(dataclasses.replace(status, spec=Spec()))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(left, right):
    dark, light = sorted((luminance(left), luminance(right)))
    return (light + 0.05) / (dark + 0.05)


def test_bars_and_their_intervals_are_seen_against_white():
    style = (HERE / "dashboard.css").read_text(encoding="utf-8")
    bar, whisker = re.search(r"path\{stroke:(#\w{6})", style)[1], re.search(r"path\+path\{stroke:(#\w{6})", style)[1]
    assert contrast(bar, "#ffffff") >= 3
    assert contrast(whisker, "#ffffff") >= 4.5
    for colour in re.findall(r"\.f\d\{color:(#\w{6})", style):
        assert contrast(colour, "#ffffff") >= 4.5
