"""SVG: drawn texts, titles, remarks, attributes, and the pictures inside."""

from __future__ import annotations

from labkit.privacy.carrier import Carrier
from labkit.privacy.carriers._pictures import svg

SVG = Carrier(suffixes=(".svg",), pieces=svg)
