"""What the page says around its table: the figures at its head, how each number is made, what to mind."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from labkit.analysis.area.days import roc_day, roc_year
from labkit.analysis.area.lines import SHRUNK, Lines
from labkit.analysis.area.rates import METHODS
from labkit.analysis.area.spec import CAPACITY, CHANGE, COUNT, DEMAND, EARLIER, GAP, HIGH, LOW, RATE, RATIO
from labkit.analysis.area.told import few_word, flagged, heads_of, rate_name
from labkit.core.cells import HIDDEN_MARK, WHOLE_HIDDEN
from labkit.core.document import shown
from labkit.core.messages import say

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult


def figures_html(lines: Lines) -> str:
    """Return the figures of the whole: areas, count, rate with its interval."""
    whole = lines.whole
    unit = "人" if lines.spec.person else "件"
    told = [(f"{len(lines.areas):,}", f"個{lines.names.area}"), (shown(whole.shown(COUNT)), unit)]
    rate, low, high = (whole.numbers[name] for name in (RATE, LOW, HIGH))
    if rate is not None and low is not None and high is not None:
        told.append((f"{rate:,.1f}", f"{rate_name(lines)}（95% 區間 {low:,.1f}–{high:,.1f}）"))
    if lines.spec.capacity and (ratio := whole.numbers[RATIO]) is not None:
        told.append((f"{ratio:,.2f}", "全體需求／量能"))
    return "<ul class=figures>" + "".join(f"<li><strong>{a}</strong> {escape(b)}</li>" for a, b in told) + "</ul>"


def rules_html(lines: Lines, marks: dict[str, int]) -> str:
    """Return the buttons that show the areas of one word only, each with its number of areas."""
    counts = {word: len(flagged(lines, word)) for word in marks}
    buttons = [
        f'<button type=button class=f{at} aria-pressed=false data-word="{escape(word)}">{escape(word)} {counts[word]} 個</button>'
        for word, at in marks.items()
    ]
    return f"<div role=group aria-label=只看這些註記>{''.join(buttons)}</div>" if buttons else ""


def definitions(lines: Lines) -> list[tuple[str, str]]:
    """Return each term of the table with how it is made."""
    spec, names = lines.spec, lines.names
    who = f"不重複的「{spec.person}」" if spec.person else "紀錄的列數"
    where = f"；條件：{spec.where.sentence}" if spec.where else ""
    told = [(names.counted, f"{who}，依官方代碼歸到各{names.area}{where}。沒有紀錄的{names.area}為 0。")]
    if spec.status:
        told.append((spec.status, f"各類的{names.counted}。"))
    told += [*_of_rates(lines), *_of_change(lines), *_of_capacity(lines)]
    told += [(one.word, "；".join(part for part in (one.when.sentence, one.why) if part) + "。") for one in spec.rules]
    told.append((few_word(lines), "數字小，多一個少一個比率就大不相同；橫條以虛線表示，不要拿來排名。"))
    if any(one.hidden for one in lines.cells.values()):
        told.append((HIDDEN_MARK, "為保護個人資料而不陳示；由它算出的數字也不陳示。"))
    told.append(("–", "沒有資料。"))
    return told


def _of_rates(lines: Lines) -> list[tuple[str, str]]:
    spec = lines.spec
    if not spec.population:
        return []
    year = f"（{roc_year(spec.population.year)} 年）" if spec.population.year else ""
    per = f"{lines.names.counted} ÷ {spec.population.label or '人口'}{year} × {spec.per:,}。橫條為比率，細線為 95% 區間"
    told = [
        (rate_name(lines), per + ("，直線為全體。" if lines.overall is not None else "。")),
        ("95% 區間", f"{METHODS[spec.interval]}；人數少的{lines.names.area}區間就寬。"),
    ]
    return [*told, (heads_of(lines)[SHRUNK], "依人口多寡向全體比率拉近（Marshall 1991）。")] if spec.shrink else told


def _of_change(lines: Lines) -> list[tuple[str, str]]:
    earlier = lines.spec.earlier
    if earlier is None:
        return []
    heads = heads_of(lines)
    how = f"本期減{heads[EARLIER]}"
    if earlier.cut:
        since = f"{roc_day(earlier.since)}起、" if earlier.since else ""
        how += f"；前期是「{earlier.dated}」{since}在 {roc_day(earlier.cut)}之前的紀錄"
    return [(heads[CHANGE], f"{how}。")]


def _of_capacity(lines: Lines) -> list[tuple[str, str]]:
    if not lines.spec.capacity:
        return []
    heads = heads_of(lines)
    demand = heads.get(DEMAND, lines.names.counted)
    return [
        (heads[CAPACITY], f"取自「{lines.spec.capacity.table}」的「{lines.spec.capacity.value}」。"),
        (heads[GAP], f"{demand} − {heads[CAPACITY]}；大於 0 是不足。"),
        (heads[RATIO], f"{demand} ÷ {heads[CAPACITY]}；大於 1 是不足。"),
    ]


def notes_html(result: AnalysisResult, lines: Lines) -> str:
    """Return how the numbers are made, what to mind, what was left out, and where the data come from."""
    terms = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(how)}</dd></div>" for term, how in definitions(lines))
    said = [*result.warnings, *(one.sentence for one in result.findings)]
    mind = "".join(f"<li>{escape(one)}</li>" for one in said)
    out = [f"{say(f'left_out.{why}')} {count:,} 列" for why, count in result.left_out.items()]
    told = f"{result.rows_in:,} 列資料" + (f"，其中未納入：{'、'.join(out)}" if out else "，全部納入") + "。"
    told = WHOLE_HIDDEN if result.whole_hidden else told
    source = f"<p>資料來源：{escape(result.source)}</p>" if result.source else ""
    return (
        f"<section aria-labelledby=how><h2 id=how>名詞與算法</h2><dl>{terms}</dl></section>"
        + (f"<section aria-labelledby=mind><h2 id=mind>閱讀時請注意</h2><ul>{mind}</ul></section>" if mind else "")
        + f"<section aria-labelledby=data><h2 id=data>資料</h2><p>{escape(told)}</p>{source}</section>"
    )
