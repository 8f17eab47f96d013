"""Codebook: which phrases put a text into which category. A team writes it, reads it aloud, and changes it by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from labkit.analysis.codebooks.phrases import parts_of, plain
from labkit.core.spec import Lines, Spec, SpecPart

UNCODED, UNFILLED, TOTAL = "未歸類", "未填", "總計"
RESERVED = (UNCODED, UNFILLED, TOTAL)
Terms = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value or ())]


class Category(SpecPart):
    """A category: a text that holds one of ``include`` belongs to it, unless it holds one of ``exclude``.

    A term is a phrase; 「…」 in it stands for anything within the sentence (「等…久」). ``examples`` are made-up sentences
    that belong to the category: each is tried, and told where the rules miss it.
    """

    name: str = Field(min_length=1)
    include: Terms = Field(min_length=1)
    exclude: Terms = ()
    examples: Terms = ()
    note: Lines = ""

    @field_validator("include", "exclude")
    @classmethod
    def _says_something(cls, terms: tuple[str, ...]) -> tuple[str, ...]:
        for term in terms:
            if not parts_of(term):
                message = "詞語不能只有空白或「…」"
                raise ValueError(message)
        return tuple(dict.fromkeys(terms))

    @field_validator("name")
    @classmethod
    def _not_reserved(cls, name: str) -> str:
        if name.strip() in RESERVED:
            message = f"「{name.strip()}」由 labkit 使用，請換一個類別名稱"
            raise ValueError(message)
        return name.strip()


class Codebook(Spec):
    """Categories in order. ``assign``: ``all`` that match (a text may stand in several), or the ``first``.

    >>> book = Codebook(categories=[Category(name="等待", include=["等太久"])])
    >>> book.assign, book.categories[0].name
    ('all', '等待')
    """

    name: str = ""
    note: Lines = ""
    assign: Literal["all", "first"] = "all"
    categories: tuple[Category, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _named_once(self) -> Self:
        twice = [name for name, times in Counter(self.names).items() if times > 1]
        if twice:
            message = f"類別「{twice[0]}」重複"
            raise ValueError(message)
        return self

    @property
    def names(self) -> list[str]:
        """Return the names of the categories, in order."""
        return [one.name for one in self.categories]

    @property
    def terms(self) -> list[tuple[str, str]]:
        """Return every (category, term that includes), in order."""
        return [(one.name, term) for one in self.categories for term in one.include]

    @property
    def broad_terms(self) -> list[str]:
        """Return the terms of a single sign: they match by accident."""
        return [term for _, term in self.terms if len(plain(term)) == 1]

    @property
    def repeated_terms(self) -> list[str]:
        """Return the terms that stand in several categories."""
        places = Counter(plain(term) for _, term in self.terms)
        return list(dict.fromkeys(term for _, term in self.terms if places[plain(term)] > 1))


def read_codebook(value: Any) -> Any:
    """Return the codebook of a YAML file where ``value`` is a path; a mapping or Codebook stays for the model.

    Raises FileMissing for a path without a file. A session resolves a bare name to ``codebooks/<name>.yml`` before.
    """
    return Codebook.load(Path(value)) if isinstance(value, (str, Path)) else value


CodebookField = Annotated[Codebook, BeforeValidator(read_codebook)]
