"""Builders of published files with one text at one place of a carrier; the text is what a test plants, or harmless."""

from tests.privacy.planted.books import ODS, PARQUET, XLSX
from tests.privacy.planted.pages import HTML, NOTEBOOK, PICTURES, SVG, TEXT
from tests.privacy.planted.papers import DOCX, ODT, PDF

FAMILIES = {
    "xlsx": XLSX,
    "ods": ODS,
    "odt": ODT,
    "docx": DOCX,
    "pdf": PDF,
    "html": HTML,
    "svg": SVG,
    "ipynb": NOTEBOOK,
    "parquet": PARQUET,
}


BUILDERS = {
    **{f"{suffix}: {place}": (suffix, make) for suffix, places in FAMILIES.items() for place, make in places.items()},
    **{suffix: (suffix, make) for suffix, make in TEXT.items()},
    **{f"{suffix}: {kind}": (suffix, make) for kind, (suffix, make) in PICTURES.items()},
}
