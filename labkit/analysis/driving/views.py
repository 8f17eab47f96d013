"""The tables of drivers: the ranking, what is not ranked, the groups of the foremost columns, and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.analysis.driving.spec import CLASS, COLUMN, GROUP, RULE
from labkit.analysis.driving.standing import (
    STRONGEST,
    classes,
    flag_of,
    foremost,
    groups,
    held,
    is_carried,
    is_clear,
    is_hidden,
    ranked,
)
from labkit.analysis.found import NO_NUMBER, Found, figure, interval, percent, shown_count
from labkit.core.cells import HIDDEN_MARK
from labkit.statistics.differences import share_difference

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

STEADY = 0.1
WORDS = ((0.5, "強"), (0.3, "中等"), (0.1, "弱"), (0.0, "微弱"))
FLAGS = {
    "constant": "只有一種值，無從比較",
    "merged": "少見的值併組後只剩一組，無從比較",
    "identifier": "幾乎每列都不同（像編號或姓名），比較沒有意義",
    "leak": "幾乎等同目標：可能是目標的另一種寫法，或事後才知道的資料",
    HIDDEN_MARK: HIDDEN_MARK,
}
Keys = dict[str, Any]


def views(result: AnalysisResult) -> dict[str, pd.DataFrame]:
    """Return the ranking, then the groups of the clear columns (six at most, three where none is clear), then the rules."""
    found, facts, spec = Found(result.cells), result.facts, result.spec
    made = {"各欄與目標的關聯": ranking_view(found, facts)}
    if facts["flagged"]:
        made["不列入排名的欄位"] = flagged_view(found, facts)
    for name in foremost(found, facts):
        made[f"「{name}」各組"] = group_view(found, facts, name)
    if facts["rules"]:
        made[f"「{getattr(spec, 'target', '')}」的規則樹"] = rule_view(found, facts)
    return made


def ranking_view(found: Found, facts: Any) -> pd.DataFrame:
    """Return a row for each column, the strongest first."""
    names, rows, beside = ranked(found, facts), [], held(found, facts)
    is_held = any(isinstance(found.value("adjusted", {COLUMN: name}), float) for name in names)
    for name in names:
        keys = {COLUMN: name}
        row = [name, _two(found.value("strength", keys)), _between(found.value("low", keys), found.value("high", keys))]
        row += [_p(found.value("p", keys)), _p(found.value("q", keys)), direction_words(found.value("direction", keys))]
        if is_held:
            row.append(_beside(found, facts, name))
        rows.append([*row, _verdict(found, facts, name)])
    heads = [COLUMN, "關聯強度", "95% 區間", "p", "校正後 p", "方向"]
    heads += [f"扣除{beside}後"] if is_held else []
    return pd.DataFrame(rows, columns=[*heads, "判讀"], dtype=object)


def _beside(found: Found, facts: Any, name: str) -> Any:
    if name == facts["held"]:
        return HIDDEN_MARK if held(found, facts) == STRONGEST else "（固定此欄）"
    return _two(found.value("adjusted", {COLUMN: name}))


def _verdict(found: Found, facts: Any, name: str) -> str:
    if is_carried(found, name):
        return f"可能只是跟著{held(found, facts)}"
    if is_hidden(found, name, "q") or (is_clear(found, name) and is_hidden(found, name, "adjusted p")):
        return HIDDEN_MARK
    word = word_of(found.value("strength", {COLUMN: name}))
    return f"有關聯（{word}）" if is_clear(found, name) else "看不出關聯"


def word_of(strength: Any) -> str:
    """Return the word for a strength (Cohen 1988)."""
    return next((word for least, word in WORDS if strength >= least), "") if isinstance(strength, float) else strength


def direction_words(direction: Any) -> str:
    """Return whether the target rises or falls with a number."""
    if not isinstance(direction, float):
        return str(direction)
    return "越大越高" if direction >= STEADY else "越大越低" if direction <= -STEADY else "不一致"


def flagged_view(found: Found, facts: Any) -> pd.DataFrame:
    """Return the columns that are not ranked, why, and what it is read off."""
    rows = [
        [
            name,
            FLAGS[flag_of(found, facts, name)],
            found.value("distinct", {COLUMN: name}),
            _two(found.value("strength", {COLUMN: name})),
        ]
        for name in facts["flagged"]
    ]
    return pd.DataFrame(rows, columns=[COLUMN, "原因", "不同的值", "關聯強度"], dtype=object)


def group_view(found: Found, facts: Any, name: str) -> pd.DataFrame:
    """Return the target in each group of a column, and how far it lies from the rest."""
    lines = [(label, {COLUMN: name, GROUP: label}) for label in groups(found, facts, name)]
    if not facts["classes"]:
        return _number_lines(found, name, lines)
    return _yes_lines(found, facts, name, lines) if facts["yes"] else _class_lines(found, facts, name, lines)


def _number_lines(found: Found, head: str, lines: list[tuple[str, Keys]], *, rest: bool = True) -> pd.DataFrame:
    rows = []
    for label, keys in lines:
        row = [label, shown_count(found.count("count", keys)), _two(found.value("mean", keys))]
        row += [_pair(found, "mean low", "mean high", keys), _two(found.value("median", keys))]
        row += (
            [_two(found.value("difference", keys)), _pair(found, "difference low", "difference high", keys)]
            if rest
            else []
        )
        rows.append(row)
    heads = [head, "件數", "平均", "平均的 95% 區間", "中位數", *(["與其餘差", "差的 95% 區間"] if rest else [])]
    return pd.DataFrame(rows, columns=heads, dtype=object)


def _yes_lines(
    found: Found, facts: Any, head: str, lines: list[tuple[str, Keys]], *, rest: bool = True
) -> pd.DataFrame:
    yes, rows = facts["yes"], []
    all_of_them, all_yes = found.count("count"), found.count("count", {CLASS: yes})
    for label, keys in lines:
        whole, part = found.count("count", keys), found.count("count", {**keys, CLASS: yes})
        row = [label, shown_count(whole), shown_count(part), percent(part, whole), interval(part, whole)]
        rows.append([*row, *_apart(part, whole, all_yes, all_of_them)] if rest else row)
    heads = [head, "件數", f"「{yes}」件數", "占比（%）", "95% 區間（%）"]
    heads += ["與其餘差（百分點）", "差的 95% 區間"] if rest else []
    return pd.DataFrame(rows, columns=heads, dtype=object)


def _apart(part: int | None, whole: int | None, all_yes: int | None, all_of_them: int | None) -> list[Any]:
    if part is None or whole is None or all_yes is None or all_of_them is None:
        return [HIDDEN_MARK, HIDDEN_MARK]
    found = share_difference((part, whole), (all_yes - part, all_of_them - whole))
    if found is None or found.low is None or found.high is None:
        return [NO_NUMBER, NO_NUMBER]
    return [round(100 * found.value, 1), f"{figure(100 * found.low)} 到 {figure(100 * found.high)}"]


def _class_lines(found: Found, facts: Any, head: str, lines: list[tuple[str, Keys]]) -> pd.DataFrame:
    rows, names = [], classes(found, facts)
    for label, keys in lines:
        whole = found.count("count", keys)
        shares = [percent(found.count("count", {**keys, CLASS: name}), whole) for name in names]
        rows.append([label, shown_count(whole), *shares])
    return pd.DataFrame(rows, columns=[head, "件數", *(f"{name}（%）" for name in names)], dtype=object)


def rule_view(found: Found, facts: Any) -> pd.DataFrame:
    """Return the leaves of the tree as rules, with their records and the share of all records that they hold."""
    lines = [(text, {RULE: text}) for text in facts["rules"]]
    if not facts["classes"]:
        frame = _number_lines(found, RULE, lines, rest=False)
        by = "平均"
    elif facts["yes"]:
        frame = _yes_lines(found, facts, RULE, lines, rest=False)
        by = "占比（%）"
    else:
        frame, by = _class_lines(found, facts, RULE, lines), ""
    whole = found.count("count")
    frame.insert(2, "占全部（%）", [percent(found.count("count", keys), whole) for _, keys in lines])
    if not by:
        return frame
    order = sorted(
        range(len(frame)), key=lambda at: -frame[by].iloc[at] if isinstance(frame[by].iloc[at], float) else 0
    )
    return frame.iloc[order].reset_index(drop=True)


def _two(value: Any) -> Any:
    return round(value, 2) if isinstance(value, float) else value


def _between(low: Any, high: Any) -> str:
    return f"{low:.2f}–{high:.2f}" if isinstance(low, float) and isinstance(high, float) else HIDDEN_MARK


def _p(value: Any) -> Any:
    return ("<0.001" if value < 0.001 else round(value, 3)) if isinstance(value, float) else value  # noqa: PLR2004


def _pair(found: Found, low: str, high: str, keys: Keys) -> str:
    one, two = found.value(low, keys), found.value(high, keys)
    return f"{one:.2f} 到 {two:.2f}" if isinstance(one, float) and isinstance(two, float) else str(one)
