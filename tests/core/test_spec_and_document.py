import pytest

from labkit.cleaning.recipe import Recipe
from labkit.coaching.plan import Plan
from labkit.core.document import Document, Grid, Text, shown
from labkit.core.errors import FileMissing, SpecInvalid
from labkit.core.html import to_html
from labkit.core.plugs import Register
from labkit.privacy.policy import Policy


def write(tmp_path, text):
    path = tmp_path / "x.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("model", "text", "wanted"),
    [
        (
            Recipe,
            "version: 1\nsteps:\n- step: derive\n  column: b\n  epxr: a + 1\n",
            ["第 5 行 steps.0.epxr", "是不是「expr」", "第 3 行 steps.0.expr", "必填"],
        ),
        (Recipe, "version: 1\nsteps:\n- step: trm\n", ["第 3 行 steps.0", "沒有「trm」", "是不是「trim」"]),
        (Recipe, "version: 1\nstepz: []\n", ["第 2 行 stepz", "是不是「steps」"]),
        (Recipe, "version: 9\n", ["第 1 行", "version"]),
        (Recipe, "version: ²\n", ["第 1 行", "version"]),
        (Recipe, "version: " + "9" * 5000, ["第 1 行", "version"]),
        (Recipe, "- a\n", ["第 1 行", "鍵: 值"]),
        (Recipe, "version: 1\nread: {header_rows: many}\n", ["第 2 行 read.header_rows", "清單"]),
        (Recipe, "version: 1\nchecks:\n- {expect: 件 = 3}\n", ["第 3 行 checks.0.expect", "相等請寫 =="]),
        (Recipe, "version: 1\nchecks:\n- {why: 無}\n", ["第 3 行 checks.0", "其中一個"]),
        (
            Plan,
            "nth: 0\ndate: 114-03-14\nform: 現場\nstart: 16:00\nend: 14:00\n",
            ["第 1 行 nth", "第 2 行 date", "西元日期", "第 3 行 form", "實體"],
        ),
        (Plan, "nth: 1\ndate: 2025-03-14\nstart: 16:00\nend: 14:00\n", ["結束時間"]),
        (Policy, "columns:\n  姓名: {action: hide}\n", ["第 2 行 columns.姓名", "沒有「hide」"]),
        (Policy, "columns:\n  年齡: {action: coarsen, to: bin}\n", ["第 2 行 columns.年齡", "width"]),
    ],
)
def test_every_fault_of_a_file_is_named_once_with_line_key_and_near_miss(tmp_path, model, text, wanted):
    with pytest.raises(SpecInvalid) as refused:
        model.load(write(tmp_path, text))
    for part in wanted:
        assert part in str(refused.value)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(FileMissing, match="找不到"):
        Recipe.load(tmp_path / "none.yml")


def test_times_and_codes_keep_their_meaning(tmp_path):
    plan = Plan.load(write(tmp_path, "nth: 3\ndate: 2025-12-05\nstart: 14:00\nparameters:\n  04_pivot: {rows: 010}\n"))
    assert (plan.start.hour, plan.parameters["04_pivot"]["rows"]) == (14, "010")


def test_a_specification_is_written_and_read_back_equal(tmp_path):
    recipe = Recipe(steps=[{"step": "derive", "column": "b", "expr": "a / 2", "why": "試"}], checks=[{"unique": ["a"]}])
    path = recipe.save(tmp_path / "r.yml")
    assert Recipe.load(path) == recipe
    assert Recipe.load(path).sha256 == recipe.sha256
    assert "step: derive" in path.read_text(encoding="utf-8")


def test_values_are_shown_as_people_read_them():
    assert [shown(value) for value in (297500, 1.25, None, float("nan"), True, "里")] == [
        "297,500",
        "1.25",
        "–",
        "–",
        "True",
        "里",
    ]


def test_html_escapes_what_it_shows():
    html = to_html(Document("<b>", (Text("a & b\n<script>"), Grid.of(["<i>"], [["<u>"]], caption="c"))))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<br>" in html
    assert "<caption>c</caption>" in html


def test_a_module_without_a_plug_is_a_programmers_error():
    with pytest.raises(TypeError, match="carries 0 plugs"):
        dict(Register("labkit.taiwan", Recipe))
    with pytest.raises(SpecInvalid, match="是不是「roc_dates」"):
        Register("labkit.taiwan", Recipe).named("roc_date", place="x", what="模組")
