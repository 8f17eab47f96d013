import pandas as pd
import pytest

import labkit as lk
from labkit.core.batch import BATCH
from labkit.core.errors import LayoutRefused, SpecInvalid
from labkit.privacy.decisions import Roles
from labkit.sessions.asking.roles import decide, decided, earlier_roles, undecided
from tests.conftest import land_office_workspace

FRAME = pd.DataFrame({"里": ["新安里", "和平里"] * 5, "手機": [f"091234567{n}" for n in range(10)], "件": range(10)})


@pytest.mark.parametrize("suffix", [".yml", ".xlsx", ".ods", ".csv"])
def test_roles_are_edited_in_yaml_or_a_sheet_and_survive_the_next_scan(tmp_path, suffix):
    found = lk.scan(FRAME)
    assert found.frame["role"].tolist() == ["quasi", "direct", "safe"]
    roles = decided(found.roles(), {"里": ("safe", "只到里")}, "秘書室")
    path = tmp_path / f"roles{suffix}"
    (roles.save if suffix == ".yml" else roles.to_sheet)(path)
    again = Roles.load(path)
    assert again.columns == roles.columns
    later = lk.scan(FRAME.assign(新欄=["a@x.tw"] * 10), roles=again)
    assert later.frame.set_index("column")["role"].to_dict() == {
        "里": "safe",
        "手機": "direct",
        "件": "safe",
        "新欄": "direct",
    }
    assert (later.columns[0].decided_by, later.columns[0].reason) == ("秘書室", "只到里")
    assert lk.suggest_policy(later).columns["里"].why == "只到里（秘書室）"


def test_what_is_not_signed_stays_a_proposal():
    roles = Roles.model_validate({"columns": {"手機": {"role": "safe"}}})
    assert lk.scan(FRAME, roles=roles).frame["role"][1] == "direct"


def test_a_decision_that_the_cells_contradict_and_one_whose_column_is_gone_are_findings():
    told = {"手機": {"role": "safe", "decided_by": "甲"}, "舊欄": {"role": "direct", "decided_by": "甲"}}
    result = lk.scan(FRAME, roles=Roles.model_validate({"columns": told}))
    assert [finding.code for finding in result.findings] == ["role_contradicted", "role_gone"]
    assert "10 格" in result.findings[0].sentence
    assert "舊欄" in result.findings[1].sentence
    assert not any("0912" in finding.sentence for finding in result.findings)


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("欄位,角色,種類,理由\n里,一般,,\n", LayoutRefused, "誰決定的"),
        ("欄位,角色,種類,理由,誰決定的\n里,直接,,,甲\n", SpecInvalid, "第 2 列"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused_with_place_and_next_step(tmp_path, text, error, words):
    path = tmp_path / "roles.csv"
    path.write_text(text, encoding="utf-8-sig")
    with pytest.raises(error, match=words):
        Roles.load(path)


def test_the_form_keeps_what_the_team_signs_and_asks_who(tmp_path, monkeypatch):
    monkeypatch.delenv(BATCH, raising=False)
    ws = land_office_workspace(tmp_path / "ws")
    form = decide(ws, {"表": lk.scan(FRAME)})
    *rows, who, button, told = form.children[0].children
    button.click()
    assert "誰決定的" in told.value
    assert earlier_roles(ws, "表") is None
    rows[1].children[1].value = "quasi"
    who.value = "資訊室"
    button.click()
    kept = earlier_roles(ws, "表")
    assert {name: one.role for name, one in kept.columns.items()} == {"里": "quasi", "手機": "quasi", "件": "safe"}
    assert len(kept.decided) == 3
    assert (ws.root / "roles" / "proposals" / "表.xlsx").is_file()
    assert "都有人決定了" in repr(undecided({"表": lk.scan(FRAME, roles=kept)}))
    assert "手機" in undecided({"表": lk.scan(FRAME)})._repr_html_()


def test_a_session_meets_the_decisions_of_the_sheet_that_was_edited_in_excel(tmp_path, monkeypatch):
    monkeypatch.setenv(BATCH, "1")
    ws = land_office_workspace(tmp_path / "ws")
    stage = lk.Stage.open("03_deidentification", str(ws.root), 1)
    stage.clean()
    found = stage.scan()
    assert "批次執行時不詢問" in repr(stage.decide(found))
    name = "收件簿"
    proposal = ws.root / "roles" / "proposals" / f"{name}.xlsx"
    signed = {column: (one.role, "") for column, one in Roles.load(proposal).columns.items()}
    decided(Roles.load(proposal), signed, "秘書室").to_sheet(ws.root / "roles" / f"{name}.xlsx")
    again = stage.scan()[name]
    assert {one.decided_by for one in again.columns} == {"秘書室"}
    assert ws.root / "roles" / f"{name}.xlsx" in ws.spec_files()
