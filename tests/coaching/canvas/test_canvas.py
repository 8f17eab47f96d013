"""The strategy on one page: linked to files and metrics that exist, or refused with the nearest name."""

import io
import shutil
import subprocess
from datetime import date

import pytest
from pypdf import PdfReader

from labkit.coaching.application.spec import Application
from labkit.coaching.canvas.links import files_in_words
from labkit.coaching.canvas.sheet import canvas_page
from labkit.coaching.canvas.spec import Canvas
from labkit.core.application_errors import CanvasRefused
from labkit.core.errors import SpecInvalid
from labkit.documents.one_page.save import save_page
from labkit.inventory.catalogue import take_inventory
from tests.coaching.application.made_up_application import whole
from tests.conftest import IN_CI, ROOT

FILES = files_in_words(take_inventory(ROOT / "datasets" / "land_office" / "raw").entries)
METRICS = {"minutes_saved": "省下的時間：未量測 → 每件 5 分鐘"}
ACTION = {
    "data": ["收件簿.xlsx"],
    "method": "樞紐",
    "owner": "登記科/科員",
    "due": "2025-09-30",
    "metric": "minutes_saved",
}


def canvas(*actions, **changes):
    told = {"title": "櫃檯", "problem": "人少", "pain": "等太久", "actions": actions or [ACTION]} | changes
    return Canvas.model_validate(told)


def page(made):
    return canvas_page(made, files=FILES, metrics=METRICS, agency="示範市政府地政局", as_of=date(2025, 3, 14))


def refused(made):
    with pytest.raises(CanvasRefused) as caught:
        page(made)
    return str(caught.value)


def test_one_action_is_read_step_by_step_from_problem_to_metric():
    labels = [row.label.removeprefix("→ ") for row in page(canvas()).rows]
    assert labels == ["問題", "痛點", "資料", "方法", "負責", "日期", "指標"]
    assert page(canvas()).rows[2].texts == ("收件簿.xlsx（600 筆，113年1月2日至113年12月26日）",)


def test_several_actions_are_a_row_each():
    made = page(canvas(ACTION, ACTION | {"method": "訪談"}))
    assert [row.label for row in made.rows[2:]] == ["→ 做法 1", "→ 做法 2"]
    assert "指標：省下的時間：未量測 → 每件 5 分鐘" in made.rows[3].texts


def test_a_file_that_is_not_there_is_refused_with_its_near_miss():
    said = refused(canvas(ACTION | {"data": ["收件簿.xls"]}))
    assert "做法 1 data：資料盤點裡沒有這個檔案。是不是「收件簿.xlsx」？" in said


def test_a_metric_that_is_not_there_is_refused_with_its_near_miss():
    assert "沒有這個指標代號。是不是「minutes_saved」？" in refused(canvas(ACTION | {"metric": "minute_saved"}))


def test_every_open_step_is_told_at_once():
    said = refused(canvas({}, problem="", title=""))
    assert "有 7 處要補正" in said
    for label in ("title（主題）", "problem（問題）", "data（資料）", "owner（誰負責）", "due（完成日期）"):
        assert f"{label}：未填" in said
    assert "至少要有一項" in refused(canvas(actions=[]))


def test_a_sheet_of_a_workbook_can_be_named_too():
    assert (
        page(canvas(ACTION | {"data": "收件簿.xlsx［收件簿］"}))
        .rows[2]
        .texts[0]
        .startswith("收件簿.xlsx［收件簿］（600 筆")
    )


def test_it_stands_on_one_page_in_every_format(tmp_path):
    made = page(canvas(*[ACTION] * 5))
    for name in ("c.odt", "c.pdf", "c.png"):
        assert save_page(made, tmp_path, (name,))[0].stat().st_size > 1000
    assert len(PdfReader(io.BytesIO((tmp_path / "c.pdf").read_bytes())).pages) == 1


@pytest.mark.slow
def test_the_odt_is_one_page_in_libreoffice(tmp_path):
    soffice = shutil.which("soffice")
    if not soffice and not IN_CI:
        pytest.skip("LibreOffice is not installed")
    save_page(page(canvas(*[ACTION] * 5)), tmp_path, ("c.odt",))
    office = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [
        soffice,
        office,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "c.odt"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert len(PdfReader(tmp_path / "c.pdf").pages) == 1


def test_a_text_too_long_for_a_page_is_refused_by_its_row():
    with pytest.raises(SpecInvalid, match="「問題」多了"):
        save_page(page(canvas(problem="長" * 5000)), ROOT, ("never.pdf",))
    assert not (ROOT / "never.pdf").exists()


def test_a_canvas_begins_with_what_the_application_says():
    begun = Canvas.of_application(whole())
    assert (begun.title, begun.pain, len(begun.actions)) == ("提升櫃檯服務效能", "等待時間太久", 1)
    assert Canvas.of_application(Application()).title == ""
