"""The rules of one parameter, in the words of JSON Schema, as a notebook's metadata carries them; checked when they are read.

==================  ==============================================================================
title               what the parameter is, in zh-TW; said in every refusal
description         what is right, in zh-TW; asked for beside ``pattern``, which people do not read
enum, not.enum      the values that may be; values that may not be (``{"not": {"enum": [1]}}``)
minimum, maximum    limits that may be reached; ``exclusiveMinimum`` may not
format: date        a day, written 西元 or 民國; becomes ISO 8601
pattern, maxLength  of texts
items               the rules of each item of a list
x-labkit            ``table``: a table of the session; ``raw table``: one of data/raw; ``name model``: a language model that is
                    installed. Checked by preflight, where these are known
==================  ==============================================================================

Source of the words: JSON Schema Validation, draft 2020-12, sections 6 to 9. No column can be checked here: cleaning may still make it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from labkit.core.messages import say
from labkit.core.near import near_miss
from labkit.sessions.parameters.names import clean_name
from labkit.sessions.parameters.rule_words import WORDS
from labkit.sessions.parameters.typed import LONGEST, NotFit, typed


@dataclass(frozen=True)
class Rules:
    """What a value may be; each rule that is not set allows everything."""

    title: str = ""
    description: str = ""
    enum: tuple[Any, ...] = ()
    excluded: tuple[Any, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    date: bool = False
    pattern: str = ""
    longest: int = LONGEST
    items: Rules | None = None
    names: str = ""


class RulesBroken(ValueError):
    """Rules that cannot be meant; the text is the end of a zh-TW sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(say(f"parameters.rules.{code}", **facts))


def read_rules(told: object, kind: str) -> Rules:
    """Return the rules that ``told`` means for a parameter of type ``kind``; raises RulesBroken.

    >>> read_rules({"title": "小格門檻", "minimum": 0}, "int").minimum
    0
    """
    if not isinstance(told, Mapping):
        raise RulesBroken("shape")
    for word, value in told.items():
        _check_word(str(word), value, kind)
    if "pattern" in told and "description" not in told:
        raise RulesBroken("pattern_unsaid")
    rules = Rules(
        title=told.get("title", ""),
        description=told.get("description", ""),
        enum=_choices(told.get("enum", ()), kind),
        excluded=_choices(told.get("not", {}).get("enum", ()), kind),
        minimum=told.get("minimum"),
        maximum=told.get("maximum"),
        above=told.get("exclusiveMinimum"),
        date="format" in told,
        pattern=told.get("pattern", ""),
        longest=told.get("maxLength", LONGEST),
        items=read_rules(told["items"], "str") if "items" in told else None,
        names=told.get("x-labkit", ""),
    )
    lowest = max((one for one in (rules.minimum, rules.above) if one is not None), default=None)
    if lowest is not None and rules.maximum is not None and lowest > rules.maximum:
        raise RulesBroken("limits")
    return rules


def _check_word(word: str, value: object, kind: str) -> None:
    if word == "type":
        raise RulesBroken("type")
    if word not in WORDS:
        raise RulesBroken("unknown", word=clean_name(word), near=near_miss(word, list(WORDS)))
    kinds, is_right, code = WORDS[word]
    if kind not in kinds:
        raise RulesBroken("misplaced", word=word, kind=kind)
    if not is_right(value):
        raise RulesBroken("value", word=word, what=say(f"parameters.rules.{code}"))


def _choices(values: Any, kind: str) -> tuple[Any, ...]:
    try:
        found = tuple(typed(value, kind) for value in values)
    except NotFit:
        raise RulesBroken("value", word="enum", what=say(f"parameters.rules.of_{kind}")) from None
    if found != tuple(values) or len(set(found)) < len(found):
        raise RulesBroken("value", word="enum", what=say("parameters.rules.choices"))
    return found
