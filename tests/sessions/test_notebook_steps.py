"""Steps of the guided notebooks that need no run: how many cases, the engine of a pivot, what a notebook says at its end."""

import pandas as pd
import pytest

import labkit as lk
from labkit.coaching.decisions import Decision, Decisions
from labkit.core.batch import BATCH
from labkit.core.errors import EngineMissing, SpecInvalid
from labkit.core.run_errors import DecisionExposed
from labkit.sessions.state import save_table
from tests.conftest import land_office_workspace


@pytest.fixture
def ws(tmp_path, monkeypatch):
    monkeypatch.setenv(BATCH, "1")
    return land_office_workspace(tmp_path / "ws")


@pytest.mark.parametrize(("effect", "sd", "words"), [(5, 6, "各要量 24 件"), (0.1, 100000, "差別太小")])
def test_how_many_cases_are_needed_is_answered_in_a_sentence_whatever_is_asked(ws, effect, sd, words):
    shown = lk.Stage.open("05_poc", str(ws.root), 1).cases_needed(effect, sd)
    assert words in repr(shown)


def test_the_pivots_of_an_engine_are_those_of_memory_and_can_be_refreshed(ws):
    for path in (ws.root / "pivots").iterdir():
        path.unlink()
    stage = lk.Stage.open("04_pivot", str(ws.root), 1)
    frame = pd.DataFrame({"里": ["新安里", None, "福星里"] * 5})
    save_table(lk.Policy(columns={"里": {"action": "keep"}}).apply(frame).table, stage.room / "protected", "表")
    here, there = stage.pivots(), stage.pivots(engine="duckdb")
    assert [one.printed.to_dict() for one in here.values()] == [one.printed.to_dict() for one in there.values()]
    assert stage.workbooks(there)._repr_html_().count("可重新整理") == 2
    with pytest.raises(EngineMissing):
        stage.pivots(engine="abacus")


def test_a_notebook_ends_with_what_it_put_out_and_what_the_log_will_say(ws):
    stage = lk.Stage.open("02_cleaning", str(ws.root), 1)
    path = ws.root / "decisions" / "02_cleaning.yml"
    one = Decision(session=1, decision="去除重複", reason="同一筆", who="資訊室")
    Decisions(decisions=(one, one.model_copy(update={"session": 2, "decision": "下次的"}))).save(path)
    cleaned = stage.clean()
    stage.publish({name: result.log for name, result in cleaned.items()}, "清理日誌")
    assert stage.check(cleaned).answer == "請看"
    assert "去除重複" in stage.decision("採用哪些清理步驟")._repr_html_()
    told = stage.finish()._repr_html_()
    assert "請看 1" in told
    assert "tables/02-01_清理日誌_叫號紀錄.csv" in told
    assert "決定：去除重複（資訊室；同一筆）" in told
    assert "下次的" not in told


@pytest.mark.parametrize("who", ["林科長", "王小明", " ", "陳科員、資訊室"])
def test_a_person_is_no_answer_to_who_decided(who):
    with pytest.raises(ValueError, match="單位或職稱|哪個單位"):
        Decision(session=1, decision="甲", reason="乙", who=who)


def test_a_decision_written_by_hand_is_refused_before_any_notebook_runs(ws):
    from labkit.sessions.names import table_names
    from labkit.sessions.preflight import check_settings

    path = ws.root / "decisions" / "05_poc.yml"
    path.write_text(
        "version: 1\ndecisions:\n- {session: 1, decision: 依林示範所說, reason: 熟悉, who: 登記科}\n", encoding="utf-8"
    )
    with pytest.raises(lk.LabkitError, match="團隊成員的姓名") as refused:
        check_settings(ws, table_names(ws.raw_files(), ws.raw), {})
    assert "林示範" not in str(refused.value)
    path.write_text("version: 1\ndecisions:\n- {session: 1, decision: 甲, reson: 乙, who: 登記科}\n", encoding="utf-8")
    with pytest.raises(SpecInvalid, match="reason"):
        Decisions.load(path)
    with pytest.raises(DecisionExposed):
        Decisions(decisions=(Decision(session=1, decision="林示範", reason="乙", who="丙科"),)).refuse_names(
            ws.team.names, place="x"
        )
