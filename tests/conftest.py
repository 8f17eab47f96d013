"""What all tests share: real files where they are present, hypothesis without clocks, one finished demo session."""

import os
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

import labkit as lk
from labkit.privacy.keys import new_key

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LABKIT_SHARED", ROOT.parent / "shared"))
IN_CI = bool(os.environ.get("CI"))

settings.register_profile("labkit", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("labkit")


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "corpus" / "files").is_dir():
        pytest.skip("LABKIT_SHARED names no folder with real agency files")
    return SHARED


@pytest.fixture
def raw_land_office() -> Path:
    return ROOT / "datasets" / "land_office" / "raw"


@pytest.fixture
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("keys") / "team.key")


def land_office_workspace(folder: Path) -> lk.Workspace:
    ws = lk.Workspace.create(folder, as_of=date(2025, 3, 14))
    shutil.copytree(ROOT / "templates" / "cases" / "land_office", ws.root, dirs_exist_ok=True)
    shutil.copytree(ROOT / "datasets" / "land_office" / "raw", ws.raw, dirs_exist_ok=True)
    return ws


@pytest.fixture(scope="session")
def land_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[lk.Workspace, object]:
    """A land-office workspace whose first session has run."""
    folder = tmp_path_factory.mktemp("land")
    ws = land_office_workspace(folder / "land_office")
    before = os.environ.get("LABKIT_KEY_FILE")
    os.environ["LABKIT_KEY_FILE"] = str(new_key(folder / "team.key"))
    try:
        return ws, lk.run_session(ws)
    finally:
        if before is None:
            del os.environ["LABKIT_KEY_FILE"]
        else:
            os.environ["LABKIT_KEY_FILE"] = before


def table(columns: dict[str, list[object]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(cells, dtype=None if cells else "object") for name, cells in columns.items()})
