"""Whatever is given for whatever parameter: a value of its type that obeys its rules, or one sentence; never a traceback, never the value."""

import json
import math

from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import ParameterRefused, SpecSyntax
from labkit.sessions.parameters import Parameter, check_parameters, declared, parse_settings
from labkit.sessions.parameters.names import BY_LABKIT
from labkit.sessions.parameters.rules import RulesBroken, read_rules
from labkit.sessions.parameters.typed import TYPES, NotFit
from labkit.workspace.layout import guided_notebooks

NOTEBOOKS = guided_notebooks()
PARAMETERS = {(path.stem, one.name): one for path in NOTEBOOKS for one in declared(path).values()}
EXACT = {"str": str, "int": int, "float": float, "bool": bool, "list[str]": list}
LIKELY = st.sampled_from(
    ["跨機關", "A123456789", "3", "３.0", "-1", "nan", "inf", "1e5", "114/12/5", "里", "true", "甲,乙", ""]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40) | LIKELY
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
WORDS = ["title", "description", "enum", "not", "minimum", "maximum", "exclusiveMinimum", "format", "pattern"]
RULES = st.dictionaries(
    st.sampled_from([*WORDS, "maxLength", "items", "x-labkit", "type"]) | st.text(max_size=5),
    JSON | st.sampled_from(["date", "table", "^x", {"enum": [1]}, {"enum": ["甲"]}, ["甲"], [1, 2], 0, 9, 2.5]),
    max_size=4,
)


@given(st.sampled_from(sorted(PARAMETERS)), JSON)
def test_any_value_for_any_parameter_is_typed_or_refused_in_one_sentence(target, value):
    notebook, name = target
    try:
        found = check_parameters(NOTEBOOKS, {notebook: {name: value}})
    except ParameterRefused as refused:
        head, told = str(refused).split("\n")
        assert head == "參數不能用，尚未執行任何筆記本："
        assert f"{notebook} 的參數「{name}」" in told
        assert told[0] == "．"
        assert told[-1] in "。？"
        return
    assert name not in BY_LABKIT
    parameter = PARAMETERS[target]
    typed = found[notebook][name]
    assert type(typed) is EXACT[parameter.type]
    assert not isinstance(typed, float) or math.isfinite(typed)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert check_parameters(NOTEBOOKS, found) == found


@given(
    st.text(alphabet=st.sampled_from("甲乙丙丁0123456789A@.-+ ,\n\x00\u202e－３"), max_size=30),
    st.sampled_from(TYPES),
    RULES,
)
def test_a_refusal_of_any_rules_never_repeats_a_value(value, kind, rules):
    marked = f"辛壬癸{value}"
    try:
        found = Parameter("a", kind, None, read_rules(rules, kind)).convert(marked)
    except (NotFit, RulesBroken) as refused:
        assert "辛壬癸" not in str(refused)
        assert str(refused)
        return
    assert kind in {"str", "list[str]"}
    assert found


@given(JSON)
def test_anything_in_the_place_of_the_rules_is_read_or_refused(rules):
    for kind in TYPES:
        try:
            read_rules(rules, kind)
        except RulesBroken as refused:
            assert str(refused)
        else:
            assert isinstance(rules, dict)


@given(st.dictionaries(st.sampled_from(["04_pivot", "x", ""]) | st.text(max_size=9), JSON, max_size=3))
def test_anything_in_the_place_of_a_notebooks_values_is_taken_or_refused(asked):
    try:
        found = check_parameters(NOTEBOOKS, asked)
    except ParameterRefused as refused:
        assert str(refused).count("\n．") >= 1
    else:
        assert set(asked) <= set(found)


@given(st.lists(st.text(max_size=20) | LIKELY | st.just("04_pivot.rows=里"), max_size=4))
def test_any_settings_are_split_or_refused(settings):
    try:
        found = parse_settings(settings)
    except ParameterRefused as refused:
        assert "--set 第" in str(refused)
    else:
        assert all("=" in one for one in settings)
        assert all(name and name == name.strip() for values in found.values() for name in values)


@given(st.text(max_size=60) | JSON.map(lambda value: "parameters: " + json.dumps(value, ensure_ascii=False)))
def test_any_text_in_the_place_of_a_plan_is_read_or_refused(tmp_path_factory, text):
    plan = tmp_path_factory.mktemp("plan") / "01.yml"
    plan.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        found = check_parameters(NOTEBOOKS, {}, plan=plan)
    except (ParameterRefused, SpecSyntax) as refused:
        assert "01.yml 第" in str(refused)
    else:
        assert list(found) == [path.stem for path in NOTEBOOKS]
