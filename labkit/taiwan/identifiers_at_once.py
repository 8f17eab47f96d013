"""Check digits of many identifiers at once: the rules of ``identifiers`` as one table of weights per place and sign."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from labkit.taiwan.identifiers import LETTERS, UBN_DIVISOR, UBN_SPECIAL, UBN_WEIGHTS, WEIGHTS

Kind = Literal["national_id", "resident_id", "old_resident_id", "ubn"]
LENGTHS: dict[Kind, int] = {"national_id": 10, "resident_id": 10, "old_resident_id": 10, "ubn": 8}
SECOND: dict[Kind, str] = {"national_id": "12", "resident_id": "89", "old_resident_id": "ABCD"}
WRONG = 4096
Weights = npt.NDArray[np.int16]


def valid_codes(texts: pa.StringArray, kind: Kind) -> pa.BooleanArray:
    """Tell for each text whether it is a valid identifier of ``kind``; a missing one stays missing.

    >>> valid_codes(pa.array(["A123456789", "A123456788", "甲", None]), "national_id").to_pylist()
    [True, False, False, None]
    """
    length = LENGTHS[kind]
    places = np.flatnonzero(
        pc.fill_null(pc.equal(pc.binary_length(texts), length), fill_value=False).to_numpy(zero_copy_only=False)
    )
    whole = texts.take(pa.array(places)).cast(pa.binary()).cast(pa.binary(length))
    found = np.zeros(len(texts), bool)
    if len(whole):
        signs = np.frombuffer(whole.buffers()[1], np.uint8, len(whole) * length, whole.offset * length)
        found[places] = _holds(signs.reshape(-1, length), kind)
    return pa.array(found, mask=texts.is_null().to_numpy(zero_copy_only=False))


def are_valid(texts: Sequence[str], kind: Kind) -> list[bool]:
    """Tell it for a list of texts.

    >>> are_valid(["04595257", "04595258"], "ubn")
    [True, False]
    """
    return [bool(one) for one in valid_codes(pa.array(texts, pa.string()), kind).to_pylist()]


def _holds(signs: npt.NDArray[np.uint8], kind: Kind) -> Any:
    weights = _weights(kind)
    total = np.zeros(len(signs), np.int32)
    for at in range(signs.shape[1]):
        total += weights[at][signs[:, at]]
    if kind != "ubn":
        return (total < WRONG) & (total % 10 == 0)
    special = (signs[:, 6] == ord(UBN_SPECIAL)) & ((total + 1) % UBN_DIVISOR == 0)
    return (total < WRONG) & ((total % UBN_DIVISOR == 0) | special)


@functools.cache
def _weights(kind: Kind) -> Weights:
    """Return what each sign adds at each place; a sign that may not stand there adds ``WRONG``."""
    table: Weights = np.full((LENGTHS[kind], 256), WRONG, np.int16)
    digits = range(10)
    if kind == "ubn":
        for at, weight in enumerate(UBN_WEIGHTS):
            for digit in digits:
                table[at, ord("0") + digit] = digit * weight // 10 + digit * weight % 10
        return table
    for number, letter in enumerate(LETTERS, 10):
        table[0, ord(letter)] = number // 10 * WEIGHTS[0] + number % 10 * WEIGHTS[1]
        if letter in SECOND[kind]:
            table[1, ord(letter)] = number % 10 * WEIGHTS[2]
    for at in range(1, LENGTHS[kind]):
        for digit in digits:
            if at > 1 or str(digit) in SECOND[kind]:
                table[at, ord("0") + digit] = digit * WEIGHTS[at + 1]
    return table
