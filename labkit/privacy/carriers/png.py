"""PNG: its text chunks, packed ones too."""

from __future__ import annotations

from labkit.privacy.carrier import Carrier
from labkit.privacy.carriers._pictures import png

PNG = Carrier(suffixes=(".png",), pieces=png)
