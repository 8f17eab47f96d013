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
from labkit.coaching.application.sheet_reading import open_form, read_form
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
    "content beside the table": ({("一_成員", "H5"): "備註"}, "工作表「一_成員」第 5 列", "欄位以外多了內容"),
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
    assert "不是「labkit application form」產生的填寫表" in refusal(tmp_path / "other.xlsx")
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


def test_a_form_that_libreoffice_saved_keeps_its_lines(tmp_path):
    path = saved(whole(), tmp_path, "ods")
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    text = held["content.xml"].decode()
    text = re.sub(r' office:string-value="[^"]*"', "", text)  # as LibreOffice saves a cell of several lines
    text = re.sub(r"</text:p><text:p(?: [^>]*)?>", "<text:line-break/>", text)
    text = text.replace("<text:p/>", "<text:line-break/>")
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in held.items():
            parts.writestr(name, text.encode() if name == "content.xml" else content)
    found = read_form(path)
    assert [one.task for one in found.team.members] == ["統籌", "資料整理\n會議紀錄", "匯出資料"]
    assert found.proposal.background == whole().proposal.background


def worked_on(folder, work):
    """A whole form on which somebody did ``work`` in a spreadsheet program."""
    path = saved(whole(), folder)
    book = openpyxl.load_workbook(path)
    work(book)
    book.save(path)
    return path


def test_a_row_put_above_a_table_or_a_page_of_labels_moves_nothing(tmp_path):
    def work(book):
        for sheet in ("一_基本資料", "一_成員", "三_提案"):
            book[sheet].insert_rows(1, 2)
            book[sheet]["A1"] = "114年5月2日收文"

    assert read_form(worked_on(tmp_path, work)) == whole()


def test_a_sheet_name_in_full_width_or_with_a_blank_is_the_same_name(tmp_path):
    def work(book):
        book["二_現況"].title = "二＿現況 "

    assert read_form(worked_on(tmp_path, work)) == whole()


def test_a_copy_of_a_sheet_is_no_sheet_of_the_form_and_is_told_when_the_first_is_gone(tmp_path):
    def work(book):
        book["二_現況"].title = "二_現況 (2)"

    assert "是不是「二_現況 (2)」？請把工作表改回原來的名稱" in refusal(worked_on(tmp_path, work))


def test_sheets_that_are_none_of_the_form_are_named_as_not_read(tmp_path):
    found = open_form(worked_on(tmp_path, lambda book: book.create_sheet("備註").append(["x"])))
    assert (found.application, found.unread) == (whole(), ("備註",))


def test_what_a_person_wrote_beside_the_cell_to_fill_is_not_lost(tmp_path):
    said = refusal(typed(tmp_path, {("三_提案", "C6"): "寫在說明欄的背景", ("三_提案", "D4"): "再一格"}))
    assert "第 6 列「3 提案欲解決什麼問題　動機背景」：填寫欄旁邊多了內容" in said
    assert "第 4 列" in said
    assert "寫在說明欄" not in said


def test_a_formula_without_a_result_or_an_error_value_is_no_empty_cell(tmp_path):
    said = refusal(typed(tmp_path, {("三_提案", "B4"): "=1+1", ("一_基本資料", "B7"): "#REF!"}))
    assert "工作表「三_提案」有 1 格是錯誤值或沒有結果的公式" in said
    assert "工作表「一_基本資料」有 1 格" in said


def test_a_tick_in_full_width_is_a_tick(tmp_path):
    assert "去識別化" in read_form(typed(tmp_path, {("三_提案", "B10"): "Ｖ"})).proposal.needs


def test_people_may_number_the_rows_of_a_table(tmp_path):
    def work(book):
        sheet = book["一_成員"]
        sheet.insert_cols(1)
        for row, text in enumerate(("編號", 1, 2, 3), 3):
            sheet.cell(row, 1).value = text

    assert read_form(worked_on(tmp_path, work)) == whole()


def test_the_faults_of_one_row_are_told_in_the_order_of_its_columns(tmp_path):
    said = refusal(typed(tmp_path, {("附件2與3", f"{column}4"): "已收" for column in "DEF"}))
    assert re.findall("「([^」]+)」：不是看得懂的日期", said) == ["日期", "附件2 已收到", "附件3 已收到"]


def test_pages_of_the_ods_are_numbered_in_chinese():
    with zipfile.ZipFile(io.BytesIO(to_ods(whole()))) as parts:
        styles = parts.read("styles.xml").decode()
    assert re.search("第 <text:page-number>1</text:page-number> 頁", styles)
    assert "Page <" not in styles
