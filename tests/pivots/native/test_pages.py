import re
from html.parser import HTMLParser

import pandas as pd

import labkit as lk
from labkit.pivots.exports.html import pivot_page
from labkit.pivots.exports.write import write_pivot

FRAME = pd.DataFrame(
    {
        "里": ["新安里", "<b>里</b>", None, "=1+1"],
        "管道": ["臨櫃", "線上", "臨櫃", "臨櫃"],
        "規費": [1000, 20, 30, None],
    }
)


class Cells(HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.tags, self._open = [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self._open = False

    def handle_data(self, data):
        if self._open:
            self.rows[-1][-1] += data


def read(page):
    found = Cells()
    found.feed(page)
    return found


def page(**told):
    return pivot_page(
        lk.pivot(FRAME, **{"rows": ["里"], "columns": ["管道"], "values": {"規費": ["sum", "mean"]}, **told})
    )


def test_the_page_shows_what_the_pivot_prints():
    rows = [[cell.strip() for cell in row] for row in read(page()).rows]
    assert ["新安里", "–", "–", "1,000", "1,000.00", "1,000", "1,000.00"] in rows
    assert ["=1+1", "–", "–", "…", "…", "…", "…"] in rows
    assert ["總計", "20", "20.00", "1,030", "515.00", "1,050", "350.00"] in rows


def test_column_keys_stand_over_their_measures():
    spans = [told for tag, told in read(page()).tags if tag == "th" and told.get("colspan") == "2"]
    assert len(spans) == 3


def test_the_page_runs_nothing_and_asks_for_nothing_outside():
    made = page()
    assert not re.search(r"<script|https?:|@import|url\(|\bon\w+=", made)
    assert made.startswith('<!doctype html>\n<html lang="zh-Hant">')


def test_texts_are_escaped():
    frame = pd.DataFrame({"<b>里</b>": ["<b>甲</b>"], "<b>管</b>": ["<b>乙</b>"], "<b>數</b>": [1]})
    told = {"rows": ["<b>里</b>"], "columns": ["<b>管</b>"], "values": {"<b>數</b>": ["sum", "mean"]}}
    made = pivot_page(lk.pivot(frame, **told, name="<b>題</b>"))
    assert not re.search("<b>|&amp;lt;", made)
    assert all(f"&lt;b&gt;{sign}&lt;/b&gt;" in made for sign in "題里甲乙數")


def test_notes_and_left_out_rows_stand_below():
    made = page(where="規費 > 0")
    assert "未納入：不符條件 1 列" in made
    assert "不可加總" in made


def test_csv_is_the_wide_frame_for_excel(tmp_path):
    data = write_pivot(lk.pivot(FRAME, rows=["里"], columns=["管道"]), tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[:2] == ["里,線上,臨櫃", "<b>里</b>,1,0"]
    assert "'=1+1,0,1" in data.decode("utf-8-sig").splitlines()
