"""The four chapters of a report, in the order of the selection's criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from labkit.core.document import Block, Grid, Picture, Text
from labkit.core.errors import SpecInvalid
from labkit.core.finding import Finding
from labkit.poc.report import grids
from labkit.poc.report.fill import filled
from labkit.poc.report.printed import Printed
from labkit.poc.report.spec import CHANGE, HEADINGS, PocReport

NUMERALS = "一二三四五六七八九"
REST = "innovation"


@dataclass(frozen=True, kw_only=True)
class Material:
    """What the chapters are made of: the spec, the printed metrics, the charts, the tables' rows, what was noticed."""

    spec: PocReport
    numbers: Mapping[str, Printed]
    pictures: Sequence[Picture] = ()
    tables: Sequence[tuple[str, str, str]] = ()
    noticed: Sequence[Finding] = ()

    @property
    def metrics(self) -> list[Printed]:
        """Return the metrics in the order of their marks."""
        return list(self.numbers.values())

    def said(self, texts: Sequence[str], place: str) -> list[str]:
        """Return the team's paragraphs with their numbers filled in."""
        return [filled(text, self.numbers, f"{place} 第 {at} 段") for at, text in enumerate(texts, 1)]


def chapters(given: Material) -> Iterator[Block]:
    """Yield the blocks of the four chapters."""
    own = {"completeness": completeness, "feasibility": feasibility, "innovation": innovation, "growth": growth}
    for at, (name, heading) in enumerate(HEADINGS.items()):
        yield Text(f"{NUMERALS[at]}、{heading}", "heading")
        yield from (Text(text) for text in given.said(getattr(given.spec, name).text, heading))
        yield from own[name](given)


def completeness(given: Material) -> Iterator[Block]:
    """Yield where the data come from, and how much of them was used."""
    yield from _placed(given, "completeness")
    if given.tables:
        rows = [[name, place, digest] for name, place, digest in given.tables]
        yield grids.grid(["資料表", "檔案", "內容雜湊（前 16 碼）"], rows, (30, 54, 34), "資料來源")
    yield grids.counted(given.metrics)


def feasibility(given: Material) -> Iterator[Block]:
    """Yield the theory of change."""
    change = given.spec.theory_of_change
    told = {stage: given.said(getattr(change, name), f"改變理論（{stage}）") for name, stage in CHANGE.items()}
    theory = grids.change_grid(told)
    yield from () if theory is None else (theory,)
    yield from _placed(given, "feasibility")


def innovation(given: Material) -> Iterator[Block]:
    """Yield the metrics and charts that no other chapter named, how every claim stands, and what an auditor asks."""
    yield from _placed(given, REST)
    yield Text("可以這樣說", "heading")
    yield from (Text(f"{one.result.statement}{one.mark}") for one in given.metrics)
    yield from grids.standing(given.metrics)
    yield from _checks(given)


def growth(given: Material) -> Iterator[Block]:
    """Yield the limits, what a stronger claim would need, and the next steps."""
    yield from _placed(given, "growth")
    limits = [*given.said(given.spec.limits, "限制")]
    limits += [f"{one.mark} {text}" for one in given.metrics for text in one.result.metric.limits]
    needs = [f"{one.mark} {text}" for one in given.metrics for text in one.result.needs]
    for heading, texts in (
        ("限制", limits),
        ("要說得更有把握", needs),
        ("下一步", given.said(given.spec.next_steps, "下一步")),
    ):
        if texts:
            yield Text(heading, "heading")
            yield from (Text(f"．{text}") for text in texts)


def _checks(given: Material) -> Iterator[Block]:
    rows = [
        (f"{one.mark} {one.result.name}", {"warning": "請處理", "info": "請說明"}[finding.level], finding.sentence)
        for one in given.metrics
        for finding in one.result.checks
    ]
    rows += [("團隊的文字", "請處理", finding.sentence) for finding in given.noticed]
    if rows:
        yield grids.grid(["對象", "程度", "檢核"], rows, (30, 12, 76), "查核的人會問")
    else:
        yield Text("檢核：沒有發現需要處理的問題。", "note")


def _placed(given: Material, chapter: str) -> Iterator[Block]:
    """Yield the metrics and charts of ``chapter``; the one for the rest takes what no chapter names."""
    parts = given.spec.chapters
    named = {name for part in parts.values() for name in part.metrics}
    ids = [name for name in given.numbers if name not in named] if chapter == REST else []
    ids = [*parts[chapter].metrics, *ids]
    yield from grids.overview([given.numbers[name] for name in ids])
    yield from _charts(given, chapter)


def _charts(given: Material, chapter: str) -> Iterator[Picture | Grid]:
    parts = given.spec.chapters
    known = {picture.name: picture for picture in given.pictures}
    for name in parts[chapter].charts:
        if name not in known:
            place = f"成果報告 {HEADINGS[chapter]}"
            raise SpecInvalid(place=place, name=name, what=f"沒有圖表「{name}」。", known=list(known))
        yield known[name]
    if chapter == REST:
        named = {name for part in parts.values() for name in part.charts}
        yield from (picture for picture in given.pictures if picture.name not in named)
