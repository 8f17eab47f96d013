"""SHA256SUMS: every file's hash, as coreutils writes it, so that ``sha256sum -c`` checks a bundle where no labkit is.

Source: GNU coreutils manual, sha2 utilities: hash, two blanks, name; a name with a backslash or a line break is never in a bundle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from labkit.sessions.records.fault import Fault

NAME = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  ([^\n]+)")


def sums_text(hashes: Mapping[str, str]) -> str:
    """Return the list of hashes by name, in the order of the names.

    >>> sums_text({"b": "0" * 64, "a": "1" * 64}).splitlines()[0][-4:]
    '1  a'
    """
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))


def sums_faults(data: bytes, hashes: Mapping[str, str], sure: Mapping[str, str]) -> list[Fault]:
    """Compare the list ``data`` with the files' ``hashes``; ``sure`` are hashes that the manifest states, too.

    Where a file is what the manifest says, a wrong line is the list's fault.
    """
    lines = data.decode("utf-8", "replace").split("\n")
    told: dict[str, tuple[int, str]] = {}
    faults = []
    for number, line in enumerate(lines if lines[-1] else lines[:-1], 1):
        match = LINE.fullmatch(line)
        if match is None or match[2] in told:
            faults.append(Fault(NAME, "sums_line", {"line": number}))
        else:
            told[match[2]] = (number, match[1])
    for name in sorted({*told, *hashes}):
        faults += _compared(name, told.get(name), hashes.get(name), sure.get(name))
    if not faults and data != sums_text(hashes).encode():
        faults.append(Fault(NAME, "sums_written"))
    return faults


def _compared(name: str, told: tuple[int, str] | None, found: str | None, sure: str | None) -> list[Fault]:
    if told is None:
        return [Fault(name, "extra")]
    if found is None:
        return [Fault(name, "missing")]
    if told[1] == found:
        return []
    line = {"line": told[0], "name": name}
    return [Fault(NAME, "sums_wrong", line) if found == sure else Fault(name, "changed", line)]
