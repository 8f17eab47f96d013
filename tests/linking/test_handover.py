"""Two agencies, two workspaces: each treats its table at home with a shared key, hands it over, and the other links."""

from datetime import date

import pytest
from typer.testing import CliRunner

import labkit as lk
from labkit.cli.app import app
from labkit.privacy.keys import new_key
from tests.conftest import ROOT

RAW = ROOT / "datasets" / "long_term_care" / "raw"
POLICY = """version: 1
name: 跨機關交付
audience: 跨機關
columns:
{columns}
"""
PLAN = """version: 1
overview: {tables: [照管_交付, 院內_交付], key: 證號}
links:
  - {name: 共同個案, left: 照管_交付, right: 院內_交付, on: {證號: 證號}, keep: both, take: {主要科別: 主要科別}}
"""
AGENCIES = {
    "照管": ("照顧服務管理.xlsx", {"身分證字號": "證號", "居住里": "里"}, {"證號": "pseudonym", "里": "keep"}),
    "院內": ("院內醫療.csv", {"身分證號": "證號"}, {"證號": "pseudonym", "主要科別": "keep"}),
}


@pytest.fixture
def handed_over(tmp_path):
    key = new_key(tmp_path / "共用.key")
    told = {}
    for name, (file, columns, kept) in AGENCIES.items():
        ws = lk.Workspace.create(tmp_path / name, as_of=date(2025, 4, 11))
        recipe = lk.Recipe(
            columns=columns,
            steps=[
                {"step": "normalize_text", "columns": ["證號"], "case": "upper"},
                {"step": "trim", "columns": ["證號"]},
                {"step": "filter_rows", "where": "證號 is not missing"},
            ],
        )
        clean = recipe.run(RAW / file)
        clean.frame.to_csv(ws.work / "乾淨.csv", index=False, encoding="utf-8-sig")
        lines = [
            f"  {column}: {{action: {kept.get(column, 'drop')}, why: 跨機關交付}}" for column in clean.table.columns
        ]
        (ws.root / "policies" / "交付.yml").write_text(POLICY.format(columns="\n".join(lines)), encoding="utf-8")
        out = tmp_path / f"{name}_交付.csv"
        arguments = [
            "deid",
            str(ws.work / "乾淨.csv"),
            "--policy",
            str(ws.root / "policies" / "交付.yml"),
            "--key-file",
            str(key),
        ]
        done = CliRunner().invoke(app, [*arguments, "--out", str(out)])
        assert done.exit_code == 0, done.output
        told[name] = (clean.frame, out)
    return told


def test_protected_files_hold_no_id_and_link_as_the_ids_would(handed_over, tmp_path):
    frames, files = zip(*handed_over.values(), strict=True)
    ids = [set(frame["證號"]) for frame in frames]
    for path in files:
        text = path.read_text(encoding="utf-8-sig")
        assert not any(one in text for one in ids[0] | ids[1])
    (tmp_path / "連結.yml").write_text(PLAN, encoding="utf-8")
    arguments = ["link", *map(str, files), "--plan", str(tmp_path / "連結.yml"), "--out", str(tmp_path / "成果")]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert len(lk.read(tmp_path / "成果" / "共同個案.csv")) == len(ids[0] & ids[1])
    assert not any(one in done.output for one in ids[0] | ids[1])
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == 1
    assert "不會覆寫" in str(again.exception or again.output)


def test_another_key_links_nobody(handed_over, tmp_path):
    _, out = handed_over["院內"]
    other = lk.Policy(columns={"證號": {"action": "pseudonym"}, "主要科別": {"action": "keep"}})
    treated = other.apply(lk.read(out), key_file=new_key(tmp_path / "別的.key"))
    found = lk.coverage({"照管": lk.read(handed_over["照管"][1]), "院內": treated.table}, "證號")
    assert ("照管", "院內") not in found.regions
