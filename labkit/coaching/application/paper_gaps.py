"""What lacks of 附件2 and 附件3, unit by unit: papers that did not come in, units that are not listed, days that cannot be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from labkit.coaching.application.lacking import belongs, is_told, missing, one_name
from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import UnitPapers
from labkit.coaching.application.words import ApplicationWords
from labkit.core.finding import Finding

STATEMENT = "附件2 智慧財產權暨授權聲明"
COOPERATING = 2  # cooperation takes two


def paper_gaps(application: Application, words: ApplicationWords, *, as_of: date | None = None) -> Iterator[Finding]:
    """Yield the 附件2 and 附件3 that did not come in: one of each, and for 跨域 one of each from every cooperating unit.

    A day of receipt after ``as_of`` is none.
    """
    place, papers = words.parts["papers"], application.papers
    if not papers:
        yield missing(f"{place} {words.papers['unit']}")
    units = {one_name(one.unit): one.unit for one in reversed(papers) if is_told(one.unit)}
    if application.cross and len(units) < COOPERATING:
        yield Finding("application_units_missing", place, len(units), "warning")
    for at, one in enumerate(papers, 1):
        yield from _unit_papers(one, f"{place} {one.unit or f'第 {at} 列'}", words, as_of)
    for key, count in Counter(one_name(one.unit) for one in papers if is_told(one.unit)).items():
        if count > 1:
            yield Finding("application_unit_twice", place, count, facts={"name": units[key]})
    if application.cross:
        yield from _unlisted(application, place)


def _unit_papers(one: UnitPapers, where: str, words: ApplicationWords, as_of: date | None) -> Iterator[Finding]:
    """Yield what did not come in of one unit, and which blanks the record leaves open."""
    if not is_told(one.unit):
        yield missing(f"{where} {words.papers['unit']}")
    blank = [words.papers[name] for name in ("signer", "phone", "signed") if not getattr(one, name)]
    if blank:
        yield Finding("application_paper_blank", where, len(blank), facts={"names": "、".join(blank)})
    received = {STATEMENT: one.statement_received, "附件3 協作同意書": one.consent_received}
    for name, day in received.items():
        if day is None:
            yield Finding("application_paper_missing", where, level="warning", facts={"name": name})
        elif as_of is not None and day > as_of:
            yield Finding("application_paper_ahead", where, level="warning", facts={"name": name})
        elif one.signed is not None and name == STATEMENT and day < one.signed:
            yield Finding("application_paper_before", where, facts={"name": name})


def _unlisted(application: Application, place: str) -> Iterator[Finding]:
    """Yield the agencies of members that hand in no papers; a unit's name may go on after its agency's."""
    units, team = [one.unit for one in application.papers], application.team
    agencies = {one_name(one.agency): one.agency for one in team.members if is_told(one.agency)}
    if is_told(team.agency) and one_name(team.unit) not in map(one_name, units):
        agencies = {one_name(team.agency): team.agency, **agencies}
    names = [one for one in agencies.values() if not any(belongs(unit, [one]) for unit in units)]
    if names:
        facts = {"names": "、".join(names)}
        yield Finding("application_unit_unlisted", place, len(names), "warning", facts)
