"""The page of many teams: whole without its program, closed to everything outside itself, nothing unescaped."""

import base64
import hashlib
import re
from datetime import date
from html.parser import HTMLParser

from labkit.coaching.obligations.facts import Facts, Meeting
from labkit.coaching.obligations.overview import COLUMNS, Broken, overview
from labkit.coaching.obligations.page import save_page, status_html
from labkit.coaching.obligations.status import status

AS_OF = date(2025, 12, 20)


def result(agency="示範市政府地政局"):
    done = Meeting(nth=1, day=date(2025, 12, 5), logged=True)
    teams = [status(Facts(agency=agency, folder=f"t{at}", meetings=(done,)), AS_OF) for at in range(3)]
    return overview(teams, [Broken("乙", "沒有 team.yml")], AS_OF)


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.tags = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip()


def parsed(text):
    cells = Cells()
    cells.feed(text)
    return cells


def test_the_table_itself_holds_every_row_and_column():
    cells = parsed(status_html(result()))
    assert sorted(cells.rows[0]) == sorted(COLUMNS)
    assert cells.rows[0][:5] == ["機關", "資料夾", "狀態", "下一個期限", "下一步"]
    assert [row[1] for row in cells.rows[1:]] == ["乙", "t0", "t1", "t2"]
    assert all(len(row) == len(COLUMNS) for row in cells.rows)
    assert cells.rows[1][2:5] == ["✕ 讀不到", "–", "沒有 team.yml"]
    named = re.findall(r'nth-child\((\d+)\):before{content:"([^"]+)"}', status_html(result()))
    assert [(int(at), name) for at, name in named] == list(enumerate(cells.rows[0], 1))[1:]


def test_heads_have_scope_the_table_a_caption_and_the_page_a_language():
    cells = parsed(status_html(result()))
    assert ("html", {"lang": "zh-Hant"}) in cells.tags
    assert "caption" in {tag for tag, _ in cells.tags}
    assert all(attrs.get("scope") in {"col", "row"} for tag, attrs in cells.tags if tag == "th")
    assert sum(attrs.get("scope") == "row" for tag, attrs in cells.tags if tag == "th") == 4


def test_the_policy_names_style_and_program_by_hash_and_nothing_else_may_load():
    text = status_html(result())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert not re.search(r"https?:|style=|onclick|src=", text.replace("default-src", "").replace("script-src", ""))


def test_an_agency_with_signs_of_html_is_shown_and_not_run():
    text = status_html(result('<script>alert("x")</script>&'))
    assert text.count("<script>") == 1
    assert '<script>alert("x")</script>&' in {row[0] for row in parsed(text).rows}


def test_the_page_is_written_whole_and_stays_small_for_hundreds_of_teams(tmp_path):
    teams = [one for one in result().teams for _ in range(100)]
    path = save_page(overview(teams, [], AS_OF), tmp_path / "all.html")
    assert path.stat().st_size < 200_000
