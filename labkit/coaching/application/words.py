"""The words of 附件1 輔導申請表 and its options, kept in templates/forms because forms change by programme year."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from pydantic import Field

from labkit.core.near import near_miss
from labkit.core.resources import resource
from labkit.core.spec import Spec, SpecPart


class Option(SpecPart):
    """One literal option, what labkit advises who chose it, and whether it leaves a blank to write in (其他＿＿)."""

    text: str
    steps: tuple[str, ...] = ()
    other: bool = False


class Question(SpecPart):
    """One question of part 二; options from the strongest to the weakest, unless ``several`` may be chosen."""

    id: str
    text: str
    several: bool = False
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the options' own words."""
        return tuple(one.text for one in self.options)


class ApplicationWords(Spec):
    """Every label and option of the form, by the names that ``Application`` gives them."""

    name: str
    source: str
    titles: tuple[str, ...]
    parts: dict[str, str]
    team: dict[str, str]
    members_label: str
    members: dict[str, str]
    questions: tuple[Question, ...]
    levels: tuple[str, str, str]
    proposal: dict[str, str]
    parts_of: dict[str, str]
    aspects: tuple[str, ...]
    needs: tuple[str, ...]
    stages: tuple[str, ...]
    datasets: dict[str, str]
    busy: dict[str, str]
    papers: dict[str, str]

    def question(self, name: str) -> Question:
        """Return the question ``name``."""
        return next(one for one in self.questions if one.id == name)

    def options(self, name: str) -> tuple[str, ...]:
        """Return the literal options of the choice ``name``."""
        own = {"aspect": self.aspects, "needs": self.needs, "stage": self.stages}
        return own[name] if name in own else self.question(name).texts


@functools.cache
def application_words() -> ApplicationWords:
    """Return the words of this programme year.

    >>> application_words().options("aspect")
    ('優化民生相關服務', '落實國家重要政策', '發展跨域多元協力')
    """
    return ApplicationWords.load(resource("templates", "forms", "application.yml"))


def unknown_option(chosen: Iterable[str], options: tuple[str, ...]) -> str:
    """Return what is wrong with the first choice that is no option of the form; empty if nothing is.

    >>> unknown_option(["優化民生服務"], application_words().aspects)
    '應為申請表的選項之一，文字要完全相同。是不是「優化民生相關服務」？'
    """
    wrong = next((one for one in chosen if one not in options), None)
    return "" if wrong is None else f"應為申請表的選項之一，文字要完全相同。{near_miss(wrong, list(options))}"
