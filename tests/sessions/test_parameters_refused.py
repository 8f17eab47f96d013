"""Bad parameters of a plan or of --set are refused at once: no kernel, no import that a kernel needs, no file touched."""

import os
import subprocess
import sys
from datetime import date

import pytest

import labkit as lk
from labkit.privacy.keys import new_key
from labkit.sessions.names import table_names
from labkit.sessions.parameters import check_parameters, parse_settings
from labkit.sessions.preflight import check_settings
from labkit.sessions.running.gatekeeper import Gatekeeper
from labkit.sessions.running.kernels import Kernels
from tests.conftest import ROOT

KERNELS = ("papermill", "nbclient", "jupyter_client", "nbformat", "jsonschema")
NUMBER = "應為數字，只寫有限的數字（例如 2.5），不加單位與千分位逗號。"
WHOLE = "應為整數，只寫數字（例如 3），不加單位與千分位逗號。"
UNSEEN = "含有換行或看不見的控制字元，請改寫成一行文字。"
AUDIENCES = "不是可用的值，可用：機關內部、跨機關、開放資料"
NOTEBOOKS = "00_start、01_inventory、02_cleaning、03_deidentification、04_pivot、05_poc、06_application。"
KEPT = "；參數會隨成果封存，請刪去個資再執行。"
KEY_FOUND = "含有像是金鑰或密碼的內容；參數會隨成果封存，請刪去（金鑰只放在 LABKIT_KEY_FILE 指的檔案）。"
MINUTES = "02_cleaning 的參數「manual_minutes」（人工清理的分鐘數）"
LEAST = "04_pivot 的參數「least」（小格門檻）"
ROWS = "04_pivot 的參數「rows」（列欄位）"
QUESTION = "03_deidentification 的參數「question」（要問 AI 助理的問題）"
AUDIENCE = "03_deidentification 的參數「audience」（對象）"
EFFECT = "05_poc 的參數「effect_minutes」（想看得出的分鐘差別）"
DEVIATION = "05_poc 的參數「sd_minutes」（每件分鐘數的標準差）"

BAD = {
    "an unknown name": ("04_pivot", "row", "里", "04_pivot 沒有參數「row」，是不是「rows」？"),
    "a name that is far": ("04_pivot", "zzz", "里", "04_pivot 沒有參數「zzz」，可用的有：table、rows、least、engine。"),
    "an unknown notebook": ("04_pivots", "rows", "里", "沒有筆記本「04_pivots」，是不是「04_pivot」？"),
    "a person for a notebook": ("王小明", "rows", "里", f"沒有筆記本「（不是名稱的文字）」，可用的有：{NOTEBOOKS}"),
    "a number for a name": ("04_pivot", "A123456789", "", "04_pivot 沒有參數「（不是名稱的文字）」，可用的有："),
    "nothing to set": ("00_start", "x", "1", "00_start 沒有參數「x」，這本筆記本沒有可以設定的參數，請刪去這一項。"),
    "the session": ("04_pivot", "session", "2", "04_pivot 的參數「session」由 labkit 自己給（要換場次請執行"),
    "the workspace": ("00_start", "workspace", "..", "00_start 的參數「workspace」由 labkit 自己給（執行時的工作區）"),
    "words for a whole number": ("04_pivot", "least", "三", LEAST + WHOLE),
    "a broken whole number": ("04_pivot", "least", "3.5", LEAST + WHOLE),
    "thousands with a comma": ("04_pivot", "least", "1,000", LEAST + WHOLE),
    "digits of another script": ("04_pivot", "least", "٣", LEAST + WHOLE),
    "a number above another": ("04_pivot", "least", "5²", LEAST + WHOLE),
    "a whole number below 0": ("04_pivot", "least", "-1", f"{LEAST}超出可用的範圍（0 到 1,000）。"),
    "a full-width one below 0": ("04_pivot", "least", "－１", f"{LEAST}超出可用的範圍（0 到 1,000）。"),
    "a threshold that hides nothing": ("04_pivot", "least", "1", f"{LEAST}不能是 1。"),
    "a number too long": ("04_pivot", "least", "9" * 17, LEAST + WHOLE),
    "nothing for a number": ("02_cleaning", "manual_minutes", "", MINUTES + NUMBER),
    "a unit": ("02_cleaning", "manual_minutes", "90 分", MINUTES + NUMBER),
    "no number": ("02_cleaning", "manual_minutes", "nan", MINUTES + NUMBER),
    "an endless number": ("02_cleaning", "manual_minutes", "inf", MINUTES + NUMBER),
    "a number that overflows": ("02_cleaning", "manual_minutes", "1e999", MINUTES + NUMBER),
    "a negative number": ("02_cleaning", "manual_minutes", "-0.5", f"{MINUTES}超出可用的範圍（0 以上）。"),
    "no effect": ("05_poc", "effect_minutes", "0", f"{EFFECT}超出可用的範圍（大於 0、100,000 以下）。"),
    "no spread": ("05_poc", "sd_minutes", "０", f"{DEVIATION}超出可用的範圍（大於 0、100,000 以下）。"),
    "an effect of years": ("05_poc", "effect_minutes", "1e9", f"{EFFECT}超出可用的範圍（大於 0、100,000 以下）。"),
    "an audience nearly right": ("03_deidentification", "audience", "跨機", f"{AUDIENCE}{AUDIENCES}；是不是「跨機關」？"),
    "an unknown audience": ("03_deidentification", "audience", "x", f"{AUDIENCE}{AUDIENCES}。"),
    "no audience": ("03_deidentification", "audience", "", f"{AUDIENCE}{AUDIENCES}。"),
    "several rows": ("04_pivot", "rows", ["里", "區"], f"{ROWS}應為文字。"),
    "a line break": ("03_deidentification", "question", "甲\n乙", QUESTION + UNSEEN),
    "an escape sign": ("04_pivot", "rows", "里\x1b[31m", ROWS + UNSEEN),
    "a sign that turns the text": ("04_pivot", "rows", "里\u202e區", ROWS + UNSEEN),
    "a very long text": ("03_deidentification", "question", "問" * 2001, f"{QUESTION}太長，最多 2,000 個字。"),
    "a text over its own limit": ("04_pivot", "rows", "里" * 201, f"{ROWS}太長，最多 200 個字。"),
    "a national number": ("04_pivot", "rows", "A123456789", f"{ROWS}含有像是個人資料的內容（身分證統一編號）{KEPT}"),
    "a full-width telephone": (
        "03_deidentification",
        "question",
        "請電０９１２–３４５－６７８",
        f"{QUESTION}含有像是個人資料的內容（手機號碼）{KEPT}",
    ),
    "a person": (
        "03_deidentification",
        "question",
        "承辦人王小明的案件有幾件？",
        f"{QUESTION}含有像是個人資料的內容（姓名）{KEPT}",
    ),
    "a key": ("03_deidentification", "name_model", "5f" * 32, f"03_deidentification 的參數「name_model」（找姓名的語言模型）{KEY_FOUND}"),
}  # fmt: skip
FROM_PYTHON = {
    "true for a number": ("04_pivot", "least", True, LEAST + WHOLE),
    "nothing at all": ("04_pivot", "rows", None, f"{ROWS}應為文字。"),
    "a number for a text": ("04_pivot", "rows", 3, f"{ROWS}應為文字。"),
    "a float that is no number": ("02_cleaning", "manual_minutes", float("nan"), MINUTES + NUMBER),
    "a list for a number": ("02_cleaning", "manual_minutes", [1], MINUTES + NUMBER),
}


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    ws = lk.Workspace.create(tmp_path_factory.mktemp("refused") / "ws", as_of=date(2026, 1, 5))
    (ws.raw / "陳情案件.csv").write_text("類別,件數\n路燈,3\n公園,4\n", encoding="utf-8")
    return ws


@pytest.fixture(autouse=True)
def no_kernel(monkeypatch):
    def started(*_args, **_kwargs):
        pytest.fail("something was read or started")

    for name in KERNELS:
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("expect", "take"):
        monkeypatch.setattr(Kernels, name, started)
    monkeypatch.setattr(Gatekeeper, "__enter__", started)


def tree(ws):
    return {
        path.relative_to(ws.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(ws.root.rglob("*"))
        if path.is_file()
    } | {path.relative_to(ws.root).as_posix(): () for path in ws.root.rglob("*") if path.is_dir()}


def refusal(run, *arguments, **named):
    with pytest.raises(lk.LabkitError) as refused:
        run(*arguments, **named)
    assert type(refused.value).__name__ == "ParameterRefused"
    return str(refused.value)


@pytest.mark.parametrize(
    ("notebook", "name", "value", "said"), [*BAD.values(), *FROM_PYTHON.values()], ids=[*BAD, *FROM_PYTHON]
)
def test_a_session_is_refused_in_one_sentence_before_anything_is_read(ws, notebook, name, value, said):
    before = tree(ws)
    told = refusal(lk.run_session, ws, parameters={notebook: {name: value}})
    assert told.startswith("參數不能用，尚未執行任何筆記本：\n．")
    assert told.count("\n") == 1
    assert said in told
    assert told[-1] in "。？"
    if isinstance(value, str) and len(value) > 3:
        assert value not in told
    assert tree(ws) == before


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_fault_names_the_line_of_the_plan_or_the_command_line(ws, tmp_path, bad):
    from labkit.core.yaml import dump

    notebook, name, value, said = bad
    plan = tmp_path / "plan" / "03.yml"
    plan.parent.mkdir()
    plan.write_text("nth: 3\n# 說明\n" + dump({"parameters": {notebook: {name: value}}}), encoding="utf-8")
    line = 1 + next(at for at, text in enumerate(plan.read_text(encoding="utf-8").splitlines(), 1) if notebook in text)
    assert f"．plan/03.yml 第 {line} 行：{said}" in refusal(check_parameters, ws.notebooks, {}, plan=plan)
    plan.write_text("nth: 3\n", encoding="utf-8")
    told = refusal(check_parameters, ws.notebooks, {notebook: {name: value}}, plan=plan)
    assert f"．--set：{said}" in told


def test_there_are_at_least_thirty_bad_sets_and_a_good_one_passes(ws):
    assert len(BAD) >= 30
    good = {
        "02_cleaning": {"manual_minutes": "９０．５"},
        "03_deidentification": {"audience": " 跨機關 ", "prompt_table": ""},
        "04_pivot": {"rows": "收件日期:民國年月", "least": "３.0"},
    }
    found = check_parameters(ws.notebooks, good)
    assert found["02_cleaning"] == {"manual_minutes": 90.5}
    assert found["03_deidentification"] == {"audience": "跨機關", "prompt_table": ""}
    assert found["04_pivot"] == {"rows": "收件日期:民國年月", "least": 3}
    assert isinstance(found["04_pivot"]["least"], int)
    assert list(found) == [path.stem for path in ws.notebooks]
    assert check_parameters(ws.notebooks, found) == found


def test_every_fault_of_plan_and_command_line_is_said_at_once_in_order(ws, tmp_path):
    plan = tmp_path / "03.yml"
    plan.write_text("parameters:\n  04_pivot:\n    least: -1\n    rows: [a]\n  04_pivo: {}\n", encoding="utf-8")
    told = refusal(check_parameters, ws.notebooks, {"04_pivot": {"least": "x"}, "05_poc": 3}, plan=plan)
    lines = told.splitlines()[1:]
    assert [line.split("：")[0].split("/")[-1] for line in lines] == [
        "03.yml 第 3 行",
        "03.yml 第 4 行",
        "03.yml 第 5 行",
        "．--set",
        "．--set",
    ]
    assert "05_poc 的參數應寫成「名稱: 值」" in lines[-1]


def test_the_command_line_goes_before_the_plan_and_what_is_overridden_is_checked_too(ws, tmp_path):
    plan = tmp_path / "03.yml"
    plan.write_text("parameters:\n  04_pivot: {least: 5, rows: 里}\n", encoding="utf-8")
    found = check_parameters(ws.notebooks, {"04_pivot": {"least": "9"}}, plan=plan)
    assert found["04_pivot"] == {"least": 9, "rows": "里"}
    plan.write_text("parameters:\n  04_pivot: {least: -5}\n", encoding="utf-8")
    assert "03.yml 第 2 行" in refusal(check_parameters, ws.notebooks, {"04_pivot": {"least": "9"}}, plan=plan)


@pytest.mark.parametrize("text", ["parameters:\n", "nth: 3\n", "parameters: {04_pivot: {}}\n"])
def test_a_plan_without_parameters_is_no_fault(ws, tmp_path, text):
    plan = tmp_path / "03.yml"
    plan.write_text(text, encoding="utf-8")
    assert not any(check_parameters(ws.notebooks, {}, plan=plan).values())


@pytest.mark.parametrize("told", ["3", "[04_pivot]", "里"])
def test_parameters_of_a_plan_in_another_shape_are_refused_with_their_line(ws, tmp_path, told):
    plan = tmp_path / "03.yml"
    plan.write_text(f"nth: 3\nparameters: {told}\n", encoding="utf-8")
    assert "03.yml 第 2 行：參數應寫成「筆記本: {名稱: 值}」" in refusal(check_parameters, ws.notebooks, {}, plan=plan)


def test_settings_of_another_form_or_given_twice_are_all_named():
    told = refusal(
        parse_settings, ["rows=里", "04_pivot.rows=里", "04_pivot.rows=區", "04_pivot.=1", "04_pivot.rows＝里"]
    )
    assert [line[:12] for line in told.splitlines()[1:]] == [f"．--set 第 {at} 個" for at in (1, 3, 4, 5)]
    assert "04_pivot.rows 設了兩次而值不同" in told
    assert "里" not in told.replace("04_pivot.rows=里。", "")
    assert parse_settings([" 04_pivot . rows =a=b", "04_pivot.rows=a=b"]) == {"04_pivot": {"rows": "a=b"}}


def test_the_teams_own_key_is_refused_whatever_it_looks_like(ws, tmp_path, monkeypatch):
    monkeypatch.setenv("LABKIT_KEY_FILE", str(new_key(tmp_path / "team.key")))
    secret = (tmp_path / "team.key").read_text(encoding="ascii").strip()
    assert KEY_FOUND in refusal(check_parameters, ws.notebooks, {"04_pivot": {"rows": f"用 {secret}"}})
    monkeypatch.delenv("LABKIT_KEY_FILE")
    monkeypatch.setenv("LABKIT_KEY", "一句很長很長而且沒有人猜得到的通關密語")
    assert KEY_FOUND in refusal(
        check_parameters, ws.notebooks, {"04_pivot": {"rows": "一句很長很長而且沒有人猜得到的通關密語"}}
    )


def test_a_table_that_is_not_there_is_refused_where_tables_are_known(ws):
    tables = table_names(ws.raw_files(), ws.raw)
    named = {"01_inventory": {"report_table": "陳情"}, "03_deidentification": {"prompt_table": "陳情案"}}
    with pytest.raises(lk.LabkitError) as refused:
        check_settings(ws, tables, check_parameters(ws.notebooks, named))
    assert "01_inventory 的參數「report_table」：沒有資料表「陳情」" in str(refused.value)
    assert "03_deidentification 的參數「prompt_table」：沒有資料表「陳情案」。是不是「陳情案件」？" in str(
        refused.value
    )


def test_a_language_model_that_is_not_installed_is_refused_before_a_kernel_starts(ws):
    tables = table_names(ws.raw_files(), ws.raw)
    with pytest.raises(lk.LabkitError, match="找姓名的語言模型「zh_none_sm」不能用：沒有安裝，也沒有這個資料夾"):
        check_settings(ws, tables, {"03_deidentification": {"name_model": "zh_none_sm"}})
    for name in ("data", "pytest"):
        check_settings(ws, tables, {"03_deidentification": {"name_model": name}})


def test_a_default_of_the_cell_that_names_no_table_is_refused_too(tmp_path):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    (ws.raw / "陳情案件.csv").write_text("類別\n路燈\n", encoding="utf-8")
    path = ws.root / "notebooks" / "04_pivot.ipynb"
    path.write_text(
        path.read_text(encoding="utf-8").replace(r"table: str = \"\"", r"table: str = \"案件\""), encoding="utf-8"
    )
    with pytest.raises(lk.LabkitError, match="04_pivot 的參數「table」：沒有資料表「案件」"):
        check_settings(ws, table_names(ws.raw_files(), ws.raw), check_parameters(ws.notebooks, {}))


def test_a_command_is_refused_without_loading_what_runs_notebooks(ws):
    before = tree(ws)
    code = f"""
import sys
from labkit.__main__ import main
sys.argv = ["labkit", "session", "run", "--set", "04_pivot.least=-1", "--set", "05_poc.effect_minutes=0"]
try:
    main()
except SystemExit as ended:
    print(ended.code, [name for name in {KERNELS!r} if name in sys.modules])
"""
    env = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ws.root,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "1 []", done.stderr
    assert f"{LEAST}超出可用的範圍" in done.stderr
    assert f"{EFFECT}超出可用的範圍" in done.stderr
    assert tree(ws) == before
