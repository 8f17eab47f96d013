"""附件2 智慧財產權暨授權聲明 and 附件3 協作同意書 of one unit: headings, duties, and blanks that people sign.

The legal texts are the announcement's own: they are not printed here, and each paper says so.
"""

from __future__ import annotations

from datetime import date

from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import UnitPapers
from labkit.coaching.application.words import application_words
from labkit.core.document import Block, Cell, Document, Grid, Text
from labkit.core.resources import resource
from labkit.core.spec import Spec, SpecPart
from labkit.taiwan.roc_dates import roc_text

BLANK_DATE = "　　　年　　　月　　　日"
SIGNED = (5.2, 11.8)


class PaperWords(SpecPart):
    """One of the two papers: its number, name, and what it asks of the unit as far as labkit knows it."""

    annex: str
    name: str
    intro: str = ""
    duties: tuple[str, ...] = ()


class StatementWords(Spec):
    """The words of both papers."""

    legal_text: str
    signature: str
    cross: str
    statement: PaperWords
    consent: PaperWords


def unit_papers(application: Application, *, as_of: date | None = None) -> dict[str, Document]:
    """Return both papers of every unit by file name without suffix; a unit that has no name yet is passed over."""
    words = StatementWords.load(resource("templates", "forms", "application_papers.yml"))
    units = [one for one in application.papers if one.unit]
    found = {}
    for at, one in enumerate(units, 1):
        for paper in (words.statement, words.consent):
            number = f"{at}_" if len(units) > 1 else ""
            name = f"{paper.annex}_{paper.name}_{number}{_safe(one.unit)}"
            found[name] = _paper(application, one, paper, words, as_of)
    return found


def _paper(
    application: Application, unit: UnitPapers, paper: PaperWords, words: StatementWords, as_of: date | None
) -> Document:
    titles = application_words().titles
    blocks: list[Block] = [Text(paper.annex, "note"), Text(titles[0], "title"), Text(paper.name, "title")]
    topic = application.proposal.topic or "＿＿＿＿＿＿＿＿"
    blocks.append(Text(f"提案主題：{topic}"))
    if paper.intro:
        blocks.append(Text(paper.intro))
    blocks += [Text(f"{at}. {one}") for at, one in enumerate(paper.duties, 1)]
    blocks += [Text(words.legal_text), *([Text(words.cross, "note")] if application.cross else [])]
    return Document(f"{paper.annex} {paper.name}", (*blocks, Text(" "), _signed(unit, paper, words)), as_of, "form")


def _signed(unit: UnitPapers, paper: PaperWords, words: StatementWords) -> Grid:
    """Return the blanks: the name of who signs is printed small, the signature itself is left to people."""
    label = application_words().papers
    day = roc_text(unit.signed) if unit.signed and paper is words.statement else BLANK_DATE
    told = {
        label["unit"]: unit.unit,
        f"{label['signer']}{words.signature}": "",
        label["phone"]: unit.phone,
        label["signed"]: day,
    }
    rows = tuple((Cell(name, label=True), Cell(text)) for name, text in told.items())
    return Grid(rows, SIGNED, header=0, min_heights=(1.0, 2.6, 1.0, 1.0))


def _safe(name: str) -> str:
    return "".join("_" if sign in '\\/:*?"<>|\n\t' else sign for sign in name).strip(" .")[:40]
