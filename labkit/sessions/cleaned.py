"""What surrounds the cleaning of a session: examples and seconds under work/, and the links between its tables."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from labkit.cleaning.result import CleaningResult
from labkit.cleaning.suspects import SuspectResult
from labkit.cleaning.suspicion import SUSPICIONS
from labkit.core.engines import ROW
from labkit.core.files import write_whole
from labkit.core.html import Shown
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.linking.plan import LinkPlan
from labkit.sessions.names import free_name, table_names
from labkit.sessions.shown import Detailed, Results, said
from labkit.sessions.state import forget_others, load_tables, save_table
from labkit.workspace.layout import Workspace

CLEANING, SECONDS = "cleaning", "seconds.json"


def keep_examples(result: CleaningResult, folder: Path, name: str) -> None:
    """Write cells before and after under work/, for the team's eyes alone."""
    shutil.rmtree(folder / name, ignore_errors=True)
    if result.changes:
        text = result.examples.to_csv(index=False, lineterminator="\n")
        write_whole(folder / name / "變更前後.csv", text.encode("utf-8-sig"))


def keep_suspects(result: SuspectResult, table: Table, folder: Path, name: str) -> None:
    """Write the places of doubtful cells under work/: source row, column and reason."""
    rows = table.arrow.column(ROW).to_pylist()
    cells = result.cells.assign(
        row=[rows[at] for at in result.cells["row"]], reason=[SUSPICIONS[one].label for one in result.cells["reason"]]
    )
    text = cells.rename(columns={"row": "原始列號", "column": "欄位", "reason": "這一格"}).to_csv(
        index=False, lineterminator="\n"
    )
    write_whole(folder / name / "值得核對的格.csv", text.encode("utf-8-sig"))


def link(ws: Workspace, clean: Path) -> Results[Result]:
    """Run every plan of links/ on the clean tables, in name order; the tables that they make join the clean ones.

    May be run again: what an earlier run made is made anew, and what no plan makes any more is forgotten.
    """
    results: Results[Result] = Detailed()
    raw = table_names(ws.raw_files(), ws.raw)
    tables = {name: table for name, table in load_tables(clean).items() if name in raw}
    for path in sorted((ws.root / "links").glob("*.yml")):
        made, told = LinkPlan.load(path).run(tables)
        tables.update(made)
        results.update({free_name(name, results): one for name, one in told.items()})
    for name in tables.keys() - raw.keys():
        save_table(tables[name], clean, name)
    forget_others(clean, tables)
    return results


def note_seconds(room: Path, seconds: dict[str, float]) -> None:
    """Keep the machine's seconds beside the session's other half-way files: never in a digest."""
    write_whole(room / SECONDS, json.dumps(seconds))


def time_saved(room: Path, manual_minutes: float) -> Shown:
    """Set the seconds of the run beside the minutes that people measured; says what a claim still needs."""
    path = room / SECONDS
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if CLEANING not in known:
        return said("這次還沒有執行清理。")
    if manual_minutes <= 0:
        return said("還沒有人工量測：請把以往人工清理同樣檔案所花的分鐘數（實際計時）填進參數 manual_minutes。")
    machine = float(known[CLEANING]) / 60
    share = 1 - machine / manual_minutes
    change = f"少 {share:.1%}" if share >= 0 else f"多 {-share:.1%}"
    return said(
        f"人工 {manual_minutes:,.0f} 分（團隊量測），機器讀檔與清理 {machine * 60:,.1f} 秒：{change}。"
        "這是單次量測；寫進 POC 之前請量測多次，並計入確認食譜的時間。"
    )
