"""SVG: drawn texts, titles, remarks, attributes, and the pictures inside."""

from __future__ import annotations

from labkit.privacy.carriers._pictures import svg
from labkit.privacy.release.carrier import Carrier

SVG = Carrier(suffixes=(".svg",), pieces=svg)
