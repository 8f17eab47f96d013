"""JSON: keys and values; records are read as a table, and a Chinese key names its value.

In JSON-LD a record tells what it is (JSON-LD 1.1, 3.5): ``name`` of a program or a file is no person's, and names no column of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from labkit.privacy.release.carrier import Carrier, Passage, Piece, Unreadable
from labkit.privacy.release.table_blocks import of_records

DIGEST = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{64}")
HAN = re.compile("[㐀-鿿]")
FEWEST = 2
TYPE, NAME = "@type", "name"
PEOPLE = frozenset({"Person", "Patient"})  # schema.org/Person and its more specific types


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield all that the document says; a key that stands twice in an object is refused."""
    return strings(json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once), "內容")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise Unreadable("JSON 的鍵重複")
    return dict(pairs)


def strings(value: Any, place: str, column: str = "") -> Iterator[Piece]:
    """Yield every key and value below ``value``."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield Passage(place, str(key))
            yield from strings(child, place, str(key) if HAN.search(str(key)) else "")
    elif isinstance(value, list):
        records = [one for one in value if isinstance(one, dict)]
        if len(records) >= FEWEST:
            yield of_records(place, [_flat(one) for one in records])
        for child in value:
            yield from strings(child, place, column)
    elif value is not None and not isinstance(value, bool) and not DIGEST.fullmatch(str(value)):
        yield Passage(place, str(value), column)


def _flat(record: dict[str, Any]) -> dict[str, str]:
    """Return the plain values of a record, as text; what names a thing stands in a column without a name."""
    thing = _is_thing(record.get(TYPE))
    plain = {str(key): str(value) for key, value in record.items() if isinstance(value, str | int | float)}
    return {"" if thing and key == NAME else key: text for key, text in plain.items() if not DIGEST.fullmatch(text)}


def _is_thing(told: Any) -> bool:
    """Tell whether the types of a record are told, and none is a person's.

    >>> _is_thing("SoftwareApplication"), _is_thing(["File", "http://schema.org/Person"]), _is_thing(None)
    (True, False, False)
    """
    kinds = [str(one) for one in (told if isinstance(told, list) else [told]) if one]
    return bool(kinds) and not any(re.split("[/:#]", one)[-1] in PEOPLE for one in kinds)


JSON = Carrier(suffixes=(".json",), pieces=pieces)
