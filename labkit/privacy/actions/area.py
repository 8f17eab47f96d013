"""An address, or an IP address, by its area alone."""

from __future__ import annotations

import ipaddress
import re
from typing import Any, ClassVar, Literal

from labkit.privacy.action import Action
from labkit.privacy.keys import Key
from labkit.tables.kinds import as_text
from labkit.taiwan.addresses import read_address

VILLAGE = re.compile("[^路街巷弄號段橋0-9]{1,4}[里村]")
NETWORK_BITS = {4: 24, 6: 48}


class Area(Action):
    """``to: county``, ``town`` or ``village`` of a Taiwanese address; ``to: network`` of an IP address (/24, /48).

    What cannot be read becomes missing, never stays.
    """

    action: Literal["area"] = "area"
    label: ClassVar[str] = "只留區域"
    examples: ClassVar[tuple[tuple[dict[str, Any], list[Any], list[Any]], ...]] = (
        ({"to": "town"}, ["台北市萬華區新安里3鄰西園路2段1號", "略", None], ["臺北市萬華區", None, None]),
        (
            {"to": "village"},
            ["臺北市萬華區新安里3鄰西園路2段1號", "臺北市萬華區西園路2段1號"],
            ["臺北市萬華區新安里", "臺北市萬華區"],
        ),
        ({"to": "network"}, ["140.112.8.116", "2001:db8::1", "無"], ["140.112.8.0/24", "2001:db8::/48", None]),
    )
    to: Literal["county", "town", "village", "network"]

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the area."""
        del key
        text = as_text(value)
        return _network(text) if self.to == "network" else self._place(text)

    def _place(self, text: str) -> str | None:
        found = read_address(text)
        village = found.village if VILLAGE.fullmatch(found.village) else ""
        parts = {"county": (found.county,), "town": (found.county, found.town)}
        return "".join(parts.get(self.to, (found.county, found.town, village))) or None


def _network(text: str) -> str | None:
    try:
        found = ipaddress.ip_address(text.strip().split("/", maxsplit=1)[0])
    except ValueError:
        return None
    return str(ipaddress.ip_network(f"{found}/{NETWORK_BITS[found.version]}", strict=False))
