"""What differs between a report's record and what comes out now: numbers, sources, and the report's own text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from labkit.core.digest import digest_of
from labkit.core.table import Table
from labkit.poc.report.printed import HEADLINE, forms_of
from labkit.poc.report.record import Number, Record, Written, linked
from labkit.poc.report.texts import text_of, times
from labkit.poc.report.unlinked import IN_WORDS
from labkit.poc.result import MetricResult

NUMBER_BEGINS = re.compile(r"(?<![\d.,\-])-?\d")
NUMBER_BEFORE = (
    r"(?<![\d.,\-−負])([\-−負]?\d[\d,.]*(?: ?[^\s\d，。；：（）、〔〕]{1,12}){0,2}) *"  # 297,500 分鐘/年, before a mark
)
IN_WORDS_BEFORE = rf"({IN_WORDS.pattern})[^\s\d，。；：（）、〔〕]{{0,6}} *"


def changed_numbers(record: Record, again: Mapping[str, MetricResult]) -> Iterator[str]:
    """Yield a line for every metric whose number, or what it was computed from, is another one now."""
    for one in record.numbers:
        result, name = again[one.id], f"指標「{one.metric}」{one.mark}"
        now = forms_of(result)
        if now == dict(one.printed) and result.sha256 == one.sha256 and result.statement == one.statement:
            continue
        told = [*_changed(one.printed, now)]
        if told:
            yield f"{name}：{'；'.join(told)}。"
        elif result.sha256 != one.sha256:
            yield f"{name}：數字相同，但計算它的資料或規格已經改變。"
        else:
            yield f"{name}：數字相同，但說明文字已經不同。"


def _changed(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for form in dict.fromkeys([*was, *now]):
        if was.get(form) != now.get(form):
            label = "" if form == HEADLINE else f"{form} "
            yield f"{label}報告寫 {was.get(form, '（無）')}，現在是 {now.get(form, '（無）')}"


def changed_tables(record: Record, data: Mapping[str, Table]) -> Iterator[str]:
    """Yield a line for every source whose content is another one now."""
    for one in record.tables:
        if one.digest and digest_of(data[one.table]) != one.digest:
            yield f"來源資料「{one.table}」已經改變。"


def changed_text(record: Record, written: Written, path: Path) -> Iterator[str]:
    """Yield a line for every linked number that no longer stands in the edited file as recorded."""
    text = text_of(path)
    if text is None:
        yield f"{path.name}：圖檔已經不是當初產生的那一張。"
        return
    for one in record.numbers:
        fewer = [*_fewer(one, written, text)]
        if fewer:
            yield f"{path.name}：指標「{one.metric}」{one.mark}的數字被改過或刪去（{'；'.join(fewer)}）。"
        elif foreign := _foreign(one, text):
            yield f"{path.name}：{one.mark}前面有 {foreign} 處不是這個指標的數字。"


def _fewer(one: Number, written: Written, text: str) -> Iterator[str]:
    """Yield each form of a number that stands in the text less often than recorded; its parts are not told again."""
    told: list[str] = []
    for form in linked(one):
        was, now = written.held.get(form, 0), times(text, form)
        if now < was and not any(form in longer for longer in told):
            told.append(form)
            yield f"{form} 應有 {was} 處，現有 {now} 處"


def _foreign(one: Number, text: str) -> int:
    """Count the marks that stand, in one line, right behind a number that is none of the metric's."""
    forms = ["".join(form.split()) for form in one.printed.values()]
    known = {form[number.start() :] for form in forms for number in NUMBER_BEGINS.finditer(form)}
    before = re.findall(NUMBER_BEFORE + re.escape(one.mark), text)
    in_words = re.findall(IN_WORDS_BEFORE + re.escape(one.mark), text)
    return sum(1 for number in before if "".join(number.split()) not in known) + len(in_words)
