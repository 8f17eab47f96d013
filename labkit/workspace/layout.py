"""Workspace: a team's folder — where everything stands in it, and nothing about what is done there."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.coaching.log import Log
from labkit.coaching.plan import Plan
from labkit.coaching.team import Team
from labkit.core.errors import (
    InsideWorkspace,
    NoRawFiles,
    PlanMissing,
    SessionMissing,
    SpecInvalid,
    WorkspaceExists,
    WorkspaceMissing,
)
from labkit.core.files import files_below, write_whole
from labkit.core.messages import say
from labkit.core.resources import resource
from labkit.tables.suffixes import can_read

if TYPE_CHECKING:
    from labkit.core.table import Table

SHEETS = (".yml", ".xlsx", ".ods", ".csv")
SPEC_FOLDERS = (
    "recipes",
    "links",
    "roles",
    "policies",
    "pivots",
    "analyses",
    "metrics",
    "codebooks",
    "timing",
    "reports",
    "decisions",
)
FOLDERS = ("plan", "data/raw", "data/tables", "inventory", *SPEC_FOLDERS, "notebooks", "work", "sessions", "logs")
PLAN = """# 第 {nth} 次輔導計畫，執行前填寫。日期用西元。
version: 1
nth: {nth}
date: {day}
form: 實體
start:
end:
place:
recorder:
attendees: []
previous_goals: []
agenda: []
goals: []
# 筆記本參數，例如：
# parameters:
#   04_pivot: {{rows: 案件類別}}
"""


@dataclass(frozen=True)
class Workspace:
    """A team's folder. ``open`` an existing one, ``create`` a new one."""

    root: Path

    @classmethod
    def open(cls, folder: str | Path) -> Workspace:
        """Return the workspace at ``folder`` or above it; raises WorkspaceMissing."""
        path = Path(folder).resolve()
        found = next((one for one in (path, *path.parents) if (one / "team.yml").is_file()), None)
        if found is None:
            raise WorkspaceMissing(place=path.name)
        return cls(found)

    @classmethod
    def create(cls, folder: str | Path, *, as_of: date) -> Workspace:
        """Make a workspace at ``folder``, with the guided notebooks and a plan dated ``as_of``; raises WorkspaceExists or InsideWorkspace."""
        root = Path(folder).resolve()
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise WorkspaceExists(place=root.name)
        if any((folder / "team.yml").is_file() for folder in root.parents):
            raise InsideWorkspace(place=root.name)
        part = root.with_name(f".{root.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(resource("templates", "workspace"), part)
        for starter in part.glob("開始.*"):
            starter.chmod(0o755)  # an installer may have dropped the bit
        for name in FOLDERS:
            (part / name).mkdir(parents=True, exist_ok=True)
        for notebook in guided_notebooks():
            shutil.copy(notebook, part / "notebooks" / notebook.name)
        write_whole(part / "plan" / "01.yml", PLAN.format(nth=1, day=as_of.isoformat()))
        if root.exists():
            root.rmdir()
        part.replace(root)
        return cls(root)

    @property
    def raw(self) -> Path:
        """Return data/raw: as received, never written."""
        return self.root / "data" / "raw"

    @property
    def work(self) -> Path:
        """Return work/: never shared."""
        return self.root / "work"

    @property
    def sessions(self) -> Path:
        """Return sessions/: frozen results."""
        return self.root / "sessions"

    @property
    def team(self) -> Team:
        """Return the team; raises SpecInvalid."""
        return Team.load(self.root / "team.yml")

    @property
    def notebooks(self) -> list[Path]:
        """Return the guided notebooks of this workspace in order."""
        return sorted((self.root / "notebooks").glob("[0-9][0-9]_*.ipynb"))

    @property
    def inventory_sheet(self) -> Path | None:
        """Return the inventory sheet that the team filled in, if there is one: inventory/資料盤點表.xlsx or .ods."""
        places = (self.root / "inventory" / f"資料盤點表{suffix}" for suffix in (".xlsx", ".ods"))
        return next((path for path in places if path.is_file()), None)

    def raw_files(self) -> list[Path]:
        """Return the data files of data/raw; raises NoRawFiles."""
        found = [path for path in files_below(self.raw) if can_read(path)] if self.raw.is_dir() else []
        if not found:
            raise NoRawFiles(place="data/raw")
        return found

    def code_tables(self) -> dict[str, Table]:
        """Return the code tables of data/tables by name, for look-ups; raises what ``read`` raises."""
        from labkit.tables.read import code_tables  # noqa: PLC0415  (heavy: pandas)

        folder = self.root / "data" / "tables"
        return code_tables(folder) if folder.is_dir() else {}

    def spec_files(self) -> list[Path]:
        """Return the confirmed specifications, proposals apart."""
        found = [path for name in SPEC_FOLDERS for path in self.specs_of(name)]
        typed = [self.inventory_sheet] if self.inventory_sheet else []
        return [*found, *typed, *files_below(self.root / "data" / "tables")]

    def specs_of(self, folder: str) -> list[Path]:
        """Return one folder's confirmed specifications; decided roles may be sheets that were edited in Excel."""
        suffixes = SHEETS if folder == "roles" else (".yml",)
        return [path for suffix in suffixes for path in sorted((self.root / folder).glob(f"*{suffix}"))]

    def plan_path(self, nth: int) -> Path:
        """Return where the plan of session ``nth`` stands."""
        return self.root / "plan" / f"{nth:02}.yml"

    def plan(self, nth: int) -> Plan:
        """Return the plan of session ``nth``; raises PlanMissing, or SpecInvalid, also for one of another number."""
        path = self.plan_path(nth)
        if not path.is_file():
            raise PlanMissing(nth=nth, place=f"plan/{path.name}")
        plan = Plan.load(path)
        if plan.nth != nth:
            raise SpecInvalid(place=f"plan/{path.name}", what=say("spec.plan_number", nth=plan.nth, number=nth))
        return plan

    def next_session(self) -> int:
        """Return the newest planned session; 1 where nothing is planned yet."""
        plans = sorted((self.root / "plan").glob("[0-9][0-9].yml"))
        return int(plans[-1].stem) if plans else 1

    def log_path(self, nth: int) -> Path:
        """Return where the log of session ``nth`` stands."""
        return self.root / "logs" / f"{nth:02}.yml"

    def log(self, nth: int) -> Log:
        """Return the log of session ``nth``; raises SessionMissing for a session that was never run."""
        path = self.log_path(nth)
        if not path.is_file():
            raise SessionMissing(nth=nth)
        return Log.load(path)

    def overview(self) -> Mapping[str, int]:
        """Return how many files a session starts from."""
        return {
            "原始資料檔": len(files_below(self.raw)),
            "確認的設定": len(self.spec_files()),
        }


def guided_notebooks() -> list[Path]:
    """Return the shipped guided notebooks in order."""
    return sorted(resource("notebooks").glob("[0-9][0-9]_*.ipynb"))
