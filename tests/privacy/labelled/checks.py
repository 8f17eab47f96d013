"""Check digits, worked out from the published rules and not from any library."""

LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # A is 10, B is 11, and so on; I and O came last
ID_WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
UBN_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)


def id_holds(number: str) -> bool:
    """Whether a national or resident id, old or new, has the right check digit."""
    county = 10 + LETTERS.index(number[0])
    second = int(number[1]) if number[1].isdigit() else (10 + LETTERS.index(number[1])) % 10
    figures = [county // 10, county % 10, second, *map(int, number[2:])]
    return sum(figure * weight for figure, weight in zip(figures, ID_WEIGHTS, strict=True)) % 10 == 0


def ubn_holds(number: str, divisor: int = 5) -> bool:
    """Whether a company number holds: its sum is a multiple of 5 since April 2023, and was one of 10 before.

    Each number of the older rule holds under the newer one; a 7 in seventh place may count as one more.
    """
    products = [int(figure) * weight for figure, weight in zip(number, UBN_WEIGHTS, strict=True)]
    total = sum(product // 10 + product % 10 for product in products)
    return total % divisor == 0 or (number[6] == "7" and (total + 1) % divisor == 0)


def luhn_holds(number: str) -> bool:
    """Whether a card number has the right last digit."""
    total = 0
    for place, figure in enumerate(reversed(number)):
        doubled = int(figure) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def close_id(head: str) -> str:
    """Nine signs of an id and the check digit that fits."""
    return next(head + last for last in "0123456789" if id_holds(head + last))


def close_card(head: str) -> str:
    """A card number without its last digit, and the digit that fits."""
    return next(head + last for last in "0123456789" if luhn_holds(head + last))


def close_ean(head: str) -> str:
    """Twelve digits of a product bar code and the check digit that fits."""
    total = sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(head))
    return head + str(-total % 10)
