"""即時 must become the date of the data, and 「1 秒內」 must be measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.said_numbers import said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.taiwan.roc_dates import roc_text

NEWS = r"(?:資料|資訊|數據|狀態|狀況|情形|動態|進度|數字|統計|消息)"
DONE = "處理|協助|救援|救治|送醫|支援|派遣|派員|派工|回覆|回應|關懷|服務|輔導|介入|修復|排除|處置|給付|通報"
WORD = re.compile(
    rf"(?<![不非])(?:即時(?!率|性質|{DONE})|隨時(?=[^，。；、]{{0,4}}(?:看|查|掌握|取得|更新|監|得知|瞭解|了解|追蹤|調閱|知道))"
    rf"|最新(?=[^，。；、]{{0,4}}{NEWS})|同步(?:更新|掌握|顯示|呈現)|秒級更新)"
)
PEOPLE = re.compile(r"接通|接聽|接起|應答|等候|等待|到場|抵達|候診|報到|受理|通話|救援")
SHARED = re.compile(r"[^，。；、]{0,8}(?:率|比例|占比|水準)")
DENIED = re.compile(r"(?:不|未|無|沒有|並非|不得|不能|不可)[^，。；、]{0,4}$")
OPENS = 20


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield what 即時 should say instead, and what a time in seconds should be measured on."""
    del given
    if metric.claim is None:
        return
    said, dated = metric.claim.said, metric.claim.data_date
    words = [one[0] for one in WORD.finditer(said) if not DENIED.search(said[: one.start()])]
    for word in dict.fromkeys(words):
        yield f"「{word}」說不出資料有多新。請{_instead(dated, metric)}。"
    quick = [
        one.text
        for one in said_numbers(said)
        if one.unit == "秒"
        and one.bound == "most"
        and not _of_people(f"{one.before}{one.after}")
        and not SHARED.match(one.after)
    ]
    n = metric.claim.n or found.n
    if quick and (n is None or n < OPENS):
        counted = f"只量了 {n} 次" if n else "沒有量測次數"
        yield (
            f"「{quick[0]}」{counted}。請在指定的電腦上開啟 {OPENS} 次以上並記下每次秒數，報 P95 與機型；"
            "人完成工作所花的時間另外量。"
        )


def _of_people(clause: str) -> bool:
    """Tell whether the seconds are those of people on the phone or on their way, and of no display."""
    return bool(PEOPLE.search(clause))


def _instead(dated: date | None, metric: Metric) -> str:
    """Return what to write instead of 即時."""
    day = dated or metric.time.end
    if day:
        return f"改寫為「資料截至{roc_text(day)}」"
    return "改寫為「資料截至○年○月○日」，並填 claim 的 data_date"


REALTIME = Check(
    label="「即時」與資料日期",
    label_en="Realtime",
    look=look,
    fires=(
        Trial.number(1, "秒", "claim: 主管可即時掌握各里狀態"),
        Trial.number(1, "秒", "claim: 數據秒級更新，同步掌握疫情"),
        Trial.number(1, "秒", "claim: {said: 隨時看到最新資料, data_date: 2025-03-01}"),
        Trial.number(1, "秒", "claim: 主管可於 1 秒內掌握各里狀態"),
        Trial.number(1, "秒", "claim: {said: 1 秒鐘內開啟, n: 5}"),
    ),
    silent=(
        Trial.number(96, "%", "claim: 20 秒內接聽率達 96 %，平均 15 秒內接通"),
        Trial.number(96, "%", "claim: 專線隨時進線，以最新科技即時協助民眾"),
        Trial.number(1, "秒", "claim: {said: 1 秒內開啟, n: 20}"),
        Trial.number(1, "秒", "claim: 不是即時資料，資料截至114年3月1日"),
        Trial.number(1, "秒", "claim: 依最新修正的規定，於 30 秒以上的等待加派人手"),
    ),
)
