"""labkit deid, risk, anonymize, close: every bad input is one sentence, exit 1, and nothing is written."""

import pandas as pd
import pytest

from tests.cli.test_command_line import labkit

ROWS = pd.DataFrame({"字號": ["A123456789", "A123456789", "A123456789"], "區": ["甲", "甲", "乙"], "件": [1, 2, 3]})
POLICY = "version: 1\ncolumns:\n  字號: {action: pseudonym}\n  區: {action: keep}\n  件: {action: keep}\n"


@pytest.fixture
def folder(tmp_path):
    ROWS.to_csv(tmp_path / "a.csv", index=False)
    ROWS.drop(columns="字號").to_csv(tmp_path / "b.csv", index=False)
    (tmp_path / "p.yml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "wrong.yml").write_text(POLICY.replace("區:", "里:"), encoding="utf-8")
    (tmp_path / "open.yml").write_text(POLICY.replace("pseudonym", "keep"), encoding="utf-8")
    for name, text, mode in (
        ("short.key", "abcd", 0o600),
        ("shared.key", "k" * 40, 0o644),
        ("good.key", "k" * 40, 0o600),
    ):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(mode)
    (tmp_path / "h").mkdir()
    (tmp_path / "h" / "x_hierarchy_區.csv").write_text("甲;北\n", encoding="utf-8")
    return tmp_path


def seen(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["deid", "a.csv", "--policy", "wrong.yml", "--key-file", "good.key"], "沒有欄位「里」"),
        (["deid", "a.csv", "--policy", "p.yml", "--key-file", "short.key"], "太短"),
        (["deid", "a.csv", "--policy", "p.yml", "--key-file", "shared.key"], "chmod 600"),
        (["deid", "a.csv", "--policy", "p.yml"], "LABKIT_KEY_FILE"),
        (["deid", "a.csv", "--policy", "open.yml"], "why 寫明理由"),
        (["anonymize", "b.csv", "-q", "區", "--k", "9"], "比整張表的 3 列還多"),
        (["anonymize", "b.csv", "-q", "區", "--k", "2", "--hierarchies", "h"], "「區」有 1 個值不在層級檔裡"),
        (["anonymize", "a.csv", "-q", "區", "--k", "2"], "字號"),
        (["anonymize", "b.csv", "-q", "里"], "沒有欄位「里」"),
        (["risk", "b.csv", "-q", "里"], "沒有欄位「里」"),
        (["deid", "--rotate-key", "none.key"], "none.key"),
        (["close", "-w", "."], "工作區"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(folder, arguments, said):
    before = seen(folder)
    out = ["--out", "out.csv"] if arguments[0] in {"deid", "anonymize"} and "--rotate-key" not in arguments else []
    done = labkit(*arguments, *out, cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert "A123456789" not in done.stdout + done.stderr
    assert seen(folder) == before


def test_a_policy_a_risk_and_alike_rows_from_the_command_line(folder):
    done = labkit("deid", "a.csv", "--policy", "p.yml", "--key-file", "good.key", "--out", "safe.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "A123456789" not in (folder / "safe.csv").read_text(encoding="utf-8-sig") + done.stdout
    done = labkit("risk", "b.csv", "-q", "區", "--json", cwd=folder)
    assert '"summary"' in done.stdout
    done = labkit("anonymize", "b.csv", "-q", "區", "--k", "3", "--out", "alike.csv", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert pd.read_csv(folder / "alike.csv")["區"].tolist() == ["*"] * 3
    done = labkit("deid", "--rotate-key", "good.key", cwd=folder)
    assert done.returncode == 0
    assert len(list(folder.glob("good.key*"))) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["anonymize", "b.csv", "-q", "區", "--k", "1"], "--k 數值要是 2 以上"),
        (["anonymize", "b.csv", "-q", "區", "--method", "x"], "--method 要是 global、local 其中之一"),
        (["anonymize", "b.csv"], "--quasi 少了參數"),
        (["preview", "b.csv", "--rows", "99999999999"], "--rows 數值不能超過 100000"),
        (["scan", "b.csv", "--colour"], "沒有選項 --colour"),
    ],
)
def test_wrong_usage_is_told_in_chinese(folder, arguments, said):
    done = labkit(*arguments, cwd=folder)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize("arguments", [["anonymize", "b.csv", "-q", "區"], ["scan", "b.csv"], ["deid", "b.csv"]])
def test_a_place_that_cannot_be_written_is_told_before_any_work(folder, arguments):
    option = "--roles-out" if arguments[0] == "scan" else "--out"
    done = labkit(*arguments, option, "x.pdf", cwd=folder)
    assert done.returncode == 1
    assert ".pdf" in done.stderr
    assert done.stdout == ""
