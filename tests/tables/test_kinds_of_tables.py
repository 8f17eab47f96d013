"""Layouts that agencies publish, each with what a person would say of its rows: titles, headers, records, totals, notes."""

import pytest

import labkit as lk

CASES = {
    "years over counts": ("項目,108年,109年,110年\n出生,10,20,30\n死亡,3,4,5\n", (0, 1, 2, 0, 0)),
    "bare years": ("縣市,2019,2020,2021\n北市,10,20,30\n南市,3,4,5\n", (0, 1, 2, 0, 0)),
    "months of a year": ("測站,113年1月,113年2月\n陽明,10,20\n信義,3,4\n", (0, 1, 2, 0, 0)),
    "ages": ("區別,性別,0-4,5-9,100+\n北,男,10,20,3\n南,女,3,4,5\n", (0, 1, 2, 0, 0)),
    "days": ("站名,1,2,3,4\n陽明,10,0,7,3\n信義,3,9,1,5\n", (0, 1, 2, 0, 0)),
    "coordinates": ("名稱,X,Y\n甲站,10.5,20.5\n乙站,3.5,4.5\n", (0, 1, 2, 0, 0)),
    "flattened groups": ("區別,現有戶,,設籍戶,\n,戶數,人,戶數,人\n北,1,2,3,4\n南,5,6,7,8\n", (0, 2, 2, 0, 0)),
    "a unit row": ("區別,戶數,人口\n,戶,人\n北,1,2\n南,5,6\n", (0, 2, 2, 0, 0)),
    "English names below": ("編號,土地位置,面積\nserial number,land position,area\nA1,信義段,5\n", (0, 2, 1, 0, 0)),
    "a title of two cells": ("各里人口,113年1月,\n里別,戶數,人口\n甲,1,2\n乙,3,4\n", (1, 1, 2, 0, 0)),
    "spaced total": ("區別,件數,金額\n北,1,2\n南,3,4\n總　　數,4,6\n", (0, 1, 2, 1, 0)),
    "total in English": ("區別,件數,金額\n北,1,2\n南,3,4\n總計 Grand Total,4,6\n", (0, 1, 2, 1, 0)),
    "offices are no totals": ("單位,件數,金額\n總務處,1,2\n主計處,3,4\n小計程車,5,6\n其他,1,1\n", (0, 1, 4, 0, 0)),
    "total in the third": ("年度,月份,類別,件數\n113,1,甲,3\n113,1,乙,4\n113,1,合計,7\n", (0, 1, 2, 1, 0)),
    "districts with a density": (
        "區,里,戶數,人口,密度\n北,北,30,60,7\n北,甲,10,20,3\n北,乙,20,40,9\n南,南,5,6,2\n南,丙,2,2,2\n南,丁,3,4,1\n",
        (0, 1, 4, 2, 0),
    ),
    "districts with a blank": (
        "區,里,戶數,人口\n北,,30,60\n北,甲,10,20\n北,乙,20,40\n南,,5,6\n南,丙,2,2\n南,丁,3,4\n",
        (0, 1, 4, 2, 0),
    ),
    "dated footer": ("區別,件數,金額\n北,1,2\n南,3,4\n東,5,6\n填表：,審核：,\n列印日期,113/5/1,\n", (0, 1, 3, 0, 2)),
    "numbered remarks": ("區別,件數,金額\n北,1,2\n南,3,4\n東,5,6\n備註,,\n1,本表資料為暫估數,\n", (0, 1, 3, 0, 2)),
    "notes below two rows": (
        "里別,人口\n甲里,10\n乙里,20\n備註：1. 本表為暫估。,\n2. 資料截至113年。,\n",
        (0, 1, 2, 0, 2),
    ),
    "a table of duties": ("步驟,負責,備考\n收件,承辦人,甲\n初審,審核,乙\n核定,機關首長,丙\n", (0, 1, 3, 0, 0)),
    "a list of columns": ("欄位,意義,型態\n里,里名稱,文字\n備註,其他說明,文字\n來源,填寫,文字\n", (0, 1, 3, 0, 0)),
    "offices in brackets": ("單位,件數,金額\n（會計）,1,2\n（統計）,3,4\n人事,5,6\n", (0, 1, 3, 0, 0)),
    "only what sums prove": ("戶籍,收件,件數\n北,北,3\n北,甲,1\n北,乙,2\n南,南,9\n南,丙,1\n南,丁,2\n", (0, 1, 5, 1, 0)),
    "a district of one village": (
        "區,里,戶數\n全,全,11\n北,北,3\n北,甲,1\n北,乙,2\n南,南,8\n南,丙,8\n東,丁,4\n",
        (0, 1, 4, 3, 0),
    ),
    "a thin last record": ("序號,機構,地址,電話\n1,甲,路1號,02\n2,乙,路2號,03\n,某某基金會,,\n", (0, 1, 3, 0, 0)),
}


@pytest.mark.parametrize("name", CASES)
def test_rows_are_what_a_person_would_say(tmp_path, name):
    text, wanted = CASES[name]
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    table = lk.read(tmp_path / "x.csv")
    source = table.source
    found = (source.title_rows, source.header_rows, table, source.total_rows, source.note_rows)
    assert tuple(map(len, found)) == wanted


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("核准日期", ["860619", "1050406", "1060101"], "roc_date"),
        ("資料月份", ["11301", "11302", "11303"], "roc_date"),
        ("年月", ["113/1", "113/2", "113/12"], "roc_date"),
        ("學期", ["112學年度第1學期", "112學年度第2學期"], "roc_date"),
        ("期間", ["113.01.05-115.01.04", "113.02.05-115.02.04"], "roc_date"),
        ("立案日期", ["113/1/5", "113/2/5", "113/3/5", "尚未核定"], "roc_date"),
        ("年度預算", ["113", "150", "201"], "number"),
        ("113年", ["5", "6", "7"], "number"),
        ("案件編號", ["1130105", "1130106", "1130207"], "number"),
        ("章節", ["1.2.3", "4.5.6", "10.11.12"], "code"),
        ("地號", ["100-5-3", "210-6-1", "15-2-2"], "code"),
        ("發生月份", ["12", "11", "10"], "number"),
    ],
)
def test_dates_are_told_from_what_only_looks_like_them(name, cells, kind):
    import pandas as pd

    assert lk.profile(pd.DataFrame({name: cells * 3})).frame["kind"].tolist() == [kind]
