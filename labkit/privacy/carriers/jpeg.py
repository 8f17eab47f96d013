"""JPEG: its remarks and Exif."""

from __future__ import annotations

from labkit.privacy.carrier import Carrier
from labkit.privacy.carriers._pictures import jpeg

JPEG = Carrier(suffixes=(".jpg", ".jpeg"), pieces=jpeg)
