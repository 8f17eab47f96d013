"""What an application still lacks, part by part: each gap under the label that the form prints. No content is quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import NOTHING, BusyTime, DataSet, UnitPapers
from labkit.coaching.application.words import ApplicationWords
from labkit.coaching.programme import MEMBERS_LIMIT
from labkit.core.finding import Finding

ADVISED = 3
EMAIL = re.compile(r"[^@\s]+@(?P<domain>[^@\s]+\.[^@\s.]+)")
AGENCY_DOMAINS = (".gov.tw", ".edu.tw")  # 政府網域與學校、附設醫院的網域


def missing(place: str) -> Finding:
    """Return the gap of a field that is empty."""
    return Finding("application_missing", place=place, level="warning")


def team_gaps(application: Application, words: ApplicationWords) -> Iterator[Finding]:
    """Yield what part 一 lacks, and what should be looked at again."""
    part, team = words.parts["team"], application.team
    told = {"agency": team.agency, "unit": team.unit, **team.contact.model_dump()}
    yield from (missing(f"{part} {label}") for name, label in words.team.items() if not told[name])
    if team.contact.email:
        yield from _email(team.contact.email, f"{part} {words.team['email']}")
    yield from _members(application, words)


def _email(address: str, place: str) -> Iterator[Finding]:
    match = EMAIL.fullmatch(address)
    if match is None:
        yield Finding("application_email_form", place=place, level="warning")
    elif not match["domain"].lower().endswith(AGENCY_DOMAINS):
        yield Finding("application_email_private", place=place)


def _members(application: Application, words: ApplicationWords) -> Iterator[Finding]:
    place = f"{words.parts['team']} {words.members_label}"
    members = application.team.members
    if not members:
        yield missing(place)
        return
    for row, one in enumerate(members, 1):
        lacking = [label for name, label in words.members.items() if not getattr(one, name)]
        yield from (missing(f"{place} 第 {row} 列 {label}") for label in lacking)
    for agency, count in Counter(one.agency or application.team.agency for one in members).items():
        if count > MEMBERS_LIMIT:
            facts = {"name": agency or "本機關"}
            yield Finding("application_too_many_members", place, count, "warning", facts)
    if len(members) < ADVISED:
        yield Finding("application_few_members", place, len(members))


def answer_gaps(application: Application, words: ApplicationWords) -> Iterator[Finding]:
    """Yield the questions of part 二 without an answer, or with several where one is asked for."""
    part, answers = words.parts["readiness"], application.readiness
    for one in words.questions:
        place = f"{part} {one.text}"
        yield from _choice(getattr(answers, one.id), place, several=one.several)
        if one.several:
            yield from _other(application, place)


def _choice(chosen: tuple[str, ...], place: str, *, several: bool = False) -> Iterator[Finding]:
    if not chosen:
        yield missing(place)
    elif len(chosen) > 1 and not several:
        yield Finding("application_one_choice", place, len(chosen), "warning")


def _other(application: Application, place: str) -> Iterator[Finding]:
    answers = application.readiness
    chosen, told = "其他" in answers.adoption, bool(answers.adoption_other)
    if chosen and not told:
        yield Finding("application_option_untold", place, level="warning")
    if told and not chosen:
        yield Finding("application_option_unchosen", place, level="warning")


def proposal_gaps(application: Application, words: ApplicationWords) -> Iterator[Finding]:
    """Yield what part 三 lacks."""
    held, label, part = application.proposal, words.proposal, words.parts_of
    place = f"{words.parts['proposal'][:2]}{{}}".format
    if not held.topic:
        yield missing(place(label["topic"]))
    yield from _choice(held.aspect, place(label["aspect"]))
    for name in ("background", "pain"):
        if not getattr(held, name):
            yield missing(f"{place(label['problem'])} {part[name]}")
    if not held.needs:
        yield missing(place(label["needs"]))
    if not (held.benefits or held.metrics):
        yield missing(place(label["benefits"]))
    yield from _datasets(held.datasets, place(label["datasets"]), words)
    yield from _choice(held.stage, f"{place(label['progress'])} {part['stage']}")
    for name in ("budget", "schedule"):
        if not getattr(held, name):
            yield missing(f"{place(label['progress'])} {part[name]}")
    yield from _busy(held.busy, place(label["busy"]), words)


def _datasets(datasets: Iterable[DataSet], place: str, words: ApplicationWords) -> Iterator[Finding]:
    rows = list(datasets)
    if not rows:
        yield missing(place)
    for at, one in enumerate(rows, 1):
        lacking = [label for name, label in words.datasets.items() if not getattr(one, name)]
        yield from (missing(f"{place} 第 {at} 筆 {label}") for label in lacking)


def _busy(times: Iterable[BusyTime], place: str, words: ApplicationWords) -> Iterator[Finding]:
    rows = list(times)
    if not rows:
        yield missing(f"{place}（沒有的話請寫「無」）")
    for at, one in enumerate(rows, 1):
        if not one.what:
            yield missing(f"{place} 第 {at} 列 {words.busy['what']}")
        elif one.first is None and one.what not in NOTHING:
            yield missing(f"{place} 第 {at} 列 {words.busy['first']}")


def paper_gaps(application: Application, words: ApplicationWords) -> Iterator[Finding]:
    """Yield the 附件2 and 附件3 that did not come in: one of each, and for 跨域 one of each from every cooperating unit."""
    place, papers = words.parts["papers"], application.papers
    if not papers:
        yield missing(f"{place} {words.papers['unit']}")
    if application.cross and len(papers) < 2:  # noqa: PLR2004  (cooperation takes two)
        yield Finding("application_units_missing", place, len(papers), "warning")
    for at, one in enumerate(papers, 1):
        yield from _unit_papers(one, f"{place} {one.unit or f'第 {at} 列'}", words)
    for unit, count in Counter(one.unit for one in papers if one.unit).items():
        if count > 1:
            yield Finding("application_unit_twice", place, count, facts={"name": unit})
    if application.cross:
        yield from _unlisted(application, place)


def _unit_papers(one: UnitPapers, where: str, words: ApplicationWords) -> Iterator[Finding]:
    """Yield what did not come in of one unit, and which blanks the record leaves open."""
    if not one.unit:
        yield missing(f"{where} {words.papers['unit']}")
    blank = [words.papers[name] for name in ("signer", "phone", "signed") if not getattr(one, name)]
    if blank:
        yield Finding("application_paper_blank", where, len(blank), facts={"names": "、".join(blank)})
    received = {"附件2 智慧財產權暨授權聲明": one.statement_received, "附件3 協作同意書": one.consent_received}
    for name, day in received.items():
        if day is None:
            yield Finding("application_paper_missing", where, level="warning", facts={"name": name})


def _unlisted(application: Application, place: str) -> Iterator[Finding]:
    """Yield the agencies of members that hand in no papers; a unit's name may go on after its agency's."""
    units = [one.unit for one in application.papers]
    agencies = dict.fromkeys(one.agency for one in application.team.members if one.agency)
    names = [one for one in agencies if not any(unit.startswith(one) for unit in units)]
    if names:
        facts = {"names": "、".join(names)}
        yield Finding("application_unit_unlisted", place, len(names), "warning", facts)
