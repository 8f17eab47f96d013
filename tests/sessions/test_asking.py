"""The forms of the guided notebooks, filled without a browser: what is answered becomes the specification that a run replays."""

import pandas as pd
import pytest

import labkit as lk
from labkit.coaching.decisions import Decisions
from labkit.core.batch import BATCH
from labkit.core.table import Table
from labkit.pivots.spec import PivotSpec
from labkit.poc.metric import Metric
from labkit.poc.templates import metric_templates
from labkit.sessions.asking.decision import ask_decision, decisions_path
from labkit.sessions.asking.metric import ask_metric
from labkit.sessions.asking.pivot import ask_pivot, keys_of
from labkit.sessions.asking.roles import decide
from labkit.sessions.asking.steps import choose
from labkit.sessions.shown import Proposals
from tests.conftest import land_office_workspace

FRAME = pd.DataFrame(
    {
        "收件日期": pd.to_datetime(["2024-01-05", "2024-02-06"] * 6),
        "里": ["新安里", "福星里"] * 6,
        "等待分鐘": [5.0, 12.0] * 6,
        "備註": [" 補件 ", "補件"] * 6,
    }
)


@pytest.fixture
def ws(tmp_path, monkeypatch):
    monkeypatch.delenv(BATCH, raising=False)
    return land_office_workspace(tmp_path / "ws")


def forms(ws):
    tables = {"案件": Table.of(FRAME)}
    return {
        "steps": choose(ws, Proposals({"案件": lk.suggest_recipe(FRAME)})),
        "roles": decide(ws, {"案件": lk.scan(FRAME)}),
        "pivot": ask_pivot(ws, tables),
        "metric": ask_metric(ws, tables),
        "decision": ask_decision(ws, "02_cleaning", 1, "採用哪些步驟"),
    }


def parts(widget):
    return [widget, *(inner for child in getattr(widget, "children", ()) for inner in parts(child))]


def by_words(form, words):
    return next(one for one in parts(form) if getattr(one, "description", "").startswith(words))


def press(form):
    from ipywidgets import HTML, Button

    [button] = [one for one in parts(form) if isinstance(one, Button)]
    button.click()
    return [one for one in parts(form) if isinstance(one, HTML)][-1].value


def test_no_form_is_made_where_nobody_is_there_to_click(ws, monkeypatch):
    monkeypatch.setenv(BATCH, "1")
    for name, shown in forms(ws).items():
        assert not hasattr(shown, "children"), name
        assert "。" in repr(shown), name


def test_the_words_of_every_form_are_chinese_and_have_room(ws):
    for name, form in forms(ws).items():
        described = [one for one in parts(form) if getattr(one, "description", "")]
        assert described, name
        for one in described:
            assert any("一" <= sign <= "鿿" for sign in one.description), (name, one.description)
            assert one.layout.width == "auto", (name, one.description)
            assert getattr(one.style, "description_width", "initial") in {"initial", None, ""}
            assert one.layout.min_width
            assert not one.disabled


def test_a_pivot_is_put_together_as_in_excel_and_saved_once(ws):
    form = ask_pivot(ws, {"案件": Table.of(FRAME)})
    assert "還沒有填：名稱、列" in press(form)
    by_words(form, "名稱").value = "各里每月等待"
    by_words(form, "列").value = ("里",)
    by_words(form, "欄").value = ("收件日期:民國年月",)
    by_words(form, "值").value = "等待分鐘"
    by_words(form, "怎麼算").value = "mean"
    assert "已存成 pivots/各里每月等待.yml" in press(form)
    spec = PivotSpec.load(ws.root / "pivots" / "各里每月等待.yml")
    result = lk.pivot(FRAME, rows=spec.rows, columns=spec.columns, values=spec.values)
    assert result.frame.shape == (2, 3)
    assert "不會覆寫" in press(form)


def test_the_fields_are_those_of_the_table_that_is_chosen(ws):
    form = ask_pivot(ws, {"案件": Table.of(FRAME), "乙": Table.of(pd.DataFrame({"區": ["中區"], "人": [1]}))})
    by_words(form, "資料表").value = "乙"
    assert by_words(form, "列").options == ("區", "人")
    assert "收件日期:民國年月" in keys_of(Table.of(FRAME))


@pytest.mark.parametrize("name", list(metric_templates()))
def test_every_template_is_asked_question_by_question_and_becomes_its_metric(ws, name):
    template = metric_templates()[name]
    names = [one.example for one in template.asks if one.kind in {"table", "column"}]
    tables = {one: Table.of(pd.DataFrame({other: [1] for other in names})) for one in names}
    form = ask_metric(ws, tables)
    by_words(form, "範本").value = name
    assert "還沒有填" in press(form)
    for one in template.asks:
        by_words(form, one.label).value = one.example.replace("minutes_saved", "m1")
    for path in (ws.root / "metrics").iterdir():
        path.unlink()
    assert "已存成 metrics/" in press(form)
    [path] = (ws.root / "metrics").iterdir()
    assert Metric.load(path).kind == template.metric["kind"]


def test_a_decision_is_asked_for_with_reason_and_role_and_every_session_keeps_its_own(ws):
    form = ask_decision(ws, "02_cleaning", 1, "採用哪些步驟")
    assert "還沒有填：決定、理由、誰" in press(form)
    by_words(form, "決定").value = "去除重複與多餘空白"
    by_words(form, "理由").value = "同一張號碼牌不會取兩次號"
    by_words(form, "誰").value = "林科長"
    assert "不要寫人名" in press(form)
    by_words(form, "誰").value = "資訊室"
    assert "已存成 decisions/02_cleaning.yml" in press(form)
    path = decisions_path(ws, "02_cleaning")
    assert [one.line for one in Decisions.load(path).of(1)][
        -1
    ] == "去除重複與多餘空白（資訊室；同一張號碼牌不會取兩次號）"
    count = len(Decisions.load(path).decisions)
    press(form)
    assert len(Decisions.load(path).decisions) == count
    assert "去除重複" in ask_decision(ws, "02_cleaning", 1, "").children[0].value
    assert "還沒有寫下決定" in ask_decision(ws, "02_cleaning", 2, "").children[0].value


def test_the_name_of_a_team_member_is_never_kept_in_a_decision(ws):
    before = decisions_path(ws, "02_cleaning").read_bytes() if decisions_path(ws, "02_cleaning").is_file() else b""
    form = ask_decision(ws, "02_cleaning", 1, "採用哪些步驟")
    by_words(form, "決定").value = "照林示範的意見"
    by_words(form, "理由").value = "熟悉業務"
    by_words(form, "誰").value = "登記科"
    told = press(form)
    assert "團隊成員的姓名" in told
    assert "林示範" not in told
    after = decisions_path(ws, "02_cleaning").read_bytes() if decisions_path(ws, "02_cleaning").is_file() else b""
    assert before == after


def test_a_form_tells_no_line_and_no_pattern():
    template = metric_templates()["share"]
    with pytest.raises(lk.LabkitError) as refused:
        template.fill({**template.examples, "id": "等待"})
    assert str(refused.value).endswith(
        " id：請以英文小寫字母開頭，只用英文小寫字母、數字與底線，例如 waiting_minutes。"
    )
    assert "行" not in str(refused.value)
