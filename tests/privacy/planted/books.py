"""Workbooks, sheets and Parquet with a text at one place."""

import io

import odfdo
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from tests.privacy.planted.parts import halves, png, replaced, saved, with_parts


def workbook(change):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["里", "件"], ["新安里", 12], ["和平里", 7]):
        sheet.append(row)
    change(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drawn(change):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("甲")
    sheet.write_row(0, 0, ["里", "件"])
    sheet.write_row(1, 0, ["新安里", 12])
    change(book, sheet)
    book.close()
    return out.getvalue()


def rich(book, sheet, text):
    first, second = halves(text)
    sheet.write_rich_string(3, 0, first, book.add_format({"bold": True}), second)


def hidden_sheet(book, text):
    other = book.create_sheet("藏")
    other.append([text])
    other.sheet_state = "veryHidden"


def comment(sheet, text):
    sheet["A1"].comment = Comment(text, "甲")


def validation(sheet, text):
    check = DataValidation(type="list", formula1=f'"甲,{text}"')
    check.add("B2")
    sheet.add_data_validation(check)


def chart(book, sheet, text):
    sheet.write_string(5, 1, text)
    one = book.add_chart({"type": "column"})
    one.add_series({"values": "=甲!$B$2:$B$2", "name": text})
    sheet.insert_chart("D2", one)


def threaded(text):
    part = f"<ThreadedComments><threadedComment ref='A1'><text>{text}</text></threadedComment></ThreadedComments>"
    return with_parts(saved("xlsx"), {"xl/threadedComments/threadedComment1.xml": part})


def pivot_cache(text):
    part = f"<pivotCacheDefinition><cacheFields><cacheField name='里'><sharedItems><s v='{text}'/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>"
    return with_parts(saved("xlsx"), {"xl/pivotCache/pivotCacheDefinition1.xml": part})


def external_link(text):
    part = f"<externalLink><externalBook><sheetDataSet><sheetData><row r='1'><cell r='A1'><v>{text}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
    return with_parts(saved("xlsx"), {"xl/externalLinks/externalLink1.xml": part})


XLSX = {
    "a cell": lambda text: workbook(lambda _, sheet: sheet.append([text, 1])),
    "a cell of two runs": lambda text: drawn(lambda book, sheet: rich(book, sheet, text)),
    "a hidden sheet": lambda text: workbook(lambda book, _: hidden_sheet(book, text)),
    "a sheet's name": lambda text: workbook(lambda book, _: book.create_sheet(text)),
    "a comment": lambda text: workbook(lambda _, sheet: comment(sheet, text)),
    "a comment's author": lambda text: workbook(lambda _, s: setattr(s["A1"], "comment", Comment("甲", text))),
    "a threaded comment": threaded,
    "a property": lambda text: workbook(lambda book, _: setattr(book.properties, "subject", text)),
    "an own property": lambda text: drawn(lambda book, _: book.set_custom_property("甲", text)),
    "the company": lambda text: drawn(lambda book, _: book.set_properties({"company": text})),
    "a defined name": lambda text: workbook(lambda b, _: b.defined_names.add(DefinedName("甲", attr_text=f'"{text}"'))),
    "a header": lambda text: drawn(lambda _, sheet: sheet.set_header(f"&L{text}")),
    "a text box": lambda text: drawn(lambda _, sheet: sheet.insert_textbox(4, 4, text)),
    "an alternative text": lambda t: drawn(lambda _, s: s.insert_textbox(4, 4, "甲", {"description": t})),
    "a validation": lambda text: workbook(lambda _, sheet: validation(sheet, text)),
    "a chart's cache": lambda text: drawn(lambda book, sheet: chart(book, sheet, text)),
    "a formula": lambda text: workbook(lambda _, sheet: sheet.append([f'="{text}"'])),
    "a link": lambda text: drawn(lambda _, sheet: sheet.write_url(4, 0, f"https://x.tw/{text}", string="甲")),
    "a pivot's cache": pivot_cache,
    "another book's cache": external_link,
    "a string that no cell shows": lambda t: replaced(saved("xlsx"), "xl/sharedStrings.xml", "</sst>", f"<si><t>{t}</t></si></sst>"),
    "a picture's text": lambda t: drawn(lambda _, s: s.insert_image(4, 4, "a.png", {"image_data": io.BytesIO(png(t))})),
}  # fmt: skip


def sheets(change):
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    table = odfdo.Table("甲")
    table.set_values([["里", "件"], ["新安里", 12]])
    book.body.append(table)
    change(book, table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods_hidden(book, text):
    other = odfdo.Table("藏", display=False)
    other.set_values([[text]])
    book.body.append(other)


def ods_remark(table, text):
    cell = table.get_cell("A2")
    cell.append(odfdo.Annotation(text, creator="甲"))
    table.set_cell("A2", cell)


def ods_property(book, text):
    book.meta.title = text


ODS = {
    "a cell": lambda text: sheets(lambda _, table: table.set_value("A3", text)),
    "a cell of two spans": lambda text: replaced(
        saved("ods"), "content.xml", ">新安里<", ">{}<text:span>{}</text:span><".format(*halves(text))
    ),
    "a hidden sheet": lambda text: sheets(lambda book, _: ods_hidden(book, text)),
    "a sheet's name": lambda text: sheets(lambda book, _: book.body.append(odfdo.Table(text))),
    "a remark": lambda text: sheets(lambda _, table: ods_remark(table, text)),
    "a property": lambda text: sheets(lambda book, _: ods_property(book, text)),
    "a hidden paragraph": lambda text: replaced(
        saved("ods"),
        "content.xml",
        "</office:spreadsheet>",
        f"<table:shapes><text:hidden-text text:string-value='{text}'/></table:shapes></office:spreadsheet>",
    ),
}


def parquet(cell="新安里", *, name="里", said=None):
    table = pa.table({name: [cell, "和平里"], "件": [1, 2]}).replace_schema_metadata(said)
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


PARQUET = {
    "a cell": parquet,
    "a column's name": lambda text: parquet(name=text),
    "the schema": lambda text: parquet(said={"by": text}),
    "a list": lambda text: parquet_of([[text], ["和平里"]]),
    "a record": lambda text: parquet_of([{"里": text}, {"里": "甲"}]),
}


def parquet_of(column):
    out = io.BytesIO()
    pq.write_table(pa.table({"里": pa.array(column)}), out)
    return out.getvalue()
