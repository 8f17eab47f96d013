"""Surnames of Taiwan: the hundred commonest and the compound ones.

Source: 內政部 全國姓名統計分析 (2018, 2023): the hundred commonest single surnames cover 96.6 % of people.
"""

from __future__ import annotations

COMMON = frozenset(
    "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜"
    "侯傅曹薛丁卓阮馬董温溫唐藍石蔣古紀姚連馮歐程湯黄田康姜白汪鄒尤巫鐘黎涂龔嚴韓袁金童陸夏柳凃邵錢伍倪溥"
)
COMPOUND = frozenset({"張簡", "歐陽", "范姜", "周黃", "江謝", "司徒", "司馬", "上官", "諸葛", "端木", "皇甫", "尉遲"})


def has_surname(text: str) -> bool:
    """Tell whether ``text`` begins with a common or compound surname.

    >>> has_surname("歐陽小明"), has_surname("臺北市")
    (True, False)
    """
    return text[:2] in COMPOUND or text[:1] in COMMON
