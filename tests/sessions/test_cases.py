"""Every case of templates/cases runs as one whole session and passes the gate; the land office does so in other tests."""

import os
import re
import shutil
from datetime import date

import pandas as pd
import pytest

import labkit as lk
from labkit.poc.report.verify import verify_report
from labkit.privacy.keys import FILE_VARIABLE, new_key
from tests.conftest import ROOT


def untold(case, record):
    """The bold numbers of a case's page that no metric of the run says."""
    page = (ROOT / "docs" / "cases.zh-TW.md").read_text(encoding="utf-8")
    section = next(part for part in page.split("\n## ") if part.startswith(case))
    said = "".join(path.read_text(encoding="utf-8-sig") for path in record.folder.glob("tables/05-*.csv"))
    numbers = [one for one in re.findall(r"\*\*(.+?)\*\*", section) if any(sign.isdigit() for sign in one)]
    assert len(numbers) >= 5
    return [one for one in numbers if one not in said]


@pytest.mark.slow
@pytest.mark.xdist_group("land_office")
def test_the_page_of_the_land_office_says_what_its_run_says(land_office):
    assert untold("land_office", land_office[1]) == []


CASES = sorted(path.name for path in (ROOT / "templates" / "cases").iterdir() if path.name != "land_office")


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_case_runs_from_raw_files_to_a_frozen_session(case, tmp_path, monkeypatch):
    monkeypatch.setitem(os.environ, FILE_VARIABLE, str(new_key(tmp_path / "team.key")))
    ws = lk.Workspace.create(tmp_path / case, as_of=date(2025, 3, 14))
    shutil.copytree(ROOT / "templates" / "cases" / case, ws.root, dirs_exist_ok=True)
    shutil.copytree(ROOT / "datasets" / case / "raw", ws.raw, dirs_exist_ok=True)
    record = lk.run_session(ws)
    analysed = list((ws.root / "analyses").glob("*.yml"))
    tables = list(record.folder.glob("tables/04-*.csv"))
    assert len(tables) >= len(analysed) > 0
    assert all(len(pd.read_csv(path, dtype=str)) for path in tables)
    assert list(record.folder.glob("charts/04-*.png"))
    books = {path.suffix for path in (ws.work / "session-01" / "workbooks").iterdir()}
    assert books == {".xlsx", ".ods"}
    papers = record.folder / "report" / "05-成果報告"
    assert {path.suffix for path in papers.iterdir()} == {".odt", ".docx", ".pdf", ".html", ".png", ".json"}
    assert untold(case, record) == []
    assert any(line.startswith("決定：") for line in ws.log(1).summary)
    if case == "long_term_care":
        assert "5 個指標" in verify_report(papers / "成果報告.docx").summary
        assert list(record.folder.glob("report/04-*.html"))
