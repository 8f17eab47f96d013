"""Builders of published files with one text at one place of a carrier; the text is what a test plants, or harmless."""

import base64
import io
import json
import struct
import zipfile
import zlib
from urllib.parse import quote

import docx
import odfdo
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, TextStringObject

from labkit.charts.style import new_figure, to_png
from labkit.core.document import Document, Grid, Text
from labkit.documents.save import save_document

GRID = Grid.of(["里", "件"], [("新安里", 12), ("和平里", 7)])
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def with_parts(data, parts):
    """Return a package with parts added or put in the place of others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename not in parts:
                new.writestr(one.filename, old.read(one))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def replaced(data, part, old, new):
    """Return a package in one part of which ``old`` gives way to ``new``."""
    text = zipfile.ZipFile(io.BytesIO(data)).read(part).decode()
    assert old in text
    return with_parts(data, {part: text.replace(old, new, 1).encode()})


def png(text, kind=b"tEXt"):
    rest = {b"zTXt": b"\0" + zlib.compress(text.encode()), b"iTXt": b"\0\0\0\0" + text.encode()}
    body = kind + b"Comment\0" + rest.get(kind, text.encode())
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    image = to_png(new_figure(1, 1))
    return image[:33] + chunk + image[33:]


def jpeg(text):
    image = zipfile.ZipFile(io.BytesIO(saved("docx"))).read("docProps/thumbnail.jpeg")
    remark = text.encode()
    return image[:2] + b"\xff\xfe" + struct.pack(">H", len(remark) + 2) + remark + image[2:]


def saved(suffix, text="", title="件數"):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = save_document(Document(title, (Text(text or "說明"), GRID)), Path(folder) / f"a.{suffix}")
        return path.read_bytes()


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


def halves(text):
    return text[: len(text) // 2], text[len(text) // 2 :]


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


def odt(inside):
    return replaced(saved("odt"), "content.xml", "</office:text>", f"{inside}</office:text>")


ODT = {
    "a paragraph": lambda text: saved("odt", text),
    "a paragraph of two spans": lambda text: odt("<text:p>{}<text:span>{}</text:span></text:p>".format(*halves(text))),
    "a deletion": lambda text: odt(f"<text:tracked-changes><text:p>{text}</text:p></text:tracked-changes>"),
    "hidden text": lambda text: odt(f"<text:p><text:hidden-text text:string-value='{text}'/></text:p>"),
    "a remark": lambda text: odt(f"<text:p>甲<office:annotation><text:p>{text}</text:p></office:annotation></text:p>"),
    "a header": lambda text: replaced(
        saved("odt"), "styles.xml", "</office:document-styles>", f"<text:p>{text}</text:p></office:document-styles>"
    ),
    "the title": lambda text: replaced(
        saved("odt"),
        "meta.xml",
        "</office:meta>",
        f"<dc:subject xmlns:dc='http://purl.org/dc/elements/1.1/'>{text}</dc:subject></office:meta>",
    ),
}


def word(change):
    book = docx.Document()
    book.add_paragraph("說明")
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def runs(book, text):
    paragraph = book.add_paragraph()
    for half in halves(text):
        paragraph.add_run(half)


def word_table(book, text):
    table = book.add_table(2, 2)
    for cell, told in zip([c for row in table.rows for c in row.cells], ["里", "碼", "新安里", text], strict=True):
        cell.text = told


def word_hidden(book, text):
    book.add_paragraph().add_run(text).font.hidden = True


def body(inside):
    return replaced(word(lambda _: None), "word/document.xml", "<w:sectPr", f"<w:p>{inside}</w:p><w:sectPr")


def word_part(name, inside):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part = f"<w:part xmlns:w='{space}'><w:p><w:r><w:t>{inside}</w:t></w:r></w:p></w:part>"
    return with_parts(word(lambda _: None), {f"word/{name}.xml": part})


DOCX = {
    "a paragraph": lambda text: word(lambda book: book.add_paragraph(text)),
    "a paragraph of two runs": lambda text: word(lambda book: runs(book, text)),
    "a table": lambda text: word(lambda book: word_table(book, text)),
    "hidden text": lambda text: word(lambda book: word_hidden(book, text)),
    "a header": lambda text: word(lambda book: book.sections[0].header.paragraphs[0].add_run(text)),
    "a footer": lambda text: word(lambda book: book.sections[0].footer.paragraphs[0].add_run(text)),
    "a property": lambda text: word(lambda book: setattr(book.core_properties, "subject", text)),
    "a comment": lambda text: word(lambda book: book.add_comment(book.paragraphs[0].runs, text, author="甲")),
    "a comment's author": lambda t: word(lambda book: book.add_comment(book.paragraphs[0].runs, "甲", author=t)),
    "a footnote": lambda text: word_part("footnotes", text),
    "a deletion": lambda t: body(f"<w:del w:id='1' w:author='甲'><w:r><w:delText>{t}</w:delText></w:r></w:del>"),
    "an insertion beside a deletion": lambda text: body(
        f"<w:del w:id='1'><w:r><w:delText>B12</w:delText></w:r></w:del><w:ins w:id='2'><w:r><w:t>{text}</w:t></w:r></w:ins>"
    ),
    "a field": lambda text: body(f'<w:r><w:instrText>HYPERLINK "{text}"</w:instrText></w:r>'),
    "an own property": lambda text: with_parts(
        word(lambda _: None), {"docProps/custom.xml": f"<Properties><property name='甲'><v>{text}</v></property></Properties>"}
    ),
}  # fmt: skip


def pdf(change):
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(saved("pdf"))))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def remark(writer, text):
    writer.add_annotation(0, FreeText(text=text, rect=(50, 550, 200, 650)))


def alternative(writer, text):
    writer.root_object[NameObject("/Lang")] = TextStringObject(text)


PDF = {
    "a page": lambda text: saved("pdf", text),
    "the metadata": lambda text: pdf(lambda writer: writer.add_metadata({"/Subject": text})),
    "a remark": lambda text: pdf(lambda writer: remark(writer, text)),
    "a bookmark": lambda text: pdf(lambda writer: writer.add_outline_item(title=text, page_number=0)),
    "a string of the catalogue": lambda text: pdf(lambda writer: alternative(writer, text)),
}


def page(inside):
    return f"<!doctype html><html><head><title>表</title></head><body>{inside}</body></html>".encode()


def escaped(text):
    return json.dumps({"甲": text})


HTML = {
    "text": lambda text: page(f"<p>請看 {text}</p>"),
    "two tags": lambda text: page("<p>{}<b>{}</b></p>".format(*halves(text))),
    "two tags in a cell": lambda t: page("<table><tr><td>碼<tr><td>{}<b>{}</b></table>".format(*halves(t))),
    "a word break": lambda text: page("<p>{}<wbr>{}</p>".format(*halves(text))),
    "characters by number": lambda text: page("".join(f"&#{ord(sign)};" for sign in text)),
    "an attribute": lambda text: page(f"<div title='{text}'>甲</div>"),
    "a remark": lambda text: page(f"<!-- {text} -->"),
    "a script": lambda text: page(f"<script>let x = '{text}'</script>"),
    "a script's escapes": lambda text: page(f"<script>let x = {escaped(text)}</script>"),
    "an escaped address": lambda text: page(f"<a href='https://x.tw/?q={quote(text)}'>甲</a>"),
    "a picture": lambda text: page(f"<img src='data:image/png;base64,{base64.b64encode(png(text)).decode()}'>"),
    "a drawing": lambda t: page(f"<img src='data:image/svg+xml;base64,{base64.b64encode(drawing(t)).decode()}'>"),
    "a table": lambda text: page(f"<table><tr><th>碼</th></tr><tr><td>{text}</td></tr></table>"),
    "a table within a table": lambda t: page(f"<table><tr><td><table><tr><td>{t}</table>甲</td></tr></table>"),
    "the title": lambda text: page("").replace("表".encode(), text.encode()),
}


def drawing(inside, where="text"):
    marks = {
        "text": f"<text><tspan>{inside[:3]}</tspan><tspan>{inside[3:]}</tspan></text>" if len(inside) > 4 else f"<text>{inside}</text>",
        "title": f"<title>{inside}</title>",
        "metadata": f"<metadata>{inside}</metadata>",
        "label": f"<g aria-label='{inside}'/>",
        "remark": f"<!-- {inside} -->",
    }  # fmt: skip
    return f"<svg xmlns='http://www.w3.org/2000/svg'>{marks[where]}</svg>".encode()


SVG = {where: lambda text, where=where: drawing(text, where) for where in ("text", "title", "metadata", "label", "remark")}  # fmt: skip


def notebook(cell=None, **more):
    code = {"cell_type": "code", "source": "", "outputs": [], "metadata": {}, "execution_count": None} | (cell or {})
    return json.dumps({"cells": [code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more).encode()


NOTEBOOK = {
    "source": lambda text: notebook({"source": [f"x = '{text}'"]}),
    "a stream": lambda text: notebook({"outputs": [{"output_type": "stream", "text": [text, "\n"]}]}),
    "a table": lambda t: notebook({"outputs": [{"data": {"text/html": f"<table><tr><td>{t}</td></tr></table>"}}]}),
    "a drawing": lambda t: notebook({"outputs": [{"data": {"image/svg+xml": drawing(t).decode()}}]}),
    "a parameter": lambda text: notebook(metadata={"papermill": {"parameters": {"里": text}}}),
    "a cell's tag": lambda text: notebook({"metadata": {"tags": [text]}}),
    "a traceback": lambda text: notebook({"outputs": [{"traceback": [text]}]}),
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


TEXT = {
    "txt": lambda text: f"說明\n\n請看{text}\n".encode(),
    "md": lambda text: f"# 標題\n\n- 甲\n- {text}\n".encode(),
    "yml": lambda text: f"里: 新安里\n碼: {text}\n".encode(),
    "tsv": lambda text: f"里\t碼\n新安里\t{text}\n".encode(),
    "csv": lambda text: f"表一,\n里,碼\n新安里,{text}\n".encode("utf-8-sig"),
    "json": lambda text: json.dumps([{"里": "新安里", "碼": text}, {"里": "和平里", "碼": "x"}]).encode(),
}
PICTURES = {
    "tEXt": ("png", png),
    "zTXt": ("png", lambda text: png(text, b"zTXt")),
    "iTXt": ("png", lambda text: png(text, b"iTXt")),
    "a remark": ("jpg", jpeg),
}
FAMILIES = {
    "xlsx": XLSX,
    "ods": ODS,
    "odt": ODT,
    "docx": DOCX,
    "pdf": PDF,
    "html": HTML,
    "svg": SVG,
    "ipynb": NOTEBOOK,
    "parquet": PARQUET,
}
BUILDERS = {
    **{f"{suffix}: {place}": (suffix, make) for suffix, places in FAMILIES.items() for place, make in places.items()},
    **{suffix: (suffix, make) for suffix, make in TEXT.items()},
    **{f"{suffix}: {kind}": (suffix, make) for kind, (suffix, make) in PICTURES.items()},
}
