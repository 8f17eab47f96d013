"""Rules of parameters: read strictly, refused with the notebook's name; values typed and obeyed word by word."""

import json

import pytest

import labkit as lk
from labkit.sessions.parameters import Parameter, check_parameters, declared, parameter_rows
from labkit.sessions.parameters.rules import Rules, RulesBroken, read_rules
from labkit.sessions.parameters.typed import NotFit, typed


def notebook(folder, cell, rules=None, **more):
    path = folder / "07_x.ipynb"
    labkit = {} if rules is None else {"parameters": rules}
    cells = [{"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": cell}]
    path.write_text(json.dumps({"cells": cells, "metadata": {"labkit": labkit}, **more}), encoding="utf-8")
    return path


CELL = 'a: str = ""  # 文字\nn: int = 1  # 數\nf: float = 0.5\nb: bool = False\nl: list[str] = ["甲"]\n'


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ([], "應為「鍵 值」的對照"),
        ({"n": 3}, "「n」應為「鍵 值」的對照"),
        ({"m": {}}, "「m」不在參數格裡，"),
        ({"n": {"minimun": 0}}, "「n」沒有規則「minimun」，是不是「minimum」？"),
        ({"n": {"type": "integer"}}, "「n」的型別只寫在參數格"),
        ({"a": {"minimum": 0}}, "「a」的型別 str 不能用規則「minimum」"),
        ({"n": {"pattern": "x", "description": "甲"}}, "「n」的型別 int 不能用規則「pattern」"),
        ({"b": {"enum": [True]}}, "「b」的型別 bool 不能用規則「enum」"),
        ({"l": {"enum": ["甲"]}}, "「l」的型別 list[str] 不能用規則「enum」"),
        ({"l": {"items": {"minimum": 0}}}, "「l」的型別 str 不能用規則「minimum」"),
        ({"l": {"items": ["甲"]}}, "「l」的規則「items」應為每一項的規則"),
        ({"n": {"enum": []}}, "「n」的規則「enum」應為至少一個、不重複的值的清單"),
        ({"n": {"enum": [1, 1]}}, "「n」的規則「enum」應為至少一個、不重複的值的清單"),
        ({"n": {"enum": ["1"]}}, "「n」的規則「enum」應為至少一個、不重複的值的清單"),
        ({"n": {"enum": ["x"]}}, "「n」的規則「enum」應為整數的清單"),
        ({"n": {"enum": 3}}, "「n」的規則「enum」應為至少一個"),
        ({"n": {"not": [1]}}, '「n」的規則「not」應為{"enum": [不可用的值]}'),
        ({"n": {"minimum": "0"}}, "「n」的規則「minimum」應為有限的數字"),
        ({"n": {"minimum": True}}, "「n」的規則「minimum」應為有限的數字"),
        ({"n": {"maximum": float("nan")}}, "「n」的規則「maximum」應為有限的數字"),
        ({"n": {"minimum": 3, "maximum": 2}}, "「n」的下限大於上限"),
        ({"n": {"exclusiveMinimum": 3, "maximum": 2}}, "「n」的下限大於上限"),
        ({"a": {"format": "email"}}, "「a」的規則「format」應為「date」"),
        ({"a": {"pattern": "("}}, "「a」的規則「pattern」應為正規表示式"),
        ({"a": {"pattern": "^[a-z]+$"}}, "「a」有 pattern 時，要以 description 用中文說明"),
        ({"a": {"maxLength": 0}}, "「a」的規則「maxLength」應為整數，1 到 2,000"),
        ({"a": {"maxLength": 1.5}}, "「a」的規則「maxLength」應為整數，1 到 2,000"),
        ({"a": {"x-labkit": "column"}}, "「a」的規則「x-labkit」應為「table」、「raw table」或「name model」"),
        ({"a": {"title": ""}}, "「a」的規則「title」應為80 個字以內的一行文字"),
        ({"a": {"title": "甲\n乙"}}, "「a」的規則「title」應為80 個字以內的一行文字"),
        ({"a": {"title": ["甲"]}}, "「a」的規則「title」應為80 個字以內的一行文字"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused_with_the_notebooks_name(tmp_path, rules, said):
    path = notebook(tmp_path, CELL, rules)
    with pytest.raises(lk.LabkitError) as refused:
        declared(path)
    told = str(refused.value)
    assert "．07_x.ipynb 的參數規則不能用：" in told
    assert said in told
    assert told.count("\n") == 1
    assert told.endswith("labkit.parameters。")


def test_every_broken_rule_is_named_and_given_values_do_not_hide_it(tmp_path):
    path = notebook(tmp_path, CELL, {"n": {"minimum": "0"}, "a": {"maxlength": 3}})
    with pytest.raises(lk.LabkitError) as refused:
        check_parameters([path], {"07_x": {"n": 3}, "08_y": {}})
    assert str(refused.value).count("．") == 3


@pytest.mark.parametrize(
    "broken",
    [
        "a: str",
        "a = 1",
        "a: dict = {}",
        "a: int = int(3)",
        "a.b: int = 3",
        "a: int = 1\na: int = 2",
        "a: str = '",
        "import os",
        "a: int = 1\0",
        7,
    ],
)
def test_a_cell_of_another_form_is_refused(tmp_path, broken):
    with pytest.raises(lk.LabkitError, match=r"07_x.ipynb：筆記本或其參數格無法解讀"):
        declared(notebook(tmp_path, broken))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"cells": 3}', '{"cells": [3]}', "[" * 100_000, '{"cells": [], "metadata": 3}']
)
def test_a_file_that_is_no_notebook_is_refused(tmp_path, text):
    path = tmp_path / "07_x.ipynb"
    path.write_text(text, encoding="utf-8")
    for place in (path, tmp_path / "08_gone.ipynb", tmp_path):
        with pytest.raises(lk.LabkitError, match="無法解讀"):
            declared(place)


def test_two_parameters_cells_are_refused_and_none_is_no_fault(tmp_path):
    path = notebook(tmp_path, CELL)
    book = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**book, "cells": book["cells"] * 2}), encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="無法解讀"):
        declared(path)
    path.write_text('{"cells": []}', encoding="utf-8")
    assert declared(path) == {}


def test_a_notebook_without_rules_is_checked_by_type_alone(tmp_path):
    path = notebook(tmp_path, CELL)
    assert {name: one.rules for name, one in declared(path).items()} == dict.fromkeys("anfbl", Rules())
    given = {"a": "甲", "n": "-7", "f": -1, "b": "否", "l": "甲，乙,,"}
    assert check_parameters([path], {"07_x": given})["07_x"] == {
        "a": "甲",
        "n": -7,
        "f": -1.0,
        "b": False,
        "l": ["甲", "乙"],
    }


@pytest.mark.parametrize(
    ("cell", "rules", "said"),
    [
        ("n: int = -1", {"n": {"minimum": 0, "title": "門檻"}}, "參數格第 1 行的預設值：07_x 的參數「n」（門檻）超出可用的範圍（0 以上）。"),
        ('\n\nn: int = "1"', {}, "07_x.ipynb 參數格第 3 行的預設值：07_x 的參數「n」應為整數"),
        ("n: int = None", {}, "應為整數"),
        ("n: int = True", {}, "應為整數"),
        ('b: bool = "是"', {}, "應為是或否"),
        ('l: list[str] = "甲"', {}, "應為清單"),
        ('a: str = "甲"', {"a": {"enum": ["乙"]}}, "不是可用的值，可用：乙。"),
        ('a: str = "114/12/5"', {"a": {"format": "date"}}, "要直接寫成最後的樣子"),
        ('a: str = " 甲"', {}, "要直接寫成最後的樣子"),
        ('a: str = "A123456789"', {}, "身分證統一編號"),
        ('l: list[str] = ["甲", "請電0912345678"]', {}, "手機號碼"),
    ],
)  # fmt: skip
def test_a_default_that_somebody_typed_into_the_cell_is_checked_with_its_line(tmp_path, cell, rules, said):
    with pytest.raises(lk.LabkitError) as refused:
        check_parameters([notebook(tmp_path, cell, rules)], {})
    assert said in str(refused.value)
    assert str(refused.value).count("\n") == 1


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2025-12-05", "2025-12-05"),
        ("114/12/5", "2025-12-05"),
        ("民國114年12月5日", "2025-12-05"),
        ("１１４．１２．５", "2025-12-05"),
        ("1141205", "2025-12-05"),
        ("20251205", "2025-12-05"),
        ("113/2/29", "2024-02-29"),
        ("099年1月1日", "2010-01-01"),
    ],
)
def test_a_day_is_read_in_either_calendar_and_becomes_iso(told, iso):
    day = Parameter("a", "str", "", Rules(date=True))
    assert day.convert(told) == iso == day.convert(iso)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("114/2/29", "沒有這一天"),
        ("2025-13-01", "沒有這一天"),
        ("昨天", "應為日期，西元"),
        ("980105", "應為日期，西元"),
        ("99/1/5", "看不出是民國還是西元"),
        ("114/12", "應為日期，西元"),
    ],
)
def test_a_day_that_is_none_or_could_be_two_is_refused(told, said):
    with pytest.raises(NotFit, match=said):
        Parameter("a", "str", "", Rules(date=True)).convert(told)


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        ("3.0", "int", 3),
        (3.0, "int", 3),
        ("３", "int", 3),
        ("+７", "int", 7),
        ("−5", "int", -5),
        ("９．５", "float", 9.5),
        (".5", "float", 0.5),
        ("1e3", "float", 1000.0),
        ("-0", "float", 0.0),
        (3, "float", 3.0),
        ("TRUE", "bool", True),
        ("否", "bool", False),
        ("１", "bool", True),
        ("０１０", "str", "０１０"),
        ("", "list[str]", []),
        ([], "list[str]", []),
    ],
)
def test_a_value_is_taken_as_what_it_is(value, kind, found):
    assert typed(value, kind) == found
    assert type(typed(value, kind)) is type(found)
    assert str(typed("-0", "float")) == "0.0"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("1_000", "int"),
        ("0x10", "int"),
        ("３²", "int"),
        ("③", "int"),
        (2**53, "int"),
        (1e300, "int"),
        (True, "int"),
        (False, "float"),
        ("1,5", "float"),
        ("infinity", "float"),
        (float("inf"), "float"),
        (10**400, "float"),
        ("1e400", "float"),
        (1, "bool"),
        ("maybe", "bool"),
        (None, "str"),
        ({}, "str"),
        (["甲", 3], "list[str]"),
        (["甲", " "], "list[str]"),
        ({"甲": 1}, "list[str]"),
        (["甲" * 1500, "乙" * 600], "list[str]"),
        ("\ud800", "str"),
        ("甲\u200b乙", "str"),
        ("甲\u2028乙", "str"),
    ],
)
def test_a_value_that_is_not_exactly_of_the_type_is_refused(value, kind):
    with pytest.raises(NotFit, match="[一-鿿]"):
        typed(value, kind)


def test_items_pattern_and_length_are_obeyed():
    items = Parameter("l", "list[str]", [], read_rules({"items": {"enum": ["甲", "乙"]}}, "list[str]"))
    assert items.convert("乙，甲") == ["乙", "甲"]
    with pytest.raises(NotFit, match="可用：甲、乙"):
        items.convert(["甲", "丙"])
    code = Parameter(
        "a", "str", "x", read_rules({"pattern": "^[A-Z]{3}$", "description": "三個大寫字母", "maxLength": 5}, "str")
    )
    assert code.convert("ABC") == "ABC"
    with pytest.raises(NotFit, match="寫法不符，應為三個大寫字母"):
        code.convert("abc")
    with pytest.raises(NotFit, match="太長，最多 5 個字"):
        code.convert("ABCDEF")


def test_an_empty_text_is_taken_only_where_the_notebook_itself_begins_with_one():
    rules = Rules(enum=("甲",))
    assert Parameter("a", "str", "", rules).convert(" ") == ""
    with pytest.raises(NotFit, match="可用：甲"):
        Parameter("a", "str", "甲", rules).convert("")


def test_choices_are_not_asked_about_personal_data_and_every_item_of_a_list_is():
    with pytest.raises(NotFit, match="身分證統一編號"):
        Parameter("l", "list[str]", []).convert(["甲", "A123456789"])
    assert Parameter("a", "str", "", Rules(enum=("王小姐",))).convert("王小姐") == "王小姐"


@pytest.mark.parametrize(
    "secret",
    [
        "5f" * 16,
        "-----BEGIN PRIVATE KEY-----",
        "ghp_" + "a1B2" * 9,
        "TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24=",
    ],
)
def test_what_looks_like_a_key_is_refused(secret):
    with pytest.raises(NotFit, match="像是金鑰或密碼"):
        Parameter("a", "str", "").convert(f"用 {secret}")


@pytest.mark.parametrize(
    "text",
    ["收件日期:民國年月", "113_案件", "zh_core_web_sm", "C:/models/zh_core_web_trf-3.8.0", "案件類別（大項）", "年度 113 到 115"],
)  # fmt: skip
def test_names_of_columns_tables_and_models_are_no_secrets(text):
    assert Parameter("a", "str", "").convert(text) == text


def test_rules_are_listed_in_words(tmp_path):
    rules = {
        "a": {"title": "哪一天", "format": "date"},
        "n": {"exclusiveMinimum": 0, "maximum": 9},
        "l": {"items": {"enum": ["甲", "乙"]}},
    }
    rows = parameter_rows([notebook(tmp_path, CELL, rules)])
    assert rows == [
        ("07_x", "a", "哪一天", "文字", "日期（西元或民國）、可空白", "（空白）"),
        ("07_x", "n", "數", "整數", "大於 0、9 以下", "1"),
        ("07_x", "f", "", "數字", "", "0.5"),
        ("07_x", "b", "", "是或否", "", "false"),
        ("07_x", "l", "", "清單（以逗號分隔）", "甲、乙", "甲"),
    ]


def test_rules_are_refused_as_values_too():
    with pytest.raises(RulesBroken, match="鍵 值"):
        read_rules(None, "str")
