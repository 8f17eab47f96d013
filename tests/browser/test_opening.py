"""The page of 36 villages opened in a real browser: every opening is a row, the machine is named, nobody and no place is."""

import getpass
import os
import platform
import re

import pytest

from labkit.analysis.dashboard.page import save_dashboard
from labkit.core.errors import ChildFailed
from labkit.poc.opening import devtools
from labkit.poc.opening.opens import measure_opens
from tests.analysis.made_up_areas import status_of
from tests.browser.devtools import CHROMIUM

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("dashboard"),
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this desk"),
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    page = save_dashboard(status_of(36), tmp_path_factory.mktemp("opened") / "各里狀態.html")
    return measure_opens(page, 20, boxed=False)


def test_twenty_openings_are_twenty_rows_of_seconds(opened):
    frame = opened.frame
    assert list(frame["第幾次"]) == list(range(1, 21))
    assert (frame["開啟秒"] > 0).all()
    assert (frame["載入完成秒"] > 0).all()
    assert frame["開啟秒"].min() <= opened.p95 <= frame["開啟秒"].max()
    assert opened.findings == ()


def test_the_sentence_keeps_the_machines_time_apart_from_peoples(opened):
    assert "開啟 20 次，P95 為 " in opened.summary
    assert "人找到一個里的狀態要多久，另外以計時表量" in opened.summary
    assert "即時" not in opened.summary


def test_the_machine_is_named_but_nobody_and_no_place(opened):
    machine = opened.machine
    assert re.search(r"\d", machine.browser)
    assert machine.cores >= 1
    assert machine.processor
    text = repr([getattr(block, "text", block) for block in opened.to_document().blocks])
    said = [machine.said, opened.summary, text]
    places = ["/", *(name for name in (platform.node(), getpass.getuser()) if len(name) > 2)]
    assert not [word for word in places[1:] for one in said if word in one]
    assert not re.search(r"/(home|root|tmp|work|Users)\b", " ".join(said))


def test_what_a_page_fetches_is_told(tmp_path):
    page = tmp_path / "a.html"
    page.write_text("<p>里<img src='http://localhost:9/a.png'>", encoding="utf-8")
    found = measure_opens(page, 2, boxed=False).findings
    assert [(one.code, one.count) for one in found] == [("opening_fetches", 1)]


def test_a_page_that_draws_nothing_is_told_and_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(devtools, "PATIENCE", 3)
    page = tmp_path / "a.html"
    page.write_text("<!doctype html><title>空</title>", encoding="utf-8")
    with pytest.raises(ChildFailed, match="沒有畫出任何內容"):
        measure_opens(page, 1, boxed=False)
