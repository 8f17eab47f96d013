"""The stage of analysis: pivots and analyses."""

from __future__ import annotations

from labkit.analysis.analyze import analyze
from labkit.analysis.plan import AnalysisPlan
from labkit.analysis.result import AnalysisResult
from labkit.pivots.pivot import pivot
from labkit.pivots.result import PivotResult
from labkit.pivots.spec import PivotSpec
from labkit.sessions.asking.pivot import ask_pivot
from labkit.sessions.names import first_key, free_name, named
from labkit.sessions.shown import Results
from labkit.sessions.stage.releasing import ReleasingStage


class AnalysisStage(ReleasingStage):
    """The numbers of notebook 04."""

    def ask_pivot(self) -> object:
        """Ask for a pivot by a form like Excel's; what is chosen stands in pivots/."""
        return ask_pivot(self.ws, self.protected())

    def pivots(self, table: str = "", rows: str = "", engine: str = "") -> Results[PivotResult]:
        """Compute the confirmed pivots; where there are none, or ``rows`` is named, one count pivot.

        ``engine`` is duckdb or spark, the results are equal; empty leaves it to labkit. Raises EngineMissing.
        """
        chosen, tables = engine or None, self.protected()
        specs = {path.stem: PivotSpec.load(path) for path in sorted((self.ws.root / "pivots").glob("*.yml"))}
        results: Results[PivotResult] = Results()
        if specs and not (table or rows):
            for stem, spec in specs.items():
                results[free_name(spec.name or stem, results)] = pivot(
                    named(tables, spec.table, place="04_pivot"), spec, engine=chosen
                )
            return results
        name, key = (table, rows) if table and rows else first_key(tables, table, rows)
        result = pivot(
            named(tables, name, place="04_pivot"),
            rows=[key] if key else [],
            engine=chosen,
            name=f"{name}：件數" + (f"（依{key}）" if key else ""),
        )
        return Results({result.name: result})

    def analyses(self) -> Results[AnalysisResult]:
        """Run the confirmed analyses on the protected tables; code tables of data/tables may stand beside them."""
        tables = self.protected()
        known = {**self.ws.code_tables(), **tables}
        results: Results[AnalysisResult] = Results()
        for path in self.ws.specs_of("analyses"):
            plan = AnalysisPlan.load(path)
            others = {told: named(known, name, place=f"analyses/{path.name}") for told, name in plan.tables.items()}
            found = analyze(
                named(tables, plan.table, place=f"analyses/{path.name}"),
                plan.kind,
                plan.read(path),
                tables=others,
                as_of=self.day,
                name=plan.name,
            )
            results[free_name(found.name or path.stem, results)] = found
        return results
