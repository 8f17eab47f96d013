"""Addresses: road, section, lane, number and floor in their written forms, and addresses without a road."""

from random import Random
from typing import Literal

from .places import HAMLETS, PLACES
from .written import Forms, Maker, digits, full_width, han, variants

Style = Literal["plain", "mixed", "han"]


def _number(draw: Random, style: Style) -> str:
    number = draw.randint(1, 399)
    if style == "han":
        return han(number) + "號"
    if style == "plain" or draw.random() < 0.35:
        return f"{number}號"
    part = draw.randint(1, 20)
    return draw.choice(
        [
            f"臨{number}號",
            f"{number}之{part}號",
            f"{number}號之{part}",
            f"{number}-{part}號",
            f"附{number}號",
            f"{number}號附{part}",
            f"臨{number}之{part}號",
        ]
    )


def _floor(draw: Random, style: Style) -> str:
    floor, part, room = draw.randint(2, 25), draw.randint(1, 12), draw.randint(101, 999)
    if style == "han":
        return draw.choice(["", f"{han(floor)}樓", f"{han(floor)}樓之{han(part)}"])
    if style == "plain":
        return draw.choice(["", f"{floor}樓", f"{floor}樓"])
    with_numbers = [f"{floor}樓", f"{floor}樓之{part}", f"{floor}F", f"{floor}F-{part}", f"{floor}樓{room}室"]
    with_letter = f"{floor}樓之{part}{draw.choice('ABC')}室"
    return draw.choice(["", "", *with_numbers, with_letter, "地下1樓", "B1", "地下一層"])


def _neighbourhood(draw: Random) -> str:
    number = draw.randint(1, 30)
    return draw.choice(["", f"{number}鄰", f"{number:03d}鄰", f"第{number}鄰", f"{han(number)}鄰"])


def _lane(draw: Random, style: Style) -> str:
    lane, alley = draw.randint(2, 300), draw.randint(2, 40)
    if draw.random() > 0.3:
        return ""
    text = (han(lane) if style == "han" else str(lane)) + "巷"
    if draw.random() < 0.4:
        text += (han(alley) if style == "han" else str(alley)) + "弄"
        if style == "mixed" and draw.random() < 0.08:
            text += f"{draw.randint(1, 9)}衖"
    return text


def _on_a_road(draw: Random, style: Style, villages: tuple[str, ...], roads: tuple[str, ...]) -> str:
    before = ""
    if style != "plain" and draw.random() < 0.3:
        before = draw.choice(villages) + _neighbourhood(draw)
    road = draw.choice(roads)
    if road.endswith("路") and draw.random() < 0.4:
        section = draw.randint(1, 5)
        road += (han(section) if draw.random() < 0.75 else str(section)) + "段"
    number = _number(draw, style)
    floor = "" if number[-1].isdigit() else _floor(draw, style)  # 3號之2 and 5樓 would run together
    return before + road + _lane(draw, style) + number + floor


def address(
    draw: Random,
    style: Style = "mixed",
    *,
    county: bool = True,
    district: bool = True,
    postcode: int = 0,
    hamlet: bool = False,
) -> str:
    """An address; ``postcode`` is the number of its digits, 0 for none, and ``hamlet`` asks for one without a road."""
    if hamlet or (style == "mixed" and district and draw.random() < 0.1):
        place = draw.choice(HAMLETS)
        core = place.villages[0] + _neighbourhood(draw) + place.roads[0].strip("-") + _number(draw, style)
    else:
        place = draw.choice(PLACES)
        core = _on_a_road(draw, style, place.villages, place.roads)
    text = (place.district if district else "") + core
    if county:
        text = (place.county.replace("臺", "台") if draw.random() < 0.4 else place.county) + text
    if postcode:
        text = place.postcode + digits(draw, postcode - 3) + draw.choice(["", " "]) + text
    return text


def masked_address(draw: Random) -> str:
    """An address with its number hidden."""
    place = draw.choice(PLACES)
    area, road, number = place.county + place.district, draw.choice(place.roads), draw.randint(2, 20)
    return area + draw.choice(
        [
            f"{road}***號",
            f"{road}○段○號" if road.endswith("路") else f"{road}○號",
            f"{road}{number}巷**號",
            f"{road}○○號○樓",
            f"{road}{draw.randint(1, 9)}**號{number}樓",
            f"{draw.choice(place.villages)}{number}鄰{road}**號",
        ]
    )


def plain_address(draw: Random) -> str:
    """An address with a road, and nothing out of the way."""
    return address(draw, "plain")


def _styled(style: Style = "mixed", *, county: bool = True, district: bool = True, hamlet: bool = False) -> Maker:
    return lambda draw: address(draw, style, county=county, district=district, hamlet=hamlet)


def _with_postcode(*sizes: int) -> Maker:
    return lambda draw: address(draw, postcode=draw.choice(sizes))


def _with_spaces(text: str) -> str:
    return text.replace("區", "區 ", 1).replace("路", "路 ", 1).strip()


ADDRESS = Forms(
    usual=(plain_address, address, address, _with_postcode(3, 5, 6)),
    odd=(
        _styled("han"),
        _styled("han", county=False),
        _styled(county=False),
        _styled(county=False, district=False),
        _styled(hamlet=True),
        _styled(county=False, hamlet=True),
        lambda draw: f"[{digits(draw, 3, '12345678')}]{address(draw)}",
        *variants(_with_postcode(5), full_width),
        *variants(address, full_width, "(⟦{}⟧)", "⟦{}⟧(現居地)"),
        *variants(plain_address, _with_spaces),
    ),
    masked=(masked_address,),
    bare=(_styled("plain", county=False, district=False),),
)
