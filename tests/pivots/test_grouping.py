from datetime import date

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import NotGroupable, SpecInvalid

DAYS = pd.DataFrame(
    {
        "日": pd.to_datetime(["2024-12-30", "2024-01-05", "2025-02-08", None, "1999-08-01", "1999-03-31"]),
        "時": ["08:10", "08:40", "下午2時30分", None, "23:59", "不明"],
        "分": [0, 5, 9.5, 20, None, 30],
    }
)


def labels(by, column="日", **options):
    return lk.pivot(DAYS, rows=[{"column": column, "by": by, **options}]).frame.iloc[:, 0].tolist()


@pytest.mark.parametrize(
    ("by", "wanted"),
    [
        ("roc_year", ["88年", "113年", "114年", "未填"]),
        ("year", ["1999年", "2024年", "2025年", "未填"]),
        ("quarter", ["第1季", "第3季", "第4季", "未填"]),
        ("roc_quarter", ["88年第1季", "88年第3季", "113年第1季", "113年第4季", "114年第1季", "未填"]),
        ("month", ["1月", "2月", "3月", "8月", "12月", "未填"]),
        ("roc_month", ["88年3月", "88年8月", "113年1月", "113年12月", "114年2月", "未填"]),
        ("iso_week", ["1999-W13", "1999-W30", "2024-W01", "2025-W01", "2025-W06", "未填"]),
        ("weekday", ["週一", "週三", "週五", "週六", "週日", "未填"]),
        ("day", ["88/03/31", "88/08/01", "113/01/05", "113/12/30", "114/02/08", "未填"]),
        ("fiscal_year", ["88年度", "88年下半年及89年度", "113年度", "114年度", "未填"]),
    ],
)
def test_dates_are_grouped_and_named_as_offices_name_them(by, wanted):
    assert labels(by) == wanted


def test_school_years_begin_in_august():
    assert labels("fiscal_year", start_month=8) == ["87年度", "88年度", "112年度", "113年度", "未填"]


def test_working_days_are_numbered_by_the_office_calendar():
    frame = pd.DataFrame({"日": [date(2025, 2, 8), date(2025, 2, 7), date(2025, 2, 9), date(2025, 2, 3)]})
    assert lk.pivot(frame, rows=["日:working_day"]).frame.iloc[:, 0].tolist() == [
        "非工作日",
        "第1個工作日",
        "第5個工作日",
        "第6個工作日",
    ]


def test_times_of_day_stand_in_blocks_of_any_width():
    result = lk.pivot(DAYS, rows=[{"column": "時", "by": "minutes", "minutes": 120}])
    assert result.frame.iloc[:, 0].tolist() == ["08:00–10:00", "14:00–16:00", "22:00–24:00", "未填"]
    assert dict(result.left_out) == {"unreadable_value": 1}
    assert lk.pivot(DAYS, rows=["時:hour"]).frame.iloc[:, 0].tolist() == ["08時", "14時", "23時", "未填"]
    moments = pd.DataFrame({"於": pd.to_datetime(["2024-01-05 09:45", None])})
    assert lk.pivot(moments, rows=["於:hour"]).frame.iloc[:, 0].tolist() == ["09時", "未填"]


def test_bins_hold_their_lower_edge_and_what_lies_outside_is_counted():
    result = lk.pivot(DAYS, rows=[{"column": "分", "by": "bins", "edges": [5, 10, 20]}])
    assert result.frame.iloc[:, 0].tolist() == ["5–<10", "10–20", "未填"]
    assert result.frame["count"].tolist() == [2, 1, 1]
    assert dict(result.left_out) == {"outside_bins": 2}
    assert sum(result.left_out.values()) + result.total == len(DAYS)
    wide = lk.pivot(DAYS, rows=[{"column": "分", "by": "bins", "width": 0.5}])
    assert wide.frame.iloc[0, 0] == "0–<0.5"


def test_a_row_is_left_out_once_under_its_first_reason():
    result = lk.pivot(
        DAYS, rows=["時:hour", {"column": "分", "by": "bins", "edges": [5, 10]}], where="分 < 25 or 分 is missing"
    )
    assert dict(result.left_out) == {"filtered": 1, "outside_bins": 2}


def test_groups_of_a_cell_give_back_their_records():
    result = lk.pivot(DAYS, rows=["日:roc_month"])
    assert result.records(row=("113年12月",))["來源列"].tolist() == [1]
    assert result.records(row=("未填",))["來源列"].tolist() == [4]
    assert len(result.records(row=("114年9月",))) == 0


def test_days_that_are_written_as_texts_are_read_and_the_doubtful_counted():
    frame = pd.DataFrame({"日": ["113/1/5", "1130105", "113年2月1日", "2024-02-03 08:30", "99/1/5", "不詳", None]})
    result = lk.pivot(frame, rows=["日:roc_month"])
    assert result.frame.to_dict("list") == {"日（民國年月）": ["113年1月", "113年2月", "未填"], "count": [2, 2, 1]}
    assert dict(result.left_out) == {"unreadable_value": 2}


def test_what_cannot_be_grouped_is_refused_with_the_mend():
    with pytest.raises(NotGroupable, match="「時」不是日期.*parse_date"):
        lk.pivot(DAYS, rows=["時:roc_year"])
    with pytest.raises(NotGroupable, match="「日」不是數字"):
        lk.pivot(DAYS, rows=[{"column": "日", "by": "bins", "width": 2}])
    with pytest.raises(SpecInvalid, match="組距"):
        lk.pivot(DAYS, rows=[{"column": "分", "by": "bins"}])
    with pytest.raises(SpecInvalid, match="由小到大"):
        lk.pivot(DAYS, rows=[{"column": "分", "by": "bins", "edges": [3, 1]}])


def test_a_column_whose_name_ends_like_a_grouping_is_a_column_when_told_so():
    frame = pd.DataFrame({"會議:year": ["a", "b"]})
    assert lk.pivot(frame, rows=[{"column": "會議:year"}]).total == 2


def test_a_grouping_is_written_to_yaml_and_read_back(tmp_path):
    spec = lk.PivotSpec(
        rows=["里", "日:roc_month"], top={"里": 3}, show_as=["normal", {"how": "difference", "base": "里"}]
    )
    assert lk.PivotSpec.load(spec.save(tmp_path / "a.yml")) == spec


def test_every_office_day_of_the_published_calendars_is_known(shared):
    from labkit.taiwan.office_calendar import is_working_day

    wrong, known = [], {}
    for path in sorted((shared / "reference" / "office_calendars" / "origin").glob("*.csv")):
        for line in lk.read(path).frame.itertuples(index=False, name=None):
            known[str(line[0])] = (path.name, str(line[2]))
    for told, (_, off) in known.items():
        day = date(int(told[:4]), int(told[4:6]), int(told[6:8]))
        if is_working_day(day) != (off == "0"):
            wrong.append(told)
    assert len(known) > 3_000
    assert wrong == []
