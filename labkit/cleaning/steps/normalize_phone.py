"""Write telephone numbers alike."""

from __future__ import annotations

import functools
import re
from typing import Any, ClassVar, Literal, Self

from labkit.cleaning.evidence import Evidence, one_for_all, told
from labkit.cleaning.step import Cell, CellStep, Example, Missing
from labkit.tables.kinds import as_text
from labkit.taiwan.phones import read_phone

NAMED = re.compile(r"電話|手機|行動|傳真|聯絡方式|phone|mobile|tel", re.IGNORECASE)
ENOUGH = 0.7
Form = Literal["dashes", "digits"]
FORMS: tuple[Form, ...] = ("dashes", "digits")


class NormalizePhone(CellStep):
    """Numbers become 02-23113731#123, 0912-345-678, 0800-024-111; what is not one number stays as it is.

    ``form: digits`` leaves out the signs between the digits (0912345678, 0223113731#123). A mobile that lost its leading
    zero is given it back. Source of the lengths: see ``labkit.taiwan.phones``.
    """

    step: Literal["normalize_phone"] = "normalize_phone"
    label: ClassVar[str] = "統一電話寫法"
    turn: ClassVar[int] = 44
    label_en: ClassVar[str] = "Normalise phone"
    takes: ClassVar[tuple[str, ...]] = ("text", "number")
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["電話"]},
            {"電話": ["(02)2311-3731轉123", "+886912345678", "2311-3731", "無", None]},
            {"電話": ["02-23113731#123", "0912-345-678", "2311-3731", "無", None]},
        ),
        Example({"columns": ["電話"], "form": "digits"}, {"電話": [912345678]}, {"電話": ["0912345678"]}),
    )

    form: Form = "dashes"

    @classmethod
    def propose(cls, evidence: Evidence) -> list[Self]:
        """Propose it for columns of numbers to call that are written in several ways."""
        found: dict[str, dict[str, int]] = {"dashes": {}, "digits": {}}
        for one in evidence.columns:
            counts = told(one)
            read = {text: shaped for text in counts if (shaped := read_phone(text))}
            many = sum(counts[text] for text in read) >= ENOUGH * sum(counts.values()) > 0
            if many and NAMED.search(one.name):
                bare = sum(counts[text] for text in read if text.isdigit())
                form: Form = "digits" if 2 * bare > sum(counts[text] for text in read) else "dashes"
                apart = (counts[text] for text, shaped in read.items() if _formed(shaped, form) != text)
                found[form][one.name] = sum(apart)
        return [step for form in FORMS for step in one_for_all(found[form], functools.partial(cls._alike, form))]

    @classmethod
    def _alike(cls, form: Form, names: tuple[str, ...], count: int) -> Self:
        return cls(columns=names, form=form, why=f"{count:,} 格電話寫法不一，或少了開頭的 0")

    def value(self, *cells: Any) -> Cell | Missing:
        """Return the number in one way of writing."""
        cell = cells[0]
        text = as_text(cell)
        shaped = read_phone(text)
        return _formed(shaped, self.form) if shaped else text


def _formed(shaped: str, form: Form) -> str:
    return shaped.replace("-", "") if form == "digits" else shaped
