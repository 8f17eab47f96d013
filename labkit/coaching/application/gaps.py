"""What an application still lacks, part by part: each gap under the label that the form prints. No content is quoted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from labkit.coaching.application.lacking import is_told, missing, one_name
from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import NOTHING, BusyTime, DataSet
from labkit.coaching.application.words import ApplicationWords
from labkit.coaching.programme import MEMBERS_LIMIT
from labkit.core.finding import Finding
from labkit.taiwan.variants import unify

ADVISED = 3
EMAIL = re.compile(r"[^@\s]+@(?P<domain>[^@\s]+\.[^@\s.]+)")
PHONE = re.compile(r"[\s(（]*(?:0|\+|1\d{2,3}\b)")  # an area code or 0800, a country, a short number such as 1999
AGENCY_DOMAINS = (".gov.tw", ".edu.tw")  # 政府網域與學校、附設醫院的網域


def team_gaps(application: Application, words: ApplicationWords) -> Iterator[Finding]:
    """Yield what part 一 lacks, and what should be looked at again."""
    part, team = words.parts["team"], application.team
    told = {"agency": team.agency, "unit": team.unit, **team.contact.model_dump()}
    yield from (missing(f"{part} {label}") for name, label in words.team.items() if not is_told(told[name]))
    if team.contact.email:
        yield from _email(team.contact.email, f"{part} {words.team['email']}")
    if is_told(team.contact.phone) and not PHONE.match(unify(team.contact.phone)):
        yield Finding("application_phone_form", place=f"{part} {words.team['phone']}")
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
        lacking = [label for name, label in words.members.items() if not is_told(getattr(one, name))]
        yield from (missing(f"{place} 第 {row} 列 {label}") for label in lacking)
    yield from _counted(application, place)
    if len(members) < ADVISED:
        yield Finding("application_few_members", place, len(members))


def _counted(application: Application, place: str) -> Iterator[Finding]:
    """Yield the agencies with more members than one may send, and the rows that name one person again."""
    members, own = application.team.members, application.team.agency
    agencies = [one.agency or own for one in members]
    names = {one_name(agency): agency for agency in reversed(agencies)}
    for key, count in Counter(map(one_name, agencies)).items():
        if count > MEMBERS_LIMIT:
            facts = {"name": names[key] or "本機關"}
            yield Finding("application_too_many_members", place, count, "warning", facts)
    people = [tuple(map(one_name, (agency, one.unit, one.name))) for agency, one in zip(agencies, members, strict=True)]
    again = [at for at, one in enumerate(people, 1) if one[-1] and one in people[: at - 1]]
    if again:
        yield Finding("application_member_twice", place, len(again), facts={"rows": "、".join(map(str, again))})


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
    chosen, told = "其他" in answers.adoption, is_told(answers.adoption_other)
    if chosen and not told:
        yield Finding("application_option_untold", place, level="warning")
    if told and not chosen:
        yield Finding("application_option_unchosen", place, level="warning")


def proposal_gaps(application: Application, words: ApplicationWords) -> Iterator[Finding]:
    """Yield what part 三 lacks."""
    held, label, part = application.proposal, words.proposal, words.parts_of
    place = f"{words.parts['proposal'][:2]}{{}}".format
    if not is_told(held.topic):
        yield missing(place(label["topic"]))
    yield from _choice(held.aspect, place(label["aspect"]))
    for name in ("background", "pain"):
        if not is_told(getattr(held, name)):
            yield missing(f"{place(label['problem'])} {part[name]}")
    if not held.needs:
        yield missing(place(label["needs"]))
    if not (is_told(held.benefits) or held.metrics):
        yield missing(place(label["benefits"]))
    yield from _datasets(held.datasets, place(label["datasets"]), words)
    yield from _choice(held.stage, f"{place(label['progress'])} {part['stage']}")
    for name in ("budget", "schedule"):
        if not is_told(getattr(held, name)):
            yield missing(f"{place(label['progress'])} {part[name]}")
    yield from _busy(held.busy, place(label["busy"]), words)


def _datasets(datasets: Iterable[DataSet], place: str, words: ApplicationWords) -> Iterator[Finding]:
    rows = list(datasets)
    if not rows:
        yield missing(place)
    for at, one in enumerate(rows, 1):
        lacking = [label for name, label in words.datasets.items() if not is_told(getattr(one, name))]
        yield from (missing(f"{place} 第 {at} 筆 {label}") for label in lacking)


def _busy(times: Iterable[BusyTime], place: str, words: ApplicationWords) -> Iterator[Finding]:
    rows = list(times)
    if not rows:
        yield missing(f"{place}（沒有的話請寫「無」）")
    for at, one in enumerate(rows, 1):
        if not is_told(one.what):
            yield missing(f"{place} 第 {at} 列 {words.busy['what']}")
        elif one.first is None and one.what not in NOTHING:
            yield missing(f"{place} 第 {at} 列 {words.busy['first']}")
