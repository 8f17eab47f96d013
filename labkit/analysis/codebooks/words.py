"""What coded texts say in one sentence, and what to mind when reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.analysis.codebooks.codebook import UNCODED
from labkit.analysis.codebooks.periods import UNREADABLE
from labkit.analysis.codebooks.spec import CATEGORY, COMPARED, PERIOD, TERM, CodingSpec
from labkit.analysis.codebooks.views import filled, ranked, together
from labkit.analysis.found import Found, figure, interval, shown_count
from labkit.core.cells import HIDDEN_MARK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labkit.analysis.result import AnalysisResult

MUCH_UNCODED, FEW_TEXTS, LEAST_KAPPA, NAMED = 0.2, 30, 0.6, 5


def finding(result: AnalysisResult) -> str:
    """Say which category is the most frequent, with its share and interval, and how much has no category."""
    spec: Any = result.spec
    found = Found(result.cells)
    whole, rest = filled(spec, found), found.count("count", {CATEGORY: UNCODED})
    first = ranked(spec, found)[0]
    most = found.count("count", {CATEGORY: first})
    if whole == 0:
        return f"「{spec.text}」沒有一列有內容，無法分類。"
    hidden = any(found.count("count", {CATEGORY: name}) is None for name in spec.codebook.names)
    if most is None or (hidden and not most):
        return (
            f"{shown_count(whole)} 則「{spec.text}」的各類件數為保護個人資料不陳示；{UNCODED} {_share(rest, whole)}。"
        )
    among = "有陳示的各類" if hidden else ""
    said = f"{shown_count(whole)} 則「{spec.text}」中，{among}以「{first}」最多：{_share(most, whole)}；{UNCODED} {_share(rest, whole)}。"
    return said if most != 0 else f"{shown_count(whole)} 則「{spec.text}」都沒有歸入任何一類，請補充編碼簿的詞語。"


def warnings(result: AnalysisResult) -> list[str]:
    """Say what to mind: much without a category, few texts, overlaps, days, rates, terms, and whether people agreed."""
    spec: Any = result.spec
    found = Found(result.cells)
    return [
        *_of_shares(spec, found),
        *_of_periods(result, spec, found),
        *_of_book(result, spec),
        *_of_hand(result, spec, found),
    ]


def _share(part: int | None, whole: int | None) -> str:
    if part is None or not whole:
        return f"{shown_count(part)} 件"
    return f"{part} 件（{figure(100 * part / whole)} %，95% 區間 {interval(part, whole)} %）"


def _of_shares(spec: CodingSpec, found: Found) -> Iterator[str]:
    whole, rest = filled(spec, found), found.count("count", {CATEGORY: UNCODED})
    if whole and rest is not None and rest / whole > MUCH_UNCODED:
        yield f"{UNCODED}占 {figure(100 * rest / whole)} %，各類占比會隨編碼簿補充而改變；請先讀{UNCODED}的內容、補充詞語。"
    if whole and whole < FEW_TEXTS:
        yield f"只有 {whole} 則，占比的區間很寬，請以件數為主。"
    if not spec.exclusive:
        yield "一則可以歸入多類，各類占比相加可能超過 100 %。"


def _of_periods(result: AnalysisResult, spec: CodingSpec, found: Found) -> Iterator[str]:
    if not spec.date:
        return
    odd = found.count(spec.texts, {PERIOD: UNREADABLE})
    if UNREADABLE in result.facts["periods"]:
        yield f"「{spec.date}」有 {shown_count(odd)} 列看不出是哪一期（列在「{UNREADABLE}」）。"
    if spec.volume is None:
        yield "件數的增減也可能只是案件量的增減；有案件量時請以每萬件比較（volume）。"
        return
    named = [label for label in result.facts["periods"] if label not in {None, UNREADABLE}]
    lacking = [label for label in named if found.cell("cases", {PERIOD: label}) is None]
    if lacking:
        yield f"有 {len(lacking)} 期沒有案件量，不列入每萬件：{_listed(lacking)}。"
    more = [label for label in named if label not in lacking and _exceeds(spec, found, label)]
    if more:
        yield f"有 {len(more)} 期的件數多於案件量，請確認案件量的單位：{_listed(more)}。"


def _exceeds(spec: CodingSpec, found: Found, label: str) -> bool:
    cases, texts = found.value("cases", {PERIOD: label}), filled(spec, found, {PERIOD: label})
    return cases != HIDDEN_MARK and texts is not None and texts > cases


def _of_book(result: AnalysisResult, spec: CodingSpec) -> Iterator[str]:
    book, facts, found = spec.codebook, result.facts, Found(result.cells)
    never = [term for name, term in book.terms if found.count("count", {CATEGORY: name, TERM: term}) == 0]
    if never:
        yield f"有 {len(never)} 個詞語從未出現：{_listed(never)}。"
    if twins := together(spec, found, facts):
        yield f"有 {len(twins)} 組詞語總是一起出現，留一個即可：{_listed(['＋'.join(one) for one in twins])}。"
    if book.broad_terms:
        yield f"只有一個字的詞語容易誤中：{_listed(book.broad_terms)}。"
    if book.repeated_terms:
        yield f"有詞語重複放在幾類：{_listed(book.repeated_terms)}。"
    if facts["missed_examples"]:
        yield f"編碼簿自己的例句沒有歸入該類：{_listed(facts['missed_examples'])}，請檢查詞語與排除詞。"


def _of_hand(result: AnalysisResult, spec: CodingSpec, found: Found) -> Iterator[str]:
    if not spec.hand:
        yield "規則還沒有與人工編碼比對（hand）；抽樣讓兩位同仁各自歸類後，才知道規則可不可信。"
        return
    pairs = list(dict.fromkeys(dict(one.keys)[COMPARED] for one in result.cells if COMPARED in dict(one.keys)))
    for pair in pairs:
        kappa, compared = found.value("kappa", {COMPARED: pair}), found.count("compared", {COMPARED: pair})
        if isinstance(kappa, float) and kappa < LEAST_KAPPA:
            yield f"{pair}的 kappa 為 {kappa:.2f}（{compared} 則），低於 {LEAST_KAPPA}：請先討論類別的定義，再看各類占比。"
        if compared == 0:
            yield f"{pair}沒有共同編碼的內容，無法計算 kappa。"
    if len(result.facts["coders"]) < 2:  # noqa: PLR2004  (a pair)
        yield "只有一位同仁編碼，看不出不同的人會不會歸得一樣。"
    if result.facts.get("unknown_codes"):
        yield f"人工編碼有 {result.facts['unknown_codes']} 格不是編碼簿的類別，沒有比對。"
    if result.facts.get("strayed_codes"):
        yield f"人工編碼有 {result.facts['strayed_codes']} 格的列號對不到內容，沒有比對。"


def _listed(names: list[str]) -> str:
    more = f"…等 {len(names)} 個" if len(names) > NAMED else ""
    return "、".join(f"「{name}」" for name in names[:NAMED]) + more
