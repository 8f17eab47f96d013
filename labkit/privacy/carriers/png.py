"""PNG: its text chunks, packed ones too."""

from __future__ import annotations

from labkit.privacy.carriers._pictures import png
from labkit.privacy.release.carrier import Carrier

PNG = Carrier(suffixes=(".png",), pieces=png)
