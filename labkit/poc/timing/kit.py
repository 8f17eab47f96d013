"""The kit in a folder: the plan, a sheet for each period, the form to type into, and the metric that the filled form answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from labkit.core.errors import FileExists
from labkit.core.files import write_whole
from labkit.core.yaml import dump
from labkit.documents.save import save_document
from labkit.poc.timing.columns import AFTER, BEFORE, MINUTES, PAIR, PERIOD, PERIODS, READ_TABLE, SLOT, WEEKDAY
from labkit.poc.timing.plan import COMPARED, TimingPlan
from labkit.poc.timing.sheet import sheet_of
from labkit.poc.timing.typed import typed_book, typed_frame
from labkit.tables.write import write

PAPERS = (".odt", ".pdf")


def write_kit(plan: TimingPlan, folder: str | Path) -> tuple[Path, ...]:
    """Write the kit into ``folder`` and return its files; raises FileExists, before anything is written, if one is there."""
    folder = Path(folder)
    makers = _makers(plan)
    for name in makers:
        if (folder / name).exists():
            raise FileExists(place=name)
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in makers.items():
        make(folder / name)
    return tuple(folder / name for name in makers)


def _makers(plan: TimingPlan) -> Mapping[str, Callable[[Path], object]]:
    """Return what writes each file, by the file's name."""
    papers = {"計時計畫": plan.to_document(), **{f"計時表_改變{one}": sheet_of(plan, one) for one in PERIODS}}
    made: dict[str, Callable[[Path], object]] = {
        f"{name}{suffix}": lambda path, paper=paper: save_document(paper, path)  # type: ignore[misc]
        for name, paper in papers.items()
        for suffix in PAPERS
    }
    made["計時輸入表.xlsx"] = lambda path: write_whole(path, typed_book(plan))
    made["計時輸入表.ods"] = lambda path: write(typed_frame(plan), path)
    made[f"{plan.spec.id}.yml"] = lambda path: write_whole(path, metric_text(plan))
    return made


def metric_text(plan: TimingPlan) -> str:
    """Return the metric, as YAML, that compares the minutes after with those before; its table is what ``read_timing`` gives."""
    spec = plan.spec
    how: dict[str, object] = {"compare": spec.compare}
    if spec.compare == "matched":
        how["match"] = [WEEKDAY, SLOT]
    elif spec.compare == "paired":
        how["pair"] = PAIR
    told = {
        "version": 1,
        "kind": "before_after",
        "id": spec.id,
        "name": spec.name,
        "formula": "改變後的平均分鐘減改變前的平均分鐘",
        "method": f"計時表人工計時，{COMPARED[spec.compare]}，由{spec.by}計時",
        "population": f"{spec.what}；開始＝{spec.starts}；結束＝{spec.ends}",
        "table": READ_TABLE,
        "column": MINUTES,
        "after": f"{PERIOD} == '{AFTER}'",
        **how,
        "unit": "分鐘/件",
        "whose": spec.whose,
        "direction": "越低越好",
        "status": "實測",
        "design": 3 if spec.compare != "unpaired" else 2,
        "sources": [f"計時表（改變{BEFORE}：{spec.before.said}；改變{AFTER}：{spec.after.said}）"],
    }
    return dump(told)
