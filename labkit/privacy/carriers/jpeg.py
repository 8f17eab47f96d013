"""JPEG: its remarks and Exif."""

from __future__ import annotations

from labkit.privacy.carriers._pictures import jpeg
from labkit.privacy.release.carrier import Carrier

JPEG = Carrier(suffixes=(".jpg", ".jpeg"), pieces=jpeg)
