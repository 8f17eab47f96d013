"""Damaged files: truncated, mutated, and damaged inside their zip. Only refusals may come of it; the reader lives on.

200 seeded files in every run, 2,000 under ``make proof``. A child that hangs is ended by its own limit (see ``_workbook``).
"""

import io
import os
import random
import resource
import time
import zipfile

import pytest

import labkit as lk
from labkit.core import isolate

PROOF = bool(os.environ.get("LABKIT_PROOF"))
FILES = 2_000 if PROOF else 200
WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
PARTS = 8


def mutated(data, chance):
    """Return ``data`` with one to four damages."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        if len(found) < 8:
            break
        at = chance.randrange(len(found))
        size = min(len(found) - at, chance.choice([1, 2, 4, 16, 300, 5_000]))
        how = chance.randrange(6)
        if how == 0:
            del found[at:]
        elif how == 1:
            found[at : at + size] = chance.randbytes(size)
        elif how == 2:
            del found[at : at + size]
        elif how == 3:
            found[at:at] = found[at : at + size]
        elif how == 4:
            found[at : at + size] = bytes(size)
        else:
            found[at] ^= 1 << chance.randrange(8)
    return bytes(found)


def mutated_inside(data, chance):
    """Return a zip with one of its parts damaged and its checks right, or a damaged file where it is no zip."""
    try:
        source = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return mutated(data, chance)
    out = io.BytesIO()
    victim = chance.choice(source.namelist())
    with source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, mutated(part, chance) if name == victim else part)
    return out.getvalue()


@pytest.mark.parametrize("part", range(PARTS))
def test_damaged_files_are_read_or_refused_and_nothing_else(shared, tmp_path, part):
    sources = sorted((shared / "corpus" / "files").iterdir())
    chance = random.Random(20251123 + part)
    slowest, read, refused = 0.0, 0, 0
    for number in range(FILES // PARTS):
        source = chance.choice(sources)
        path = tmp_path / f"{number}{source.suffix}"
        path.write_bytes(chance.choice([mutated, mutated, mutated_inside])(source.read_bytes(), chance))
        began = time.perf_counter()
        try:
            tables = lk.read_all(path)
            read += bool(sum(len(table) for table in tables.values()))
        except lk.LabkitError as error:
            assert str(error)
            refused += 1
        slowest = max(slowest, time.perf_counter() - began)
        path.unlink()
    assert read + refused == FILES // PARTS
    isolate._end_kept()
    assert max(resource.getrusage(who).ru_maxrss for who in WHO) < 2_000_000
    assert slowest < 10 or not PROOF
