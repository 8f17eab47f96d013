"""A screen of cp950, and a machine without UTF-8: messages with rare characters are told, files stay what they are."""

import json
import os
import subprocess
import sys

import pytest

RARE = "堃喆𡍼✓😀"
SCREEN = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp950", "LC_ALL": "C.UTF-8"}
BARE = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp950", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}


def labkit(*arguments, cwd, env):
    told = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    told |= {"PYTHONPATH": os.environ.get("PYTHONPATH", ""), "HOME": str(cwd), **env}
    command = [sys.executable, "-m", "labkit", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=told, capture_output=True, timeout=300, check=False)


def test_a_file_with_rare_characters_is_read_and_told_on_a_screen_of_cp950(tmp_path):
    (tmp_path / f"{RARE}.csv").write_text(f"姓名,件數\n王{RARE},3\n李喆,4\n", encoding="utf-8")
    done = labkit("read", f"{RARE}.csv", cwd=tmp_path, env=SCREEN)
    said = done.stdout.decode("cp950")
    assert done.returncode == 0, done.stderr
    assert "[U+5803][U+5586][U+2137C][U+2713][U+1F600].csv" in said


def test_a_refusal_with_rare_characters_is_one_sentence_on_a_screen_of_cp950(tmp_path):
    done = labkit("read", f"{RARE}.csv", cwd=tmp_path, env=SCREEN)
    assert done.returncode == 1
    assert "找不到「[U+5803]" in done.stderr.decode("cp950")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("env", [SCREEN, BARE], ids=["cp950 screen", "ASCII locale"])
def test_a_new_workspace_is_written_in_utf8_whatever_the_machine_speaks(tmp_path, env):
    done = labkit("new", "team", cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    assert "已建立工作區" in done.stdout.decode("cp950")
    for path in (tmp_path / "team").rglob("*.yml"):
        assert "\ufffd" not in path.read_text(encoding="utf-8")
    assert "請填機關名稱" in (tmp_path / "team" / "team.yml").read_text(encoding="utf-8")


def test_a_table_of_rare_names_is_saved_the_same_without_utf8(tmp_path):
    (tmp_path / "a.csv").write_text(f"姓名,件數\n王{RARE},3\n李喆,4\n", encoding="utf-8")
    (tmp_path / "r.yml").write_text(
        "version: 1\nsteps:\n- {step: trim, columns: [姓名], why: 空白}\n", encoding="utf-8"
    )
    for env in (SCREEN, BARE):
        out = f"{env['LC_ALL']}.csv"
        done = labkit("clean", "a.csv", "--recipe", "r.yml", "--out", out, cwd=tmp_path, env=env)
        assert done.returncode == 0, done.stderr
    kept = (tmp_path / "C.csv").read_bytes()
    assert kept == (tmp_path / "C.UTF-8.csv").read_bytes()
    assert RARE in kept.decode("utf-8-sig")


def test_the_doctor_says_that_the_screen_lacks_signs(tmp_path):
    rows = json.loads(labkit("doctor", "--json", cwd=tmp_path, env=SCREEN).stdout.decode("cp950"))["rows"]
    told = next(one for one in rows if one["check"] == "encoding")
    assert (told["state"], "cp950" in told["said"]) == ("注意", True)
