"""What drivers say: the chart, the sentence, and what to mind: first of all that going together is no cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.analysis.driving.ranking import CLEAR, is_approximate
from labkit.analysis.driving.spec import COLUMN, GROUP, SKILL
from labkit.analysis.driving.standing import flag_of, held, is_carried, is_clear, is_hidden, ranked
from labkit.analysis.driving.tree import LEAST_FOR_A_TREE
from labkit.analysis.driving.views import word_of
from labkit.analysis.found import Found, figure
from labkit.charts.data import ChartData

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labkit.analysis.result import AnalysisResult

FEW, SMALL_GROUP, SUSPICIOUS, CHARTED = 100, 10, 0.7, 15


def finding(result: AnalysisResult) -> str:
    """Say which column goes with the target most, how strongly, and how many of all columns do beyond chance."""
    spec: Any = result.spec
    found, facts = Found(result.cells), result.facts
    if not facts["differs"]:
        return _nothing_differs(found, spec.target)
    names = ranked(found, facts)
    if not names:
        return f"沒有可以與「{spec.target}」比較的欄位。"
    clear = [name for name in names if is_clear(found, name)]
    hidden = sum(is_hidden(found, name, "strength", "q") for name in names)
    unknown = f"，{hidden} 欄的數字不陳示" if hidden else ""
    if not clear:
        kept = "其餘" if hidden else "都"
        none = "" if hidden == len(names) else f"，{kept}看不出與「{spec.target}」有超出隨機的關聯"
        return f"看過的 {len(names)} 個欄位{unknown}{none}。"
    others = f"看過 {len(names)} 欄，{len(clear)} 欄超出隨機{unknown}"
    strength = found.value("strength", {COLUMN: clear[0]})
    if not isinstance(strength, float):
        return f"與「{spec.target}」的關聯：{others}。相關不是因果。"
    return f"{_foremost(spec, clear[0])}{_size(found, clear[0])}；{others}。相關不是因果。"


def _nothing_differs(found: Found, target: str) -> str:
    why = "沒有一列有填" if found.count("count") == 0 else "有填的列少於兩種值"
    return f"「{target}」{why}，沒有差異可以比較，不列排名。"


def _foremost(spec: Any, name: str) -> str:
    return f"與「{spec.target}」關聯最明顯的是「{name}」"


def _size(found: Found, name: str) -> str:
    told = [found.value(measure, {COLUMN: name}) for measure in ("strength", "low", "high")]
    if not all(isinstance(one, float) for one in told):
        return ""
    return f"，強度 {told[0]:.2f}（{word_of(told[0])}；95% 區間 {told[1]:.2f}–{told[2]:.2f}）"


def warnings(result: AnalysisResult) -> list[str]:
    """Say what to mind; that going together is no cause comes first, always."""
    spec: Any = result.spec
    found, facts = Found(result.cells), result.facts
    no_cause = "相關不是因果：一起變動可能來自其他原因，要確認請改變一項、其餘不變，再量一次。"
    if not facts["differs"]:
        return [no_cause]
    return [no_cause, *_of_columns(found, facts), *_of_size(found, facts), *_of_tree(spec, found, facts)]


def _of_columns(found: Found, facts: Any) -> Iterator[str]:
    names = ranked(found, facts)
    if len(names) > 1:
        yield (
            f"一次看了 {len(names)} 欄：單看 p 小於 {CLEAR}，平均每 20 欄就有 1 欄是碰巧；"
            "請看「校正後 p」（Benjamini–Hochberg）。"
        )
    for name in names:
        if is_carried(found, name):
            yield f"「{name}」扣除{held(found, facts)}後看不出關聯，可能只是跟著它一起變動。"
        strength = found.value("strength", {COLUMN: name})
        if isinstance(strength, float) and strength >= SUSPICIOUS:
            yield f"「{name}」的關聯很強，請確認它不是由目標算出來、也不是事後才知道的資料。"
    leaks = [name for name in facts["flagged"] if flag_of(found, facts, name) == "leak"]
    if leaks:
        yield f"「{'」「'.join(leaks)}」幾乎等同目標，沒有列入排名與規則樹。"


def _of_size(found: Found, facts: Any) -> Iterator[str]:
    whole = found.count("count")
    if whole is not None and whole < FEW:
        yield f"只有 {whole} 列有目標，弱的關聯看不出來，強的也可能高估。"
    small = [
        name
        for name in facts["ranked"]
        if any(
            0 < (found.count("count", {COLUMN: name, GROUP: label}) or 0) < SMALL_GROUP
            for label in facts["groups"][name]
        )
    ]
    if small:
        yield f"「{'」「'.join(small)}」有不到 {SMALL_GROUP} 列的組別，請不要單獨引用那些組的數字。"
    if facts["binned"]:
        yield f"「{'」「'.join(facts['binned'])}」是數字，依件數分成幾段比較；每段含下限、不含上限。"
    if whole is not None and is_approximate(whole):
        yield "列數很多，p 以卡方分布近似；列數多時很小的差異也會顯著，請看強度。"


def _of_tree(spec: Any, found: Found, facts: Any) -> Iterator[str]:
    whole, told = found.count("count"), [found.value(measure) for measure in SKILL]
    if spec.depth and whole is not None and whole < LEAST_FOR_A_TREE:
        yield "列數太少，沒有做規則樹。"
    if not all(isinstance(one, float) for one in told):
        return
    value, low, high = (100 * one for one in told)
    if not facts["rules"]:
        yield f"規則樹在沒看過的資料上沒有穩定比平均好（改善 {figure(value)} %，95% 區間 {figure(low)} 到 {figure(high)} %），不列出規則。"
        return
    yield f"規則樹在沒看過的資料上，比只用平均少 {figure(value)} % 的誤差平方（95% 區間 {figure(low)} 到 {figure(high)} %）；其餘仍無法由這些欄位說明。"


def chart(result: AnalysisResult) -> ChartData | None:
    """Return the strengths with intervals, the strongest first, fifteen at most; None where no column is ranked."""
    spec: Any = result.spec
    found, nothing = Found(result.cells), float("nan")
    names = ranked(found, result.facts)[:CHARTED]
    if not names:
        return None

    def column(measure: str) -> list[list[float]]:
        values = [found.value(measure, {COLUMN: name}) for name in names]
        return [[round(value, 2) if isinstance(value, float) else nothing] for value in values]

    return ChartData(
        labels=names,
        series=["關聯強度"],
        values=column("strength"),
        measure="關聯強度（0–1）",
        keys=COLUMN,
        low=column("low"),
        high=column("high"),
        n=found.count("count"),
        source=result.source,
        population=f"「{spec.target}」有填的紀錄",
        finding=_over_the_chart(found, result.facts, spec),
        kind="bar",
    )


def _over_the_chart(found: Found, facts: Any, spec: Any) -> str:
    names = ranked(found, facts)
    clear = [name for name in names if is_clear(found, name)]
    if not clear and not any(is_hidden(found, name, "q") for name in names):
        return f"看不出哪個欄位與「{spec.target}」的關聯超出隨機"
    if not clear or is_hidden(found, clear[0], "strength"):
        return f"各欄與「{spec.target}」的關聯（相關不是因果）"
    return f"{_foremost(spec, clear[0])}（相關不是因果）"
