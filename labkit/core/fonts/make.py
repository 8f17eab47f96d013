"""Make ``LabkitSansTC-Regular.otf``: the Traditional Chinese face of Noto Sans CJK, cut down by Unicode block.

Cut by block and never by Big5: 堃 喆 煊 峯 and other signs of people's names are not in Big5. Needs fontTools and Debian's
``fonts-noto-cjk``. The family is renamed so that no installed font of another version stands in for it. The font stays
under the SIL Open Font License 1.1 (OFL.txt).

    python labkit/core/fonts/make.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Labkit Sans TC"
FACE = "Noto Sans CJK TC"
BLOCKS = [
    (0x0020, 0x024F), (0x02B0, 0x02FF), (0x0370, 0x03FF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20CF),
    (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x25FF),
    (0x2600, 0x27BF), (0x2E80, 0x2FDF), (0x3000, 0x303F), (0x3100, 0x312F), (0x31A0, 0x31EF), (0x3200, 0x33FF),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE4F), (0xFF00, 0xFFEF), (0x20000, 0x2FA1F),
]  # fmt: skip


def main(collection: str) -> None:
    """Write the subset beside this file, with a fixed date so that the same input makes the same bytes."""
    font = next(face for face in TTCollection(collection).fonts if face["name"].getDebugName(1) == FACE)
    kept = [code for low, high in BLOCKS for code in range(low, high + 1)]
    cutter = subset.Subsetter(_options())
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    _rename(font)
    font["head"].created = font["head"].modified = 3_600_000_000
    font.recalcTimestamp = False
    font.save(Path(__file__).parent / "LabkitSansTC-Regular.otf")
    (Path(__file__).parent / "coverage.txt").write_text(coverage(sorted(font.getBestCmap())), encoding="ascii")


def coverage(codes: list[int]) -> str:
    """Return the code points as lines of ``first-last`` in hexadecimal, which core/glyphs.py reads."""
    lines, start = [], codes[0]
    for code, after in zip(codes, [*codes[1:], -1], strict=True):
        if after != code + 1:
            lines.append(f"{start:X}-{code:X}")
            start = after
    return "\n".join(lines) + "\n"


def _options() -> subset.Options:
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.layout_features = ["kern", "mark", "mkmk"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    return options


def _rename(font: TTFont) -> None:
    names = {1: FAMILY, 4: FAMILY, 6: FAMILY.replace(" ", ""), 16: FAMILY}
    kept = [
        record for record in font["name"].names if record.langID in {0, 0x409} and record.nameID not in {*names, 3, 17}
    ]
    font["name"].names = kept
    for number, text in {**names, 2: "Regular", 3: f"{FAMILY};subset by labkit"}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames[0] = FAMILY.replace(" ", "") + "-Regular"
    cff.topDictIndex[0].FamilyName = FAMILY
    cff.topDictIndex[0].FullName = FAMILY


if __name__ == "__main__":
    main(sys.argv[1])
