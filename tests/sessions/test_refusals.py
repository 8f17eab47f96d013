"""Bad input is refused before any kernel starts, and nothing is half-written."""

from datetime import date

import pytest

import labkit as lk
from labkit.sessions.parameters import check_parameters, declared, parse_settings
from labkit.sessions.running.kernels import Kernels
from labkit.workspace.layout import guided_notebooks


@pytest.fixture
def ws(tmp_path, raw_land_office):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    (ws.raw / "陳情案件.csv").write_bytes((raw_land_office / "陳情案件.csv").read_bytes())
    return ws


@pytest.fixture(autouse=True)
def no_kernel(monkeypatch):
    def started(*_args, **_kwargs):
        pytest.fail("a kernel started")

    monkeypatch.setattr(Kernels, "expect", started)
    monkeypatch.setattr(Kernels, "take", started)


def tree(ws):
    return sorted(path.relative_to(ws.root).as_posix() for path in ws.root.rglob("*"))


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("空.csv", b"", "沒有任何資料列"),
        ("影像.csv", b"\x89PNG\r\n\x1a\n" + bytes(99), "不是可讀的資料表"),
        ("密碼.xlsx", LOCKED, "移除密碼"),
        ("壞.ods", b"PK\x03\x04" + bytes(99), "重新存檔"),
    ],
)
def test_a_bad_raw_file_is_one_sentence(ws, name, data, said):
    (ws.raw / name).write_bytes(data)
    before = tree(ws)
    with pytest.raises(lk.LabkitError) as refused:
        lk.run_session(ws)
    assert name in str(refused.value)
    assert said in str(refused.value)
    assert tree(ws) == before


def test_all_bad_files_are_named_at_once(ws):
    for name in ("一.csv", "二.csv"):
        (ws.raw / name).write_bytes(b"")
    with pytest.raises(lk.LabkitError, match="(?s)有 2 個檔案.*一.csv.*二.csv"):
        lk.run_session(ws)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (["04_pivot.row=里"], "沒有參數「row」，是不是「rows」"),
        (["04_pivots.rows=里"], "沒有筆記本「04_pivots」，是不是「04_pivot」"),
        (["04_pivot.session=2"], "「session」由 labkit 自己給"),
        (["04_pivot.least=abc"], "「least」（小格門檻）應為整數"),
        (["04_pivot=里"], "筆記本.名稱=值"),
        (["rows"], "筆記本.名稱=值"),
    ],
)
def test_an_unknown_parameter_or_a_wrong_type_is_one_sentence(ws, settings, said):
    before = tree(ws)
    with pytest.raises(lk.LabkitError) as refused:
        lk.run_session(ws, parameters=parse_settings(settings))
    assert said in str(refused.value)
    assert tree(ws) == before


def test_every_fault_of_the_parameters_is_said_at_once():
    faults = {"04_pivot": {"x": "1", "session": "a"}, "99_none": {}}
    with pytest.raises(lk.LabkitError) as refused:
        check_parameters(guided_notebooks(), faults)
    assert str(refused.value).count("．") == 3


def test_parameters_of_the_plan_are_checked_too(ws):
    path = ws.plan_path(1)
    path.write_text(path.read_text(encoding="utf-8") + "parameters:\n  04_pivot: {rowz: 里}\n", encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="是不是「rows」"):
        lk.run_session(ws)


def test_a_plan_copied_without_changing_its_number_is_refused(ws):
    ws.plan_path(2).write_bytes(ws.plan_path(1).read_bytes())
    with pytest.raises(lk.LabkitError, match=r"plan/02\.yml：次數寫的是第 1 次，檔名卻是第 2 次"):
        lk.run_session(ws, 2)


def test_a_missing_plan_and_an_empty_folder_are_refused(ws):
    with pytest.raises(lk.LabkitError, match="plan/07.yml"):
        lk.run_session(ws, 7)
    (ws.raw / "陳情案件.csv").unlink()
    with pytest.raises(lk.LabkitError, match="沒有可讀的資料檔"):
        lk.run_session(ws)


def test_a_parameters_cell_of_another_form_is_refused(tmp_path):
    path = tmp_path / "04_x.ipynb"
    path.write_text('{"cells": [{"metadata": {"tags": ["parameters"]}, "source": ["import os\\n"]}]}', encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="參數格無法解讀"):
        declared(path)


def test_values_are_typed_as_declared():
    from labkit.sessions.parameters import Parameter

    assert Parameter("a", "list[str]", []).convert("甲, 乙") == ["甲", "乙"]
    assert Parameter("a", "bool", default=False).convert("是") is True
    assert Parameter("a", "float", 0.0).convert("1.5") == 1.5
    for kind, value in (("bool", "maybe"), ("int", ["1"]), ("float", "x")):
        with pytest.raises(ValueError, match=r"應為(是或否|整數|數字)"):
            Parameter("a", kind, None).convert(value)


def test_a_broken_log_is_refused_before_anything_runs(ws):
    ws.log_path(1).write_text("nth: [1\n", encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="01.yml 第"):
        lk.run_session(ws)
    assert not list(ws.sessions.iterdir())


def test_files_of_one_name_in_two_folders_are_two_tables(ws, raw_land_office):
    from labkit.sessions.names import table_names

    for year in ("113", "114"):
        (ws.raw / year).mkdir()
        (ws.raw / year / "案件.csv").write_bytes((raw_land_office / "陳情案件.csv").read_bytes())
    assert sorted(table_names(ws.raw_files(), ws.raw)) == ["113_案件", "114_案件", "陳情案件"]
    assert len(lk.Stage.open("02_cleaning", str(ws.root), 1).raw_tables()) == 3


def test_settings_that_cannot_be_used_are_all_named_before_a_kernel_starts(ws, monkeypatch):
    monkeypatch.delenv("LABKIT_KEY", raising=False)
    monkeypatch.delenv("LABKIT_KEY_FILE", raising=False)
    (ws.root / "recipes" / "陳情案件.yml").write_text(
        "version: 1\nsteps:\n- {step: trm, columns: [類別]}\n", encoding="utf-8"
    )
    (ws.root / "pivots" / "p.yml").write_text("version: 1\ntable: 陳情案\n", encoding="utf-8")
    (ws.root / "policies" / "陳情案件.yml").write_text("columns:\n  陳情人: {action: pseudonym}\n", encoding="utf-8")
    with pytest.raises(lk.LabkitError) as refused:
        lk.run_session(ws)
    for said in (
        "設定有 3 處不能用",
        "陳情案件.yml 第 3 行",
        "是不是「trim」",
        "p.yml：沒有資料表「陳情案」",
        "是不是「陳情案件」",
        "LABKIT_KEY_FILE",
    ):
        assert said in str(refused.value)


def test_a_key_that_two_policies_lack_is_one_fault(ws, monkeypatch):
    monkeypatch.delenv("LABKIT_KEY", raising=False)
    monkeypatch.delenv("LABKIT_KEY_FILE", raising=False)
    (ws.raw / "第二份.csv").write_bytes((ws.raw / "陳情案件.csv").read_bytes())
    for name in ("陳情案件", "第二份"):
        (ws.root / "policies" / f"{name}.yml").write_text("columns:\n  陳情人: {action: pseudonym}\n", encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="有 1 處不能用"):
        lk.run_session(ws)


def test_a_parameter_that_names_a_missing_table_is_refused_before_a_kernel_starts(ws):
    with pytest.raises(lk.LabkitError, match="04_pivot 的參數「table」：沒有資料表「不存在.csv」"):
        lk.run_session(ws, parameters={"04_pivot": {"table": "不存在.csv"}})
