"""The lint of guided notebooks (design: a notebook chooses and explains, labkit computes)."""

import ast
import json
import re

import pytest

import labkit as lk
from labkit.sessions.parameters import declared
from labkit.workspace.layout import guided_notebooks

NOTEBOOKS = guided_notebooks()


def cells(path, kind):
    return [one for one in json.loads(path.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == kind]


def test_the_seven_notebooks_are_there_in_order():
    assert [path.stem for path in NOTEBOOKS] == [
        "00_start",
        "01_inventory",
        "02_cleaning",
        "03_deidentification",
        "04_pivot",
        "05_poc",
        "06_application",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_not_stored(path):
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_is_short_and_defines_nothing(path):
    code = cells(path, "code")
    assert len(code) <= 15
    for cell in code:
        assert len(cell["source"]) <= 6
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With, ast.Try))
        assert not re.search(r"\b(pandas|pd\.|now\(|today\()", "".join(cell["source"]))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_parameters_cell_and_one_stage(path):
    tagged = [cell for cell in cells(path, "code") if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert {"workspace", "session"} <= set(declared(path))
    assert f'lk.Stage.open("{path.stem}"' in "".join("".join(cell["source"]) for cell in cells(path, "code"))


EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
LABELS = ("**為什麼**：", "**做什麼**：", "**你應該看到**：", "**看起來不一樣時**：")


def whole(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def text(cell):
    return "".join(cell["source"])


def steps(path):
    """Each heading with the cells up to the next one."""
    found = []
    for cell in whole(path):
        if cell["cell_type"] == "markdown" and text(cell).startswith("## "):
            found.append((text(cell), []))
        elif found:
            found[-1][1].append(cell)
    return found


def own_steps(path):
    return [one for one in steps(path) if not one[0].startswith(("## 決定", "## 這一本"))]


@EACH
def test_it_opens_with_a_claim_minutes_and_objectives(path):
    first = text(whole(path)[0])
    assert re.match(r"# .+：.+", first)
    assert re.search(r"\*\*時間\*\*：\d+ 分鐘", first)
    assert len(re.findall(r"^- ", first.partition("你會有")[2], re.MULTILINE)) >= 2
    assert all(re.search(r"[一-鿿]", text(cell)) for cell in cells(path, "markdown"))


@EACH
def test_every_step_says_why_what_to_do_what_to_see_and_what_if_it_looks_different(path):
    assert own_steps(path)
    for prose, _ in own_steps(path):
        places = [prose.find(label) for label in LABELS]
        assert -1 not in places, prose[:30]
        assert places == sorted(places), prose[:30]


@EACH
def test_every_step_that_is_not_optional_ends_with_a_check(path):
    for prose, inner in own_steps(path):
        code = [text(cell) for cell in inner if cell["cell_type"] == "code"]
        assert code, prose[:30]
        assert prose.startswith("## 選用：") or any("stage.check(" in one or "stage.verify_" in one for one in code)


def test_most_notebooks_compare_with_excel():
    compared = [path.stem for path in NOTEBOOKS if "**對照 Excel" in "".join(map(text, cells(path, "markdown")))]
    assert len(compared) == len(NOTEBOOKS)


@EACH
def test_it_ends_with_a_decision_by_role_and_with_what_goes_into_the_log(path):
    (decide, asked), (end, told) = steps(path)[-2:]
    assert decide.startswith("## 決定")
    assert "不寫人名" in decide
    assert f"decisions/{path.stem}.yml" in decide
    assert re.fullmatch(r'stage\.decision\("[^"]+"\)', text(asked[-1]))
    assert end.startswith("## 這一本放進成果的")
    assert [text(cell) for cell in told] == ["stage.finish()"]


@EACH
def test_a_notebook_reads_its_own_decisions_so_that_a_new_one_is_seen(path):
    reads = json.loads(path.read_text(encoding="utf-8"))["metadata"]["labkit"]["reads"]
    assert "*" in reads or f"decisions/{path.stem}.yml" in reads


@EACH
def test_a_cell_calls_only_what_the_stage_has(path):
    for cell in cells(path, "code"):
        for name in re.findall(r"stage\.(\w+)", text(cell)):
            assert hasattr(lk.Stage, name), name


@EACH
def test_every_named_check_is_one_that_exists(path):
    from labkit.sessions.verdicts._verdict import CHECKS

    named = re.findall(r'stage\.check\((?:\w+, )?"(\w+)"\)', "".join(map(text, cells(path, "code"))))
    assert {*named} <= {*CHECKS}
