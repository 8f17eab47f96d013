"""Mobile and landline numbers, with area codes, extensions and what Excel leaves of them."""

from random import Random

from .written import Forms, cut, digits, full_width, hide, pattern, shapes, swapped, then, variants

AREAS = (  # area code, digits of a subscriber, first digits, weight
    ("02", 8, "2345678", 30),
    ("03", 7, "23456789", 14),
    ("037", 6, "23456", 4),
    ("04", 8, "23", 14),
    ("04", 7, "78", 8),
    ("049", 7, "2", 4),
    ("05", 7, "2356", 9),
    ("06", 7, "2567", 9),
    ("07", 7, "235678", 12),
    ("08", 7, "78", 5),
    ("089", 6, "2358", 3),
    ("082", 6, "3", 2),
    ("0836", 5, "2", 1),
)
EXTENSION_WORDS = ("轉", "#", "分機", "#", "轉", " ext.", " ext ", " 轉 ", " #", "轉分機", " 分機 ", "＃")


def mobile(draw: Random) -> str:
    """Ten digits that start with 09."""
    third = draw.choice("0123456789" if draw.random() < 0.2 else "1235678")
    return "09" + third + digits(draw, 7)


def extension(draw: Random) -> str:
    """An extension with the word before it."""
    return draw.choice(EXTENSION_WORDS) + digits(draw, draw.choice([2, 3, 3, 3, 4]), "123456789")


def landline_fields(draw: Random) -> dict[str, object]:
    """A landline number in the pieces that written forms are made of."""
    area, size, firsts, _ = draw.choices(AREAS, [row[-1] for row in AREAS])[0]
    number = draw.choice(firsts) + digits(draw, size - 1)
    ext = extension(draw)
    return {
        "area": area,
        "no_zero": area[1:],
        "number": number,
        "left": number[:-4],
        "right": number[-4:],
        "stars": "*" * (size - 4),
        "head": number[:-3],
        "middle_hidden": hide(2, 5)(number),
        "ext": ext,
        "ext_stripped": ext.strip(),
        "local": number if size < 7 else f"{number[:-4]}-{number[-4:]}",
    }


_dashed = cut("{}-{}-{}", 4, 3, 3)
_spaced = cut("{} {} {}", 4, 3, 3)

MOBILE = Forms(
    usual=(mobile, mobile, *variants(mobile, _dashed, cut("{}-{}", 4, 6), _spaced)),
    odd=variants(
        mobile,
        full_width,
        cut("{} {}", 4, 6),
        cut("({}){}", 4, 6),
        cut("({}){}-{}", 4, 3, 3),
        cut("{}.{}.{}", 4, 3, 3),
        cut("{}-{}", 2, 8),
        cut("{}-{}-{}-{}", 4, 2, 2, 2),
        then(_dashed, full_width),
        then(_dashed, swapped("-", "－")),
        then(_dashed, swapped("-", "–")),
        cut("+886{1}", 1, 9),
        cut("886{1}", 1, 9),
        cut("+886(0){1}", 1, 9),
        cut("+886-{1}-{2}-{3}", 1, 3, 3, 3),
        cut("+886 {1} {2} {3}", 1, 3, 3, 3),
        then(_dashed, "+886-{}".format),
        "⟦{}⟧(公司)",
        "手機：⟦{}⟧",
    ),
    masked=(
        *variants(
            mobile, hide(4, 7), hide(7, 10), hide(4, 7, "○"), cut("{0}-{1}***", 4, 3), cut("{0}-XXX-{2}", 4, 3, 3)
        ),
        *variants(mobile, cut("{0}-***-{2}", 4, 3, 3), cut("{0}-***-{2}", 4, 3, 3)),
        pattern("09**-***-###"),
    ),
    excel=(
        *variants(mobile, cut("{1}", 1, 9), cut("{1}.0", 1, 9), cut("{1}-{2}-{3}", 1, 3, 3, 3)),
        lambda draw: f"9.{digits(draw, 2, '12356789')}E+08",
    ),
)

LANDLINE = Forms(
    usual=shapes(
        landline_fields,
        "{area}-{number}",
        "({area}){number}",
        "({area}){left}-{right}",
        "{area}-{left}-{right}",
        "{area}{number}",
        "{area}-{number}{ext}",
        "({area}){left}-{right}{ext}",
    ),
    odd=(
        *shapes(
            landline_fields,
            "{area} {left} {right}",
            "({area}) {number}",
            "（{area}）{number}",
            "{area}－{number}",
            "{area} {number}",
            "+886-{no_zero}-{left}-{right}",
            "+886 {no_zero} {number}",
            "+886-{no_zero}-{number}{ext}",
            "{area}{number}{ext}",
            "{area}-{number}({ext_stripped})",
            "公:⟦{area}-{number}⟧",
            "(H)⟦{area}-{number}⟧",
        ),
        *variants(shapes(landline_fields, "{area}-{number}")[0], full_width),
        *variants(shapes(landline_fields, "({area}){number}")[0], full_width),
    ),
    masked=shapes(
        landline_fields,
        "{area}-{left}****",
        "({area}){stars}-{right}",
        "{area}-{middle_hidden}",
        "{area}-{head}XXX",
    ),
    bare=(*shapes(landline_fields, "{local}"), pattern("2###-####")),
    excel=shapes(landline_fields, "{no_zero}{number}", "{no_zero}{number}.0", "{no_zero}-{number}"),
)
