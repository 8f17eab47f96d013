"""Personal data in the real agency files against their hand-checked truth: by column, by cell, and the false alarms."""

import csv
import re
from collections import Counter

import pytest

import labkit as lk

KINDS = {
    "person_name_cols": {"PERSON"},
    "phone_cols": {"TW_MOBILE", "TW_LANDLINE"},
    "address_cols": {"TW_ADDRESS", "TW_LAND_PARCEL"},
}
EMPTY = {"", "-", "無", "略", "－"}
FIRMS = re.compile(
    "公司|商行|商號|企業|行號|醫院|之家|總隊|檢察署|診所|工廠|大學|中心|法人|機構|聯盟|合作社|市場|有限|合唱團|合掌村|[社行店館廠院局部會所坊舖園校司庫班屋室堂處宮廟廳]$"
)
MISSED = {  # cells of truth columns in which nothing is found, by file and column; may not grow
    ("違法名單總表-CSV檔1150105勞基.csv", "負責人姓名"): 16,  # 賈斯汀內村, 金城千里, JIM-YU-CHANG, 法院指定破產管理人
    ("npo_NP200.csv", "phone"): 10,  # numbers cut short: 02-2551, -0922
    ("npo_NP200.csv", "ceo"): 2,  # I馮春玲, 張黃新樓
    ("tainan1999_2017_w30.csv", "欄6"): 19,  # places told without an address: 安南國中違規停車
    ("tainan1999_2017_w30.csv", "欄7"): 10,
    ("dengue_0829.csv", "道路名稱"): 4,  # 東橋, 港口, 港墘, 光和
    ("ltc_臺北市老人福利機構名冊1140201_coord.csv", "電話"): 1,  # two numbers written as one
    ("dengue_chemical_201510.csv", "集合地點"): 1,
}


def wanted(row, field):
    """Return the indexes, from 1, of the columns that the truth lists."""
    parts = [part.strip() for part in row[field].split(";")]
    return {int(match[0]) for part in parts if (match := re.match("[0-9]+", part))}


@pytest.fixture(scope="module")
def scanned(shared):
    with (shared / "corpus" / "truth.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["data_rows"]]
    found = []
    for row in rows:
        table = lk.read(shared / "corpus" / row["path"], sheet=row["sheet"] or None)
        found.append((row, table, lk.scan(table)))
    return found


def filled(table):
    """Return, for each column, the rows whose cell holds something."""
    frame = table.frame
    told = {name: frame[name].astype("string").str.strip() for name in frame}
    return {
        name: {row for row, text in enumerate(texts) if text is not None and str(text) not in {*EMPTY, "<NA>", "nan"}}
        for name, texts in told.items()
    }


def test_every_column_of_persons_phones_and_addresses_is_found(scanned):
    missed = [
        (table.source.label, table.columns[index - 1])
        for row, table, result in scanned
        for kind in KINDS
        for index in wanted(row, kind)
        if len(table) and result.columns[index - 1].role == "safe"
    ]
    assert missed == []


def test_nearly_every_cell_is_found_and_what_is_not_is_listed_by_name(scanned):
    cells, hits, missed = Counter(), Counter(), Counter()
    for row, table, result in scanned:
        held, spans = filled(table), result.cells
        frame = table.frame
        for kind, entities in KINDS.items():
            for index in wanted(row, kind):
                name = table.columns[index - 1]
                want = held[name]
                if kind == "person_name_cols":  # firms stand in these columns too; a firm's name is no person's
                    want = {at for at in want if not FIRMS.search(str(frame[name].iloc[at]).strip())}
                mine = set(spans[(spans.column == name) & spans.entity.isin(entities)].row)
                cells[kind] += len(want)
                hits[kind] += len(want & mine)
                missed[table.source.file, name] += len(want - mine)
    assert {key: count for key, count in missed.items() if count > MISSED.get(key, 0)} == {}
    assert {kind: round(hits[kind] / cells[kind], 4) for kind in cells if hits[kind] < 0.98 * cells[kind]} == {}


def test_false_alarms_are_rare_and_no_harmless_column_is_called_direct(scanned):
    others = alarms = 0
    direct = []
    for row, table, result in scanned:
        held, spans = filled(table), result.cells
        known = set().union(*(wanted(row, kind) for kind in (*KINDS, "id_cols")))
        for index, name in enumerate(table.columns, 1):
            if index in known:
                continue
            others += len(held[name])
            alarms += len(set(spans[spans.column == name].row))
            if result.columns[index - 1].role == "direct":
                direct.append((table.source.label, name))
    assert direct == []
    assert alarms <= 0.0005 * others  # the goal is 0.005
    assert others > 1_000_000


AREAS = re.compile("Town_ID|County_ID|VILLAGE_ID|CASE_ID|區代碼|區域別代碼|統計區|欄1|處分書文號|食品業者登錄字號")


def test_columns_of_numbers_are_quasi_identifiers_unless_they_name_areas_or_repeat(scanned):
    for row, table, result in scanned:
        for index in wanted(row, "id_cols"):
            one = result.columns[index - 1]
            assert one.role in {"quasi", "free_text"} or AREAS.search(one.column), (table.source.label, one.column)
            assert one.role != "direct"
