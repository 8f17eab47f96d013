"""Stage: what a guided notebook calls. Each method is one step of the way of the data; results go to the session's outbox."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from labkit.charts.chart import Chart, draw
from labkit.cleaning.recipe import Recipe
from labkit.cleaning.result import UNCONFIRMED, CleaningResult
from labkit.cleaning.suggest import suggest_recipe
from labkit.cleaning.suspects import SuspectResult, find_suspects
from labkit.core.document import Document, Text
from labkit.core.html import Shown, block_html
from labkit.core.progress import timed
from labkit.core.result import Result
from labkit.core.spec import Spec
from labkit.core.table import Table
from labkit.inventory.catalogue import InventoryResult, take_inventory
from labkit.inventory.readiness import Readiness
from labkit.inventory.report import profile_report
from labkit.pivots.pivot import pivot
from labkit.pivots.result import PivotResult
from labkit.pivots.spec import PivotSpec
from labkit.poc.metric import Metric, MetricResult
from labkit.privacy.deid_result import DeidResult
from labkit.privacy.policy import Policy
from labkit.privacy.scan import scan
from labkit.privacy.scan_result import ScanResult
from labkit.privacy.suggest import suggest_policy
from labkit.sessions.choose import choose
from labkit.sessions.cleaned import CLEANING, keep_examples, keep_suspects, link, note_seconds, time_saved
from labkit.sessions.decide import decide, earlier_roles, undecided
from labkit.sessions.names import first_key, free_name, named, table_names
from labkit.sessions.papers import exports, reading
from labkit.sessions.publish import check_publishable, safe_name, write_files
from labkit.sessions.shown import Detailed, Proposals, Results, missing_evidence, overview, said
from labkit.sessions.state import forget_others, load_tables, save_table
from labkit.tables.read import read
from labkit.taiwan.roc_dates import roc_text
from labkit.workspace.layout import Workspace

RESULTS = "results.jsonl"
EXAMPLES = 5


@dataclass(frozen=True)
class Stage:
    """One notebook of one session: the workspace it works in and the room under work/ that it keeps."""

    name: str
    ws: Workspace
    nth: int
    held: dict[str, Table] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def open(cls, name: str, workspace: str = ".", session: int = 1) -> Stage:
        """Open the stage ``name`` of session ``session``; raises WorkspaceMissing."""
        stage = cls(name, Workspace.open(workspace), session)
        stage.outbox.mkdir(parents=True, exist_ok=True)
        stage._forget()
        return stage

    def _forget(self) -> None:
        """Take back what this stage put out before: a notebook may be run again from its top."""
        for path in [*self.outbox.rglob(f"{self.name[:2]}-*"), *(self.room / "parts").glob(f"{self.name[:2]}-*")]:
            path.unlink()
        results = self.room / RESULTS
        if results.is_file():
            lines = results.read_text(encoding="utf-8").splitlines(keepends=True)
            results.write_text(
                "".join(line for line in lines if json.loads(line)["stage"] != self.name), encoding="utf-8"
            )

    @property
    def room(self) -> Path:
        """Return the session's folder under work/."""
        return room_of(self.ws, self.nth)

    @property
    def outbox(self) -> Path:
        """Return where publishable files wait for the gate."""
        return self.room / "outbox"

    @property
    def day(self) -> date:
        """Return the session's date: the only today that a session knows."""
        return self.ws.plan(self.nth).date

    def overview(self) -> Shown:
        """Show the session's plan, its goals, and the raw files that it will read."""
        return overview(self.ws, self.nth)

    def missing_evidence(self, results: Results[MetricResult]) -> Shown:
        """Show what each metric still lacks before more may be claimed."""
        return missing_evidence(results)

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

    def propose_recipes(self) -> Proposals:
        """Propose a recipe for each table and save it under recipes/proposals; nothing is applied."""
        found = Proposals({name: suggest_recipe(table) for name, table in self.raw_tables().items()})
        for name, recipe in found.items():
            self._propose("recipes", name, recipe)
        return found

    def _propose(self, folder: str, name: str, spec: Spec) -> None:
        """Save a proposal, unless the team has confirmed one already."""
        if not (self.ws.root / folder / f"{name}.yml").is_file():
            spec.save(self.ws.root / folder / "proposals" / f"{name}.yml")

    def clean(self) -> Results[CleaningResult]:
        """Apply the confirmed recipes; a table without one goes on as it was read."""
        codes = self.ws.code_tables()
        seconds: dict[str, float] = {}
        self.held.clear()  # reading is part of the work whose seconds are noted
        with timed(seconds, CLEANING):
            tables = self.raw_tables()
            results: Results[CleaningResult] = Detailed()
            for name, table in tables.items():
                results[name] = self._recipe(name).apply(table, tables=codes, examples=EXAMPLES)
        for name, result in results.items():
            save_table(result.table, self.room / "clean", name)
            keep_examples(result, self.room / "examples", name)
        forget_others(self.room / "clean", results)
        note_seconds(self.room, seconds)
        return results

    def choose(self, proposals: Proposals) -> object:
        """Show the proposed steps to tick; what is ticked becomes the table's recipe."""
        return choose(self.ws, proposals)

    def suspects(self) -> Results[SuspectResult]:
        """Point at the cells that look wrong in each clean table; nothing is changed."""
        found: Results[SuspectResult] = Detailed()
        for name, table in load_tables(self.room / "clean").items():
            found[name] = find_suspects(table)
            keep_suspects(found[name], table, self.room / "examples", name)
        return found

    def link(self) -> Results[Result]:
        """Run the plans of links/: count systems against each other, join their tables, keep what was made as clean."""
        return link(self.ws, self.room / "clean")

    def time_saved(self, manual_minutes: float) -> Shown:
        """Show the machine's time of the cleaning beside the minutes that people measured by hand."""
        return time_saved(self.room, manual_minutes)

    def _recipe(self, name: str) -> Recipe:
        path = self.ws.root / "recipes" / f"{name}.yml"
        return Recipe.load(path) if path.is_file() else Recipe(name=f"{name}（{UNCONFIRMED}，依原樣）")

    def scan(self, name_model: str = "") -> Results[ScanResult]:
        """Look for personal data in every clean table; what the team decided before is kept."""
        found: Results[ScanResult] = Detailed()
        for name, table in load_tables(self.room / "clean").items():
            found[name] = scan(table, roles=earlier_roles(self.ws, name), model=name_model)
        return found

    def decide(self, found: Mapping[str, ScanResult]) -> object:
        """Ask the team for the role of each column, why, and who decides; kept in roles/."""
        return decide(self.ws, found)

    def undecided(self, found: Mapping[str, ScanResult]) -> Shown:
        """Show which columns that identify people nobody has decided about yet."""
        return undecided(found)

    def propose_policies(self, found: Mapping[str, ScanResult], audience: str = "機關內部") -> dict[str, Policy]:
        """Propose a policy for each table and save it under policies/proposals."""
        checked = Policy.model_validate({"columns": {}, "audience": audience}).audience
        policies = {name: suggest_policy(result, checked) for name, result in found.items()}
        for name, policy in policies.items():
            self._propose("policies", name, policy)
        return policies

    def protect(self, proposals: Mapping[str, Policy]) -> Results[DeidResult]:
        """Apply the confirmed policies, or the careful proposal where none is confirmed; save the protected tables."""
        results: Results[DeidResult] = Results()
        for name, table in load_tables(self.room / "clean").items():
            path = self.ws.root / "policies" / f"{name}.yml"
            policy = Policy.load(path) if path.is_file() else proposals[name]
            results[name] = policy.apply(table)
            save_table(results[name].table, self.room / "protected", name)
        return results

    def protected(self) -> dict[str, Table]:
        """Return the protected tables of this session."""
        return load_tables(self.room / "protected")

    def pivots(self, table: str = "", rows: str = "") -> Results[PivotResult]:
        """Compute the confirmed pivots; where there are none, or ``rows`` is named, one count pivot."""
        tables = self.protected()
        specs = {path.stem: PivotSpec.load(path) for path in sorted((self.ws.root / "pivots").glob("*.yml"))}
        results: Results[PivotResult] = Results()
        if specs and not (table or rows):
            for stem, spec in specs.items():
                results[free_name(spec.name or stem, results)] = pivot(
                    named(tables, spec.table, place="04_pivot"), spec
                )
            return results
        name, key = (table, rows) if table and rows else first_key(tables, table, rows)
        result = pivot(
            named(tables, name, place="04_pivot"),
            rows=[key] if key else [],
            name=f"{name}：件數" + (f"（依{key}）" if key else ""),
        )
        return Results({result.name: result})

    def charts(self, results: Mapping[str, PivotResult]) -> Results[Chart]:
        """Draw each pivot as its specification says; a bar chart where it says nothing."""
        drawn: Results[Chart] = Results()
        for name, result in results.items():
            if result.spec.rows and result.groups and len(result.spec.measures) == 1:
                drawn[name] = draw(
                    result,
                    result.spec.chart or "bar",
                    source=f"資料來源：{result.source}；輔導日期 {roc_text(self.day)}",
                )
        return drawn

    def metrics(self) -> Results[MetricResult]:
        """Evaluate the confirmed metrics on the protected tables, dated by the session."""
        tables = self.protected()
        results: Results[MetricResult] = Results()
        for path in sorted((self.ws.root / "metrics").glob("*.yml")):
            metric = Metric.load(path)
            results[free_name(metric.name, results)] = metric.evaluate(tables, as_of=self.day)
        return results

    def publish(self, results: Result | Mapping[str, Result], title: str = "") -> Shown:
        """Put results into the outbox, where the gate will read them; shows what was written.

        Raises NotProtected for a result made from unprotected rows.
        """
        several = results if isinstance(results, Mapping) else {"": results}
        for result in several.values():
            check_publishable(result)
        names = [
            self._publish_one(result, "：".join(part for part in (title, name) if part))
            for name, result in several.items()
        ]
        briefs = [
            (result.brief if result.brief.startswith(name) else f"{name}：{result.brief}").strip("：")
            for name, result in several.items()
            if result.brief
        ]
        if briefs:
            with (self.room / RESULTS).open("a", encoding="utf-8") as stream:
                stream.write(
                    json.dumps({"stage": self.name, "title": title, "said": briefs}, ensure_ascii=False) + "\n"
                )
        return said("已放入這次的成果：" + "、".join(names) if names else "這次沒有可放入的成果。")

    def _publish_one(self, result: Result, title: str) -> str:
        parts = self.room / "parts"
        parts.mkdir(parents=True, exist_ok=True)
        order = f"{self.name[:2]}-{1 + len(list(parts.glob(f'{self.name[:2]}-*'))):02}"
        document = result.to_document()
        dated = Document(document.title, document.blocks, self.day)
        files = write_files(result, self.outbox, safe_name(f"{order}_{title}"), dated)
        blocks = [Text(title or document.title, "heading"), *dated.blocks]
        (parts / f"{order}.html").write_text("\n".join(block_html(block) for block in blocks), encoding="utf-8")
        return files[0].name


def room_of(ws: Workspace, nth: int) -> Path:
    """Return the folder under work/ of session ``nth``."""
    return ws.work / f"session-{nth:02}"
