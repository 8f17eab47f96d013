"""Documents of ODF, Word and PDF with a text at one place."""

import io

import docx
import pypdf
from pypdf.annotations import FreeText
from pypdf.generic import NameObject, TextStringObject

from tests.privacy.planted.parts import halves, replaced, saved, with_parts


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
