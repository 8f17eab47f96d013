"""評選紀錄: the round's record, for the working group's file: method, result, ties, scores, agreement, how firm the list is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from labkit.coaching.selection.outcome import Counted
from labkit.coaching.selection.own_agency import near_cases
from labkit.coaching.selection.places import OUTCOMES
from labkit.coaching.selection.scoring import digits_that_tell, rounded
from labkit.coaching.selection.sheet_layout import AWAY
from labkit.coaching.selection.spec_parts import ROUNDS
from labkit.core.document import Block, Cell, Document, Grid, Text
from labkit.taiwan.roc_dates import roc_text

Remark = tuple[str, str, str]
"""Application, reviewer, and what the reviewer wrote beside the scores."""
FEW = 3
NUMBERS = (0, 4, 5)


def record(counted: Counted, *, as_of: date, notes: Iterable[str] = (), remarks: Sequence[Remark] = ()) -> Document:
    """Write the record; ``notes`` are what the log has to say (late changes, the newest hash)."""
    selection = counted.selection
    title = f"{selection.year}年度 {selection.programme} {ROUNDS[counted.round]}評選紀錄"
    blocks: list[Block] = [
        Text(counted.summary, "body"),
        Text(f"紀錄日期：{roc_text(as_of)}。本紀錄含委員姓名與分數，僅供工作小組留存。", "note"),
        *_method(counted),
        *_result(counted),
        *_ties(counted),
        *_each(counted),
        *_remarks(remarks),
        *_agreement(counted),
        *_firm(counted),
    ]
    told = [Text(note, "note") for note in notes]
    blocks += [Text("七、異動紀錄", "heading"), *told] if told else []
    return Document(title, (*blocks, Text("簽名", "heading"), _signatures()), as_of=as_of)


def on_paper(document: Document) -> Document:
    """Return the record without captions above its tables: the headings say the same; a workbook names its sheets by captions."""
    blocks = [replace(one, caption="") if isinstance(one, Grid) else one for one in document.blocks]
    return replace(document, blocks=tuple(blocks))


def _method(counted: Counted) -> list[Block]:
    selection, rules = counted.selection, counted.selection.rules_of(counted.round)
    weights = "、".join(f"{one.name} {one.weight}%" for one in selection.criteria)
    told = [
        f"{len(selection.reviewers)} 位委員各依 {len(selection.criteria)} 項評分，每項 {selection.scale.words}；權重：{weights}。",
        f"各案的平均總分＝可評分委員的加權總分平均；迴避的委員不計入。錄取 {rules.picks} 案、備取 {rules.waiting} 案。",
        "備取數簡章未定，由工作小組訂定。",
        "計算過程不四捨五入，表列數字為顯示用；同分者名次並列，名額界線上的同分由會議決定，程式不代為決定。",
    ]
    if selection.weights_reason:
        told.insert(1, f"評分項目與權重的理由：{selection.weights_reason}")
    blocks: list[Block] = [Text("一、評選方式", "heading"), *(Text(one) for one in told)]
    away = [one for one in selection.conflicts if one.application in {app.id for app in counted.applications}]
    if away:
        names = {one.id: one.name for one in selection.reviewers}
        lines = [(one.reviewer, names[one.reviewer], one.application, one.reason) for one in away]
        blocks += [Text("迴避："), Grid.of(["委員", "姓名", "申請案", "理由"], lines, caption="迴避")]
    near = list(near_cases(selection))
    return [*blocks, *(Text(one, "note") for one in near)]


def _result(counted: Counted) -> list[Block]:
    told = {one.id: one for one in counted.applications}
    placed = counted.standing.placed
    digits = digits_that_tell([one.mean for one in placed])
    lines = []
    for one in placed:
        app = told[one.application]
        outcome = OUTCOMES[counted.standing.outcome_of(one.application)]
        texts = (str(one.rank), app.id, app.shown, app.topic, rounded(one.mean, digits), str(one.scored_by), outcome)
        lines.append(tuple(Cell(text, number=at in NUMBERS) for at, text in enumerate(texts)))
    head = ["名次", "編號", "機關", "主題", "平均總分", "評分委員", "結果"]
    gone = [one for one in counted.selection.withdrawn if one.application in told]
    said = [Text(f"{one.application} 已撤案，不計名次；理由：{one.reason}") for one in gone]
    few = [one for one in placed if one.scored_by < FEW]
    if few:
        names = "、".join(f"{one.application}（{one.scored_by} 位）" for one in few)
        said.append(Text(f"評分委員不到 {FEW} 位：{names}；平均容易受一位委員左右，請會議一併考量。"))
    labels = tuple(Cell(text, label=True) for text in head)
    grid = Grid((labels, *lines), (5, 6, 20, 24, 8.5, 8.5, 8), caption="評選結果")
    return [Text("二、評選結果", "heading"), grid, *said]


def _ties(counted: Counted) -> list[Block]:
    standing = counted.standing
    told = [
        f"{'、'.join(line.tied)} 在{name}界線上同分，{line.room} 個名額；會議決定：{'、'.join(line.chosen)}。"
        for name, line in (("錄取", standing.picks), ("備取", standing.waiting))
        if line and line.chosen
    ]
    used = {line.tied: line.chosen for line in (standing.picks, standing.waiting) if line and line.chosen}
    told += [
        f"決定者：{one.by}；{'、'.join(one.chosen)}；理由：{one.why}{'' if chosen == one.chosen else '（後來改議）'}"
        for tied, chosen in used.items()
        for one in counted.decisions
        if set(one.among) == set(tied)
    ]
    if line := standing.open_line:
        told.append(
            f"{'、'.join(line.tied)} 同分，名額剩 {line.room} 個，尚待會議決定；決定後以「labkit select decide」登錄，再重新計分。"
        )
    shared = sorted({one.rank for one in standing.placed if sum(one.rank == two.rank for two in standing.placed) > 1})
    if shared and not told:
        told.append(f"並列的名次：{'、'.join(f'第 {rank} 名' for rank in shared)}；都不在名額界線上，不影響名單。")
    return [Text("三、並列與會議決定", "heading"), *(Text(one) for one in told or ["沒有並列。"])]


def _each(counted: Counted) -> list[Block]:
    reviewers, names = counted.selection.reviewer_ids, [one.name for one in counted.selection.criteria]
    lines = []
    for one in counted.standing.placed:
        cells = [counted.totals.get((who, one.application)) for who in reviewers]
        lines.append((one.application, *(AWAY if cell is None else rounded(cell) for cell in cells)))
    means = []
    for one in counted.standing.placed:
        told = [counted.scores[who, one.application] for who in reviewers if (who, one.application) in counted.scores]
        columns = zip(*told, strict=True)
        means.append((one.application, *(rounded(sum(column, Fraction(0)) / len(told)) for column in columns)))
    return [
        Text("四、各委員的加權總分與各項平均", "heading"),
        _numbers(Grid.of(["編號", *reviewers], lines, caption="各委員加權總分")),
        Text(""),
        _numbers(Grid.of(["編號", *names], means, caption="各項平均")),
    ]


def _remarks(told: Sequence[Remark]) -> list[Block]:
    if not told:
        return []
    grid = Grid.of(["編號", "委員", "意見"], sorted(told), caption="委員意見")
    return [Text(""), Text("委員意見："), _narrow(grid, (8, 8, 66))]


def _agreement(counted: Counted) -> list[Block]:
    names = {one.id: one.shown for one in counted.selection.reviewers}
    lines = [
        (one.reviewer, names[one.reviewer], str(one.applications), one.words, _range(one.lowest, one.highest))
        for one in counted.strictness
    ]
    head = ["委員", "姓名", "案數", "寬嚴（與同案其他委員的平均相比）", "總分範圍"]
    return [
        Text("五、委員評分的一致程度", "heading"),
        Text(counted.concord.sentence),
        Text("寬嚴不同不代表有誤；有委員迴避的案件，平均會少了那位委員的寬嚴，名次相近時請一併考量。", "note"),
        _narrow(Grid.of(head, lines, caption="委員寬嚴"), (6, 26, 6, 28, 16)),
    ]


def _firm(counted: Counted) -> list[Block]:
    variants = counted.sensitivity.variants
    telling = [one for one in variants if one.changes or one.tied or one.why_not]
    blocks: list[Block] = [Text("六、名單的穩健程度", "heading"), Text(counted.sensitivity.sentence)]
    if not telling:
        return blocks
    lines = [
        (one.label, one.why_not or "、".join(one.came) or "–", "、".join(one.left) or "–", "、".join(one.tied) or "–")
        for one in telling
    ]
    head = ["換一種算法", "會進入名單", "會離開名單", "會在界線上並列"]
    return [*blocks, _narrow(Grid.of(head, lines, caption="名單會變的算法"), (22, 20, 20, 20))]


def _signatures() -> Grid:
    labels = [Cell(text, label=True) for text in ("主席", "紀錄", "工作小組")]
    return Grid((tuple(labels), tuple(Cell("") for _ in labels)), (1.0, 1.0, 1.0), min_heights=(0, 1.6), caption="簽名")


def _range(lowest: Fraction, highest: Fraction) -> str:
    return f"{rounded(lowest)}–{rounded(highest)}"


def _numbers(grid: Grid) -> Grid:
    """Set every cell but the first of a row as a number."""
    rows = [(row[0], *(replace(cell, number=cell.text != AWAY) for cell in row[1:])) for row in grid.rows[1:]]
    return replace(grid, rows=(grid.rows[0], *rows))


def _narrow(grid: Grid, widths: tuple[float, ...]) -> Grid:
    return replace(grid, widths=widths)
