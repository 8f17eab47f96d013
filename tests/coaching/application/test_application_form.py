"""The fill-in form: every cell round trips, labels are locked, and what cannot be read is refused with sheet and row."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.coaching.application.sheet_cells import form_pages
from labkit.coaching.application.sheet_ods import to_ods
from labkit.coaching.application.sheet_reading import read_form
from labkit.coaching.application.sheet_xlsx import to_xlsx
from labkit.coaching.application.spec import Application
from labkit.core.errors import LabkitError
from tests.coaching.application.made_up_application import WORDS, whole

WRITERS = {"xlsx": to_xlsx, "ods": to_ods}
TEXTS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_categories=["Cs", "Cc", "Cn"]), max_size=30
)
LONG = st.lists(TEXTS, max_size=3).map("\n".join)


def saved(application, folder, suffix="xlsx"):
    path = folder / f"form.{suffix}"
    path.write_bytes(WRITERS[suffix](application))
    return path


def typed(folder, changes, application=None):
    """A form in which people typed ``changes``: (sheet, cell) -> value."""
    path = saved(application or whole(), folder)
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in changes.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def refusal(path):
    with pytest.raises(LabkitError) as caught:
        read_form(path)
    return str(caught.value)


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize(
    "application",
    [whole(), Application(), whole(aspect=list(WORDS.aspects[:2]))],
    ids=["whole", "empty", "two aspects"],
)
def test_a_form_reads_back_equal(tmp_path, suffix, application):
    assert read_form(saved(application, tmp_path, suffix)) == application


@pytest.mark.parametrize("suffix", WRITERS)
@settings(max_examples=12)
@given(st.data())
def test_whatever_people_type_reads_back_equal(tmp_path_factory, suffix, data):
    made = whole(
        topic=data.draw(TEXTS),
        background=data.draw(LONG),
        benefits=data.draw(LONG),
        needs=data.draw(
            st.lists(st.sampled_from(WORDS.needs), unique=True).map(lambda some: sorted(some, key=WORDS.needs.index))
        ),
        busy=[
            {"first": day, "what": text}
            for day, text in data.draw(
                st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2050, 1, 1)), TEXTS), max_size=3)
            )
        ],
        team={
            "agency": data.draw(TEXTS),
            "members": [{"unit": "x", "name": one} for one in data.draw(st.lists(TEXTS, max_size=25))],
        },
    )
    assert read_form(saved(made, tmp_path_factory.mktemp("form"), suffix)) == made


@pytest.mark.parametrize("suffix", WRITERS)
def test_the_same_application_makes_the_same_bytes(suffix):
    assert WRITERS[suffix](whole()) == WRITERS[suffix](whole())


def test_choices_are_drop_downs_and_labels_are_locked_in_the_workbook():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(whole())))
    sheet = book["二_現況"]
    rules = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    for row, question in enumerate(WORDS.questions[:5], 4):
        assert rules[f"B{row}"] == '"' + ",".join(question.texts) + '"'
    assert all(one.protection.sheet for one in book)
    assert sheet["A4"].protection.locked
    assert not sheet["B4"].protection.locked
    members = book["一_成員"]
    assert not members["B63"].protection.locked  # room for more members than the form shows


def test_choices_are_lists_in_the_ods_too():
    with zipfile.ZipFile(io.BytesIO(to_ods(whole()))) as parts:
        content = parts.read("content.xml").decode()
    assert "cell-content-is-in-list(&quot;發想&quot;;&quot;已啟動&quot;)" in content
    assert content.count('table:protected="true"') == 1 + len(form_pages(whole()))


def test_what_people_type_in_excel_is_understood(tmp_path):
    changes = {
        ("二_現況", "B4"): WORDS.options("storage")[2],
        ("三_提案", "B10"): "V",
        ("三_公務事項", "A4"): "114/11/3",
        ("三_公務事項", "B4"): date(2025, 11, 5),
        ("三_資料", "F4"): 1200,
        ("一_成員", "B8"): "秘書室",
        ("一_成員", "C8"): "黃測試",
    }
    found = read_form(typed(tmp_path, changes))
    assert found.readiness.storage == (WORDS.options("storage")[2],)
    assert (found.proposal.busy[0].first, found.proposal.busy[0].last) == (date(2025, 11, 3), date(2025, 11, 5))
    assert [one.name for one in found.team.members] == ["林示範", "陳範例", "吳試作", "黃測試"]
    assert "去識別化" in found.proposal.needs
    assert found.proposal.datasets[0].rows == "1200"


def test_rows_that_people_inserted_far_below_are_read_too(tmp_path):
    found = read_form(typed(tmp_path, {("一_成員", "C90"): "黃測試", ("三_資料", "A40"): "人口統計"}))
    assert (found.team.members[-1].name, found.proposal.datasets[-1].source) == ("黃測試", "人口統計")


REFUSED = {
    "an option of nobody's": ({("二_現況", "B4"): "儲存在雲端空間，由單位人員自行維護"}, "工作表「二_現況」第 4 列", "是不是「儲存於雲端空間，由單位人員自行維護管理」"),
    "a changed question": ({("二_現況", "A5"): "2. 有沒有專人？"}, "第 5 列的題目不是申請表的題目", "少了「2. 是否有專責人員負責管理資料？」"),
    "a tick that is none": ({("三_提案", "B9"): "也許"}, "工作表「三_提案」第 9 列", "請選「是」或留空"),
    "no date": ({("三_公務事項", "A4"): "十一月初"}, "工作表「三_公務事項」第 4 列「起日」", "114年7月1日"),
    "a date of two readings": ({("三_公務事項", "A4"): "98/5/3"}, "第 4 列「起日」", "不是看得懂的日期"),
    "an end before the start": ({("三_公務事項", "B4"): "114年10月1日"}, "第 4 列「迄日」", "早於「起日」"),
    "a changed column": ({("三_資料", "C3"): "期間"}, "第 3 列少了欄名「資料時間區間」", "請改回來"),
    "content beside the table": ({("一_成員", "H5"): "備註"}, "工作表「一_成員」第 5 列", "右邊多了內容"),
    "too long a text": ({("三_提案", "B4"): "長" * 10_001}, "第 4 列", "超過 10,000 字"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_with_sheet_row_and_next_step(tmp_path, name):
    changes, place, what = REFUSED[name]
    said = refusal(typed(tmp_path, changes))
    assert place in said
    assert what in said
    assert "改好存檔後再執行一次" in said
    for value in changes.values():
        assert str(value) not in said


def test_every_fault_is_told_at_once_and_a_sheet_that_is_gone_is_named(tmp_path):
    path = typed(tmp_path, {("二_現況", "B4"): "x", ("三_公務事項", "A4"): "y"})
    book = openpyxl.load_workbook(path)
    del book["附件2與3"]
    book.save(path)
    said = refusal(path)
    assert "有 3 處不能讀入" in said
    assert "沒有工作表「附件2與3」" in said


def test_another_workbook_is_refused_and_no_file_is_too(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "other.xlsx")
    assert "沒有工作表「一_基本資料」" in refusal(tmp_path / "other.xlsx")
    assert "找不到" in refusal(tmp_path / "none.xlsx")


def test_the_form_names_every_label_of_the_announcement():
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(Application())))
    text = re.sub(
        r"\s", "", "".join(str(cell.value or "") for sheet in book for row in sheet.iter_rows() for cell in row)
    )
    for label in (
        "機關名稱",
        "聯絡人電子郵件",
        "分工",
        "資料蒐集方式",
        "資料時間區間",
        "重要公務事項",
        "主管或授權代簽人",
    ):
        assert label in text
