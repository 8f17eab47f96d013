"""Item 6 beside the files: empty cells are filled, what has changed is told, a renewal leaves people's own words alone."""

from labkit.coaching.application.completeness import check_completeness
from labkit.core.document import Grid
from tests.coaching.application.made_up_application import whole

HEAD = ["資料來源", "資料蒐集方式", "資料時間區間", "資料格式", "資料欄位", "資料筆數"]
OWN = whole().proposal.datasets[0].model_dump()
ROW = ("收件簿.xlsx", "（請團隊填寫）", OWN["span"], OWN["format"], OWN["fields"], OWN["rows"])


def inventory(*rows):
    return Grid.of(HEAD, rows)


def told(application, *rows):
    result = check_completeness(application, item_6=inventory(*rows))
    assert not [one for one in result.rejected if one.code.startswith("application_item_6")]
    return [one.sentence for one in result.remarks if one.code.startswith("application_item_6")]


def changed(**cells):
    held = dict(zip(OWN, ROW, strict=True)) | cells
    return tuple(held.values())


def test_a_row_that_says_what_the_file_says_is_not_told():
    assert told(whole(), ROW) == []


def test_a_row_that_the_file_has_left_behind_is_a_remark_with_the_labels_of_the_form():
    row = changed(rows="1,601", span="113年1月2日至114年1月31日", fields="收件日期、案件類別、承辦單位")
    (sentence,) = told(whole(), row)
    assert "第 1 筆：資料時間區間、資料欄位、資料筆數和 data/raw 現在的檔案不同" in sentence
    assert "labkit application refresh" in sentence
    assert "601" not in sentence


def test_a_file_without_a_row_is_told_by_its_name():
    (sentence,) = told(whole(), ROW, changed(source="號碼牌.csv"))
    assert "另有 1 種資料" in sentence
    assert "號碼牌.csv" in sentence


def test_peoples_own_words_are_neither_told_nor_replaced():
    own = whole(
        datasets=[OWN | {"rows": "約六百", "span": "113年全年", "fields": "收件日期等 14 欄", "format": "xlsx"}]
    )
    row = changed(rows="601", fields="收件日期、案件類別")
    assert told(own, row) == []
    assert own.with_item_6(inventory(row), renew=True) == own


def test_a_renewal_replaces_what_the_file_has_left_behind_and_nothing_else():
    row = changed(rows="601", method="（請團隊填寫）")
    fresh = whole().with_item_6(inventory(row), renew=True)
    assert fresh.proposal.datasets[0].model_dump() == OWN | {"rows": "601"}
    assert whole().with_item_6(inventory(row)) == whole()


def test_a_source_that_people_typed_into_the_inventory_later_makes_no_second_row():
    row = changed(source="地政整合系統（收件簿.xlsx）")
    assert len(whole().with_item_6(inventory(row)).proposal.datasets) == 1
    assert told(whole(), row) == []


def test_full_width_digits_and_signs_are_no_difference():
    assert told(whole(datasets=[OWN | {"rows": "６００ 筆"}]), ROW) == []


def test_a_data_set_that_no_inventory_knows_stays_and_is_not_told():
    own = whole(datasets=[OWN, OWN | {"source": "內政部人口統計"}])
    assert told(own, ROW) == []
    assert own.with_item_6(inventory(ROW), renew=True) == own
