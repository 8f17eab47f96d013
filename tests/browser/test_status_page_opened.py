"""The page of many teams in a real browser: on a desk, on a phone, on paper, by keyboard, and closed to injected programs."""

import base64
import datetime as dt
import io
import os

import pytest
from pypdf import PdfReader

from labkit.coaching.obligations.facts import Facts, Fault, Meeting
from labkit.coaching.obligations.overview import Broken, overview
from labkit.coaching.obligations.page import save_page
from labkit.coaching.obligations.status import status
from labkit.taiwan.variants import unify
from tests.browser.devtools import CHROMIUM, chromium

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("dashboard"),
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this desk"),
]
DESK, PHONE, ZOOMED = (1280, 900), (390, 844), (320, 256)  # 1280 CSS pixels at 400 % are 320
AS_OF = dt.date(2025, 12, 20)
HOSTILE = "</script><script>window.got=1</script><img src=x onerror=window.got=1>"


def many():
    """Return 300 teams, one of them with a name that is a program, one with a file to mend, and a folder that cannot be read."""
    teams = []
    for at in range(300):
        one = Meeting(nth=1, day=dt.date(2025, 12, 1 + at % 15), logged=True, handed_in=AS_OF if at % 3 else None)
        agency = HOSTILE if at == 7 else f"示範市政府第{at}辦公室"
        faults = (Fault(code="status_conflict", file="logs/02.yml", line=7),) if at == 9 else ()
        teams.append(status(Facts(agency=agency, folder=f"114年/team{at:03}", meetings=(one,), faults=faults), AS_OF))
    return overview(teams, [Broken("114年/<b>壞掉</b>", "沒有 team.yml")], AS_OF)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return save_page(many(), tmp_path_factory.mktemp("status") / "all.html")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.fixture
def opened(browser, path):
    page = browser.page()

    def at(size=DESK):
        page.size(*size)
        page.open(path)
        return page

    yield at
    page.close()


def test_a_teams_name_that_is_a_program_is_shown_and_nothing_runs_or_is_asked_for(opened):
    page = opened()
    assert page.run("[...document.querySelectorAll('tbody th')].map(one => one.textContent)").count(HOSTILE) == 1
    assert page.run("window.got") is None
    assert [one.rpartition("/")[2] for one in page.addresses()] == ["all.html"]
    assert page.troubles() == []


def test_what_a_team_has_to_do_next_is_in_sight_on_a_desk_and_on_a_phone(opened):
    for size in (DESK, PHONE):
        page = opened(size)
        assert page.run(
            "[...document.querySelectorAll('tbody tr:nth-child(-n+3) td:nth-child(5)')]"
            ".every(one => one.textContent && one.getBoundingClientRect().right <= innerWidth)"
        )


def test_nothing_runs_off_a_narrow_or_enlarged_page_and_every_cell_names_itself(opened):
    for size in (PHONE, ZOOMED):
        page = opened(size)
        assert page.run("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert page.run(
            "[...document.querySelectorAll('tbody tr:first-child td')].every(one => getComputedStyle(one, '::before').content.length > 3)"
        )
        assert page.run(
            "(heads => heads.every((one, at) => !at || one.left >= heads[at - 1].right))"
            "([...document.querySelectorAll('thead button')].map(one => one.getBoundingClientRect()))"
        )


def test_every_sheet_of_paper_has_the_heads_of_the_columns_and_no_control(opened):
    told = opened().call("Page.printToPDF", landscape=True, printBackground=True, preferCSSPageSize=True)["data"]
    sheets = ["".join(unify(one.extract_text()).split()) for one in PdfReader(io.BytesIO(base64.b64decode(told))).pages]
    whole = "".join(sheets)
    assert all(f"team{at:03}" in whole for at in range(300))
    assert "清除條件" not in whole
    full = [one for one in sheets if "team" in one]
    assert len(full) > 5
    assert all(name in one for one in full for name in ("機關", "資料夾", "下一步"))


def test_the_keyboard_reaches_the_heads_and_sorts(opened):
    page = opened()
    page.run("document.getElementById('clear').focus()")
    page.press("Tab")
    assert page.run("document.activeElement.className") == "wide"
    page.press("Tab")
    page.press("Tab")
    assert page.run("document.activeElement.textContent") == "資料夾"
    assert page.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.press("Enter", text="\r")
    assert page.run("document.querySelector('[aria-sort]').ariaSort") == "ascending"
    assert page.run("document.querySelector('tbody td').textContent") == "114年/<b>壞掉</b>"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_assistive_technology_meets_a_table_of_named_rows(opened, size):
    roles = {}
    for one in opened(size).call("Accessibility.getFullAXTree")["nodes"]:
        if not one.get("ignored"):
            roles.setdefault(one["role"]["value"], []).append(one.get("name", {}).get("value", ""))
    assert roles["table"] == ["各團隊進度（截至 114年12月20日（六））"]
    assert len(roles["rowheader"]) == 301
    assert roles["searchbox"] == ["搜尋機關或資料夾"]
    assert all(roles["button"])


def test_search_and_states_narrow_together_and_all_come_back(opened):
    page = opened()
    page.run("search.value = 'TEAM00'; search.dispatchEvent(new Event('input'))")
    page.run("document.querySelector('[data-state=要處理]').click()")
    shown = page.run(
        "[...document.querySelectorAll('tbody tr:not([hidden])')].map(one => one.cells[1].textContent.slice(-3))"
    )
    assert sorted(shown) == ["000", "003", "006", "009"]
    page.run("document.getElementById('clear').click()")
    assert "顯示 301 個工作區" in page.run("document.getElementById('status').textContent")
