"""Every carrier: its suffixes are its own, what it yields is text with a place, and what it cannot read it refuses."""

import random

import pyarrow as pa
import pytest

from labkit.privacy.release.carrier import CARRIERS, Block, Passage, Unreadable, carrier_of, pieces_of
from tests.privacy.planted import BUILDERS

SUFFIXES = [suffix for one in CARRIERS.values() for suffix in one.suffixes]
BUILT = {f".{suffix}": make for suffix, make in BUILDERS.values()}


def read(folder, suffix, data):
    """Return what a file gives, or None where it is refused; anything else that is raised fails the test."""
    path = folder / f"a{suffix}"
    path.write_bytes(data)
    try:
        return list(pieces_of(path))
    except Unreadable:
        return None


def test_a_suffix_belongs_to_one_carrier():
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_suffix_finds_its_carrier_in_any_case(suffix):
    assert suffix in carrier_of(suffix.upper()).suffixes


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_noise_is_refused_or_read_as_text_and_raises_nothing_else(tmp_path, suffix):
    noise = random.Random(7)
    for size in (0, 1, 7, 100, 5_000):
        found = read(tmp_path, suffix, noise.randbytes(size))
        assert not size or size < 100 or found is None


@pytest.mark.parametrize("suffix", sorted(set(BUILT)))
def test_a_file_cut_short_or_altered_raises_nothing_but_unreadable(tmp_path, suffix):
    whole = BUILT[suffix]("甲乙丙")
    noise = random.Random(7)
    for at in [1, len(whole) // 2, len(whole) - 1]:
        read(tmp_path, suffix, whole[:at])
    for _ in range(20):
        changed = bytearray(whole)
        for _ in range(5):
            changed[noise.randrange(len(changed))] = noise.randrange(256)
        read(tmp_path, suffix, bytes(changed))


@pytest.mark.parametrize("suffix", sorted(set(BUILT)))
def test_every_piece_is_text_with_a_place(tmp_path, suffix):
    found = read(tmp_path, suffix, BUILT[suffix]("甲乙丙"))
    assert found
    for one in found:
        if isinstance(one, Passage):
            assert isinstance(one.text, str)
            assert one.place
        else:
            assert isinstance(one, Block)
            assert {len(column.cells) for column in one.columns} == {len(one.rows)}
            assert all(isinstance(column.cells, pa.Array | pa.ChunkedArray) for column in one.columns)


def test_every_carrier_has_a_builder_that_tests_plant_values_with():
    covered = {carrier_of(suffix) for suffix in BUILT}
    assert covered == set(CARRIERS.values())
