"""The stages of the inventory: raw tables, how they were read, the papers made of them."""

from __future__ import annotations

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.result import UNCONFIRMED
from labkit.core.html import Shown
from labkit.core.table import Table
from labkit.inventory.catalogue import InventoryResult, take_inventory
from labkit.inventory.readiness import Readiness
from labkit.inventory.report import profile_report
from labkit.sessions.names import named, table_names
from labkit.sessions.papers import exports, reading
from labkit.sessions.shown import overview, said
from labkit.sessions.stage.room import StageRoom
from labkit.tables.read import read


class InventoryStage(StageRoom):
    """The steps of notebooks 00 and 01."""

    def overview(self) -> Shown:
        """Show the session's plan, its goals, and the raw files that it will read."""
        return overview(self.ws, self.nth)

    def raw_tables(self) -> dict[str, Table]:
        """Return each raw file's table, read as its recipe says or as labkit proposes."""
        if not self.held:
            files = table_names(self.ws.raw_files(), self.ws.raw)
            self.held.update({name: read(path, layout=self._recipe(name).read) for name, path in files.items()})
        return dict(self.held)

    def inventory(self) -> InventoryResult:
        """Take the inventory of data/raw, with what the team typed into inventory/資料盤點表."""
        return take_inventory(self.ws.raw, notes=self.ws.inventory_sheet)

    def reading(self, inventory: InventoryResult) -> Shown:
        """Show how each table was read: every decision with its reason, and what was noticed."""
        return reading(inventory)

    def drift(self, inventory: InventoryResult) -> Shown:
        """Show where tables of one kind differ between years."""
        told = [finding.sentence for finding in inventory.findings if finding.code.startswith("drift")]
        return said("\n".join(told) or "沒有需要比對年份的資料表。")

    def readiness(self, inventory: InventoryResult) -> Readiness:
        """Ask how ready the tables are on the session's day."""
        return inventory.readiness(self.day)

    def exports(self, inventory: InventoryResult) -> Shown:
        """Write the inventory's papers under work/ and say which to open first."""
        return exports(inventory, self.room / "exports")

    def raw_report(self, table: str) -> Shown:
        """Write the report of a table's raw values under work/, if one is named; it is never published."""
        if not table:
            return said("沒有指定資料表，未產生。要產生時，把參數 report_table 改成資料表名稱。")
        path = profile_report(named(self.raw_tables(), table, place="01_inventory"), self.room / "exports", title=table)
        return said(f"已寫到 work/{path.relative_to(self.ws.work).as_posix()}（含原始值，請勿外傳）。")

    def _recipe(self, name: str) -> Recipe:
        path = self.ws.root / "recipes" / f"{name}.yml"
        return Recipe.load(path) if path.is_file() else Recipe(name=f"{name}（{UNCONFIRMED}，依原樣）")
