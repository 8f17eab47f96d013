"""The written forms of every entity, and how often a column uses each group of them.

Masked values are truth of their entity. In a marked text a value is ``⟦ENTITY:value⟧``.
"""

from random import Random

from .accounts import BANK_ACCOUNT, CARRIER, CREDIT_CARD
from .addresses import ADDRESS
from .dates import BIRTH_DATE
from .identifiers import (
    CERTIFICATE,
    HEALTH_CARD,
    HOUSEHOLD,
    MEDICAL_RECORD,
    NATIONAL_ID,
    PASSPORT,
    RESIDENT_ID,
    UBN,
)
from .online import EMAIL, IP_ADDRESS, LINE_ID
from .parcels import PARCEL
from .people import PERSON
from .phones import LANDLINE, MOBILE
from .plates import PLATE
from .written import Forms, Maker

FORMS: dict[str, Forms] = {
    "BIRTH_DATE": BIRTH_DATE,
    "CREDIT_CARD": CREDIT_CARD,
    "EMAIL_ADDRESS": EMAIL,
    "IP_ADDRESS": IP_ADDRESS,
    "LINE_ID": LINE_ID,
    "PERSON": PERSON,
    "TW_ADDRESS": ADDRESS,
    "TW_BANK_ACCOUNT": BANK_ACCOUNT,
    "TW_CITIZEN_CERT": CERTIFICATE,
    "TW_HOUSEHOLD_NO": HOUSEHOLD,
    "TW_INVOICE_CARRIER": CARRIER,
    "TW_LANDLINE": LANDLINE,
    "TW_LAND_PARCEL": PARCEL,
    "TW_MEDICAL_RECORD": MEDICAL_RECORD,
    "TW_MOBILE": MOBILE,
    "TW_NATIONAL_ID": NATIONAL_ID,
    "TW_NHI_CARD": HEALTH_CARD,
    "TW_PASSPORT": PASSPORT,
    "TW_PLATE": PLATE,
    "TW_RESIDENT_ID": RESIDENT_ID,
    "TW_UBN": UBN,
}
ENTITIES = tuple(FORMS)

GROUPS = ("usual", "bare", "odd", "masked", "excel")
MODES = {  # weights of the groups
    "register": (78, 5, 9, 4, 4),
    "clean": (97, 0, 2, 1, 0),
    "lying": (90, 0, 6, 4, 0),
    "text": (80, 0, 8, 12, 0),
    "odd": (10, 0, 85, 5, 0),
    "masked": (8, 0, 2, 90, 0),
    "excel": (15, 0, 5, 0, 80),
    "bare": (5, 88, 4, 0, 3),
    "all": (25, 8, 42, 17, 8),
}


def mark(entity: str, written: str) -> str:
    """The value of a written form marked as an entity."""
    return written.replace("⟦", f"⟦{entity}:") if "⟦" in written else f"⟦{entity}:{written}⟧"


def written_form(draw: Random, entity: str, mode: str, favourite: Maker | None = None) -> str:
    """A value in a written form; four in five of the usual ones are in the ``favourite`` form of their column."""
    forms = FORMS[entity]
    group = draw.choices(GROUPS, MODES[mode])[0]
    makers: tuple[Maker, ...] = getattr(forms, group)
    if makers and group != "usual":
        return draw.choice(makers)(draw)
    if favourite and draw.random() < 0.8:
        return favourite(draw)
    return draw.choice(forms.usual)(draw)


def marked_value(draw: Random, entity: str, mode: str = "register", favourite: Maker | None = None) -> str:
    """A value in a written form, marked."""
    return mark(entity, written_form(draw, entity, mode, favourite))


def value_in_text(draw: Random, entity: str) -> str:
    """A marked value for running text, without words or spaces of its own around it."""
    while True:
        written = written_form(draw, entity, "text")
        if "⟦" not in written and written == written.strip():
            return mark(entity, written)
