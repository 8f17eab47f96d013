"""The raw report: Chinese drawn, nothing sent, marked as holding raw values."""

import os
import socket
import warnings

import pandas as pd
import pytest

from labkit.inventory.report import BANNER, MARK, profile_report


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_the_raw_report_draws_chinese_sends_nothing_and_says_what_it_holds(tmp_path, monkeypatch):
    def refused(*_):
        raise AssertionError("a report reached for the network")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    frame = pd.DataFrame(
        {"里": ["新安里", "堃喆里", "福星里"] * 20, "件數": range(60), "率": [n / 7 for n in range(60)]}
    )
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        path = profile_report(frame, tmp_path, title="測試表")
    assert not [one for one in seen if "Glyph" in str(one.message)]
    assert MARK in path.name
    page = path.read_text(encoding="utf-8")
    assert BANNER in page
    assert "新安里" in page
    assert "utm_source" not in page
    assert "YDATA_PROFILING_NO_ANALYTICS" not in os.environ
