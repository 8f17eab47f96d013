"""The stage of cleaning: recipes proposed and applied, doubtful cells, systems linked."""

from __future__ import annotations

from labkit.cleaning.result import CleaningResult
from labkit.cleaning.suggest import suggest_recipe
from labkit.cleaning.suspects import SuspectResult, find_suspects
from labkit.core.engines import engine_named
from labkit.core.html import Shown
from labkit.core.progress import timed
from labkit.core.result import Result
from labkit.sessions.asking.steps import choose
from labkit.sessions.cleaned import CLEANING, keep_examples, keep_suspects, link, note_seconds, time_saved
from labkit.sessions.shown import Detailed, Proposals, Results
from labkit.sessions.stage.inventory import InventoryStage
from labkit.sessions.state import forget_others, load_tables, save_table

EXAMPLES = 5


class CleaningStage(InventoryStage):
    """The steps of notebook 02."""

    def propose_recipes(self) -> Proposals:
        """Propose a recipe for each table and save it under recipes/proposals; nothing is applied."""
        found = Proposals({name: suggest_recipe(table) for name, table in self.raw_tables().items()})
        for name, recipe in found.items():
            self._propose("recipes", name, recipe)
        return found

    def clean(self, engine: str = "") -> Results[CleaningResult]:
        """Apply the confirmed recipes; a table without one goes on as it was read.

        ``engine`` is duckdb or spark, the results are equal; empty leaves it to labkit. Raises EngineMissing.
        """
        chosen = engine_named(engine) if engine else None
        codes = self.ws.code_tables()
        seconds: dict[str, float] = {}
        self.held.clear()  # reading is part of the work whose seconds are noted
        with timed(seconds, CLEANING):
            tables = self.raw_tables()
            results: Results[CleaningResult] = Detailed()
            for name, table in tables.items():
                results[name] = self._recipe(name).apply(table, chosen, tables=codes, examples=EXAMPLES)
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
