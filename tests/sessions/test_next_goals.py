from datetime import date

import labkit as lk
from labkit.sessions.next_goals import proposed_goals


def test_next_goals_are_what_waits_for_a_decision_and_what_metrics_still_need(tmp_path):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2025, 12, 5))
    assert proposed_goals(ws, [{"title": "盤點", "said": ["4 檔"]}]) == ()
    (ws.root / "policies" / "proposals").mkdir()
    (ws.root / "policies" / "proposals" / "收件簿.yml").write_text("version: 1\n", encoding="utf-8")
    (ws.root / "recipes" / "proposals").mkdir()
    told = [{"title": "節省時間", "said": [], "needs": ["量測 30 件", "量測 30 件", *(f"第 {n} 件" for n in range(9))]}]
    found = proposed_goals(ws, told)
    assert found[:2] == ("確認 policies/proposals 的去識別化建議", "節省時間：量測 30 件")
    assert (len(found), len(set(found))) == (6, 6)
