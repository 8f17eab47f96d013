"""A zip package with a few parts changed and added; the others are copied as they lie, not packed again.

Source of the records: APPNOTE.TXT 6.3.10 (PKWARE), 4.3.7 local header, 4.3.12 central directory, 4.3.16 end. Dates are those of
the first day that a zip knows, so that the same parts make the same bytes.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
LOCAL_SIZE = 30
FIRST_DAY = 0x21  # 1 January 1980
UTF8 = 0x800
NEEDS, MADE_BY_UNIX = 20, 0x0314
READABLE = 0o644 << 16


def with_parts(package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return ``package`` with ``parts`` in the place of those of the same name, or after the others."""
    out, directory, count = BytesIO(), BytesIO(), 0
    kept = [(name, raw) for name, raw in _raw(package) if name not in parts]
    for name, raw in [*kept, *((name, _packed(data)) for name, data in parts.items())]:
        _write(out, directory, name, raw)
        count += 1
    listed = directory.getvalue()
    end = struct.pack("<4s4H2LH", END, 0, 0, count, count, len(listed), out.tell(), 0)
    return out.getvalue() + listed + end


def part(package: bytes, name: str) -> bytes:
    """Return one part of a package."""
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return opened.read(name)


Raw = tuple[int, int, int, bytes]


def _raw(package: bytes) -> list[tuple[str, Raw]]:
    """Return every part as it lies in the package: method, checksum, size unpacked, packed bytes."""
    found = []
    with zipfile.ZipFile(BytesIO(package)) as opened:
        for one in opened.infolist():
            names = struct.unpack_from("<2H", package, one.header_offset + 26)
            start = one.header_offset + LOCAL_SIZE + sum(names)
            told = (one.compress_type, one.CRC, one.file_size, package[start : start + one.compress_size])
            found.append((one.filename, told))
    return found


def _packed(data: bytes) -> Raw:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return zipfile.ZIP_DEFLATED, zlib.crc32(data), len(data), packer.compress(data) + packer.flush()


def _write(out: BytesIO, directory: BytesIO, name: str, raw: Raw) -> None:
    method, checksum, size, packed = raw
    written = name.encode()
    flags = 0 if name.isascii() else UTF8
    told = (NEEDS, flags, method, 0, FIRST_DAY, checksum, len(packed), size, len(written), 0)
    directory.write(struct.pack("<4sH5H3L5H2L", CENTRAL, MADE_BY_UNIX, *told, 0, 0, 0, READABLE, out.tell()) + written)
    out.write(struct.pack("<4s5H3L2H", LOCAL, *told) + written + packed)
