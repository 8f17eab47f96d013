"""Number plates, of the form of 2012 and of the older ones."""

from random import Random

from .written import Forms, full_width, pattern, swapped, variants

old_plate = pattern(
    "@@-####",
    "####-@@",
    "@@@-###",
    "###-@@@",
    "@%-####",
    "%@-####",
    "@@%-###",
    "@@-#####",
    "H@@-&&&",
    "K@@-&&&",
    "@@-###",
    "###-@@",
    "@@-##",
)
_electric = pattern("E@@-&&&&")
_rental = pattern("R@@-&&&&", "T@@-&&&&")
_motorcycle = pattern("M@@-&&&&")
_other = pattern("@@@-&&&&")


def new_plate(draw: Random) -> str:
    """Three letters and four digits, first letters as often as on the road."""
    return draw.choices([_electric, _rental, _motorcycle, _other], [12, 8, 25, 55])[0](draw)


PLATE = Forms(
    usual=(new_plate, new_plate, old_plate, *variants(new_plate, swapped("-", ""))),
    odd=(
        *variants(new_plate, str.lower, full_width, swapped("-", " "), swapped("-", "－"), "(⟦{}⟧)", "⟦{}⟧(自小客)"),
        *variants(old_plate, str.lower, full_width),
        pattern("@@-#####"),
    ),
    masked=(pattern("@@@-**&&", "M@@-**&&"), pattern("@@@-&&**", "M@@-&&**"), pattern("***-&&&&")),
    bare=variants(old_plate, swapped("-", "")),
)
