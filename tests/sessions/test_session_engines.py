"""Notebook 02 cleans on the engine that its parameter names: the same tables, journals and published files, or one sentence."""

import hashlib
import importlib.util
import os
import shutil
import sys

import pytest

import labkit as lk
from labkit.core.digest import digest_of
from labkit.core.engines import require_engine
from labkit.sessions.manifest import Manifest
from labkit.sessions.running.kernels import Kernels
from labkit.sessions.state import load_tables
from tests.conftest import IN_CI
from tests.sessions.broken_runs import Runs, tiny_workspace

RECIPE = """version: 1
steps:
- {step: trim, columns: [里]}
- {step: derive, column: 倍數, expr: 件數 * 2}
- {step: filter_rows, where: 件數 > 2}
"""
spark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.skipif(not (IN_CI or shutil.which("java")), reason="Spark needs Java"),
]


@pytest.fixture
def ws(tmp_path):
    ws = tiny_workspace(tmp_path / "ws")
    (ws.root / "recipes" / "件.yml").write_text(RECIPE, encoding="utf-8")
    return ws


def cleaned(ws, engine):
    """Clean as notebook 02 does; returns the tables' digests and the hashes of the published files."""
    stage = lk.Stage.open("02_cleaning", str(ws.root), 1)
    results = stage.clean(engine)
    assert all(one.accounted for one in results.values())
    stage.publish({name: one.log for name, one in results.items()}, "清理日誌")
    files = [path for path in sorted(stage.outbox.rglob("*")) if path.is_file()]
    examples = [path for path in sorted((stage.room / "examples").rglob("*")) if path.is_file()]
    return (
        {name: digest_of(table) for name, table in load_tables(stage.room / "clean").items()},
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in [*files, *examples]},
    )


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("spark", marks=spark)])
def test_every_engine_gives_the_hashes_that_labkit_s_own_choice_gives(ws, engine):
    own = cleaned(ws, "")
    assert len(own[1]) >= 2
    assert cleaned(ws, engine) == own


def test_an_engine_that_is_not_installed_is_refused_before_a_kernel_starts(ws, monkeypatch):
    monkeypatch.setattr(Kernels, "expect", lambda *_: pytest.fail("a kernel started"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(lk.LabkitError) as refused:
        lk.run_session(ws, parameters={"02_cleaning": {"engine": "spark"}})
    assert "「spark」不能用：沒有安裝 PySpark，請安裝 labkit[spark]，或改用預設的 duckdb" in str(refused.value)
    monkeypatch.undo()
    monkeypatch.setattr(Kernels, "expect", lambda *_: pytest.fail("a kernel started"))
    with pytest.raises(lk.LabkitError, match="可用：（空白）、duckdb、spark；是不是「spark」"):
        lk.run_session(ws, parameters={"02_cleaning": {"engine": "sparc"}})
    require_engine("duckdb")


@pytest.mark.slow
@pytest.mark.skipif(
    not (os.environ.get("LABKIT_PROOF") and shutil.which("java") and sys.platform == "linux"),
    reason="a whole run on Spark: LABKIT_PROOF, with Java",
)
def test_a_run_on_spark_freezes_the_same_tables_and_leaves_no_java_behind(ws, tmp_path):
    runs = Runs(ws, tmp_path)
    code, said = runs.run()
    assert code == 0, said
    code, said = runs.run("--set", "02_cleaning.engine=spark")
    assert code == 0, said
    one, two = (Manifest.load(path).compared for path in sorted(ws.sessions.iterdir()))
    assert two["protected"] == one["protected"]
    assert two["parameters"]["02_cleaning"] == {"engine": "spark"}
    differing = {a["name"] for a, b in zip(one["outputs"], two["outputs"], strict=True) if a != b}
    assert differing == {"notebooks/02_cleaning.ipynb"}  # it says which engine it was told
