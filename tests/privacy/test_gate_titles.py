import pyarrow as pa

from labkit.privacy.release.carrier import Block
from labkit.privacy.release.known import known_of
from labkit.privacy.release.sightings import sightings
from labkit.privacy.release.table_blocks import blocks

NOTHING = known_of([], [])


def seen(*rows):
    told = [(number, dict(enumerate(row))) for number, row in enumerate(rows, 1) if row != [""]]
    return sightings(blocks("表", told), NOTHING)


def test_a_title_over_paragraphs_names_no_column():
    source = "資料來源：照顧服務管理＋居家護理照護＋院內醫療"
    sentence = "36 個里共 599 人；需求超過量能 11 個：新起里、富民里、富福里、新忠里、糖廍里、綠堤里等。"
    assert seen(["萬華區各里長照個案"], [""], [sentence], ["「D」表示不陳示的數值。"], [source]) == []
    assert seen([sentence], ["「D」表示不陳示的數值。"], [source]) == []


def test_a_title_over_names_still_names_them():
    found = seen(["長照個案"], ["王小明"], ["陳怡君"], ["林志豪"])
    assert [one.entity for one in found] == ["PERSON"]


def test_a_name_in_a_paragraph_is_still_found():
    assert [one.entity for one in seen(["長照個案"], ["聯絡人：王小明，請於週三回電。"])] == ["PERSON"]


def test_a_block_of_sentences_keeps_its_cells():
    (block,) = [one for one in blocks("表", [(1, {0: "說明"}), (2, {0: "第一句。"})]) if isinstance(one, Block)]
    assert isinstance(block.columns[0].cells, pa.Array)
