"""Opening times without a browser: how they are told, and what is refused."""

import re

import pytest

from labkit.core.errors import EngineMissing, FileMissing, FormatUnknown, MetricInput
from labkit.poc.opening import browser
from labkit.poc.opening.browser import Machine, find_browser, this_machine
from labkit.poc.opening.opens import Opened, OpeningResult, measure_opens
from labkit.poc.take import TAKES, Cells

DESK = Machine("一顆處理器", 2, "一種系統", "Chrome 130")


def result(paints):
    return OpeningResult(
        name="各里狀態.html", size=12_345, machine=DESK, opened=tuple(Opened(one, one + 0.1) for one in paints)
    )


def test_the_sentence_names_the_machine_and_what_this_time_is_not():
    told = result([0.1 + at / 100 for at in range(20)])
    assert told.summary == (
        "「各里狀態.html」開啟 20 次，P95 為 0.28 秒（最慢 0.29 秒），在 一顆處理器，2 核心，一種系統，Chrome 130 上量得。"
        "這是電腦的時間：從開啟到看見第一個畫面；人找到一個里的狀態要多久，另外以計時表量。"
    )
    assert len(told.frame) == 20
    assert told.counts_only


def test_this_machine_is_told_without_a_path():
    found = this_machine("Chrome 130")
    assert found.processor
    assert found.system
    assert found.cores >= 1
    assert not re.search(r"/\w+/", found.said)


def test_a_processor_without_a_model_falls_back_to_its_kind(tmp_path, monkeypatch):
    info = tmp_path / "cpuinfo"
    info.write_text("processor\t: 0\nmodel name\t: A  CPU @ 2GHz\n\nprocessor\t: 1\nmodel name\t: A  CPU @ 2GHz\n")
    monkeypatch.setattr(browser, "CPU_INFO", info)
    assert this_machine("x").processor == "A CPU @ 2GHz"
    info.write_text("processor\t: 0\n")
    assert this_machine("x").processor


def test_without_a_browser_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(browser.sys, "platform", "linux")
    monkeypatch.setattr(browser.shutil, "which", lambda _name: None)
    monkeypatch.setattr(browser, "APPLICATIONS", ())
    with pytest.raises(EngineMissing, match="Chromium、Chrome 或 Edge"):
        find_browser()
    with pytest.raises(EngineMissing, match="--browser"):
        find_browser("/opt/no/such-browser")


def test_on_windows_it_says_honestly_that_it_cannot(monkeypatch):
    monkeypatch.setattr(browser.sys, "platform", "win32")
    with pytest.raises(EngineMissing, match="Windows"):
        find_browser()


def test_what_is_no_page_is_refused_before_a_browser_starts(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("x", encoding="utf-8")
    page = tmp_path / "a.html"
    page.write_text("<p>x", encoding="utf-8")
    with pytest.raises(FileMissing):
        measure_opens(tmp_path / "b.html")
    with pytest.raises(FormatUnknown, match=r"\.html"):
        measure_opens(text)
    with pytest.raises(MetricInput, match="20 次以上"):
        measure_opens(page, 0)


def test_the_p95_is_the_one_that_a_metric_takes_from_the_rows():
    if "p95" not in TAKES:
        pytest.skip("the take p95 is not there yet")
    told = result([0.1 + at * at / 1000 for at in range(20)])
    from fractions import Fraction

    cells = Cells(20, tuple(Fraction(str(one)) for one in told.frame["開啟秒"]))
    assert float(TAKES["p95"].compute(cells).value) == pytest.approx(told.p95, abs=1e-4)
