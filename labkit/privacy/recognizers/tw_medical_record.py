"""病歷號碼: given by each institution, without a common form; known by its column or its label alone."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer
from labkit.privacy.recognizers._marks import THINGS, UNFLOATED

NAMES = re.compile(r"病歷(?:號|編號|碼|no)|病歷$|chart[ _.]?no|mrn|medical.?record", re.IGNORECASE)

TW_MEDICAL_RECORD = Recognizer(
    entity="TW_MEDICAL_RECORD",
    label="病歷號",
    patterns=(
        Pattern(
            r"(?<![0-9A-Za-z])(?<![0-9][.,])[A-Za-z]{0,3}-?[0-9]{5,10}(?:-[0-9])?(?![0-9A-Za-z年月/]|[.,][0-9])", 0.25
        ),
        Pattern(r"(?<![0-9A-Za-z])[A-Z]{0,3}[0-9]{2,6}[*○〇]{2,6}[0-9]{0,4}(?![0-9A-Za-z*])", 0.2),
        Pattern(
            rf"^(?:[A-Za-z]{{0,3}}-?[0-9]{{3,10}}(?:-[0-9A-Za-z]{{1,3}})?{UNFLOATED}|[0-9](?:\.[0-9]+)?[Ee]\+0[5-9])$",
            0.25,
            names=NAMES,
        ),
    ),
    names=NAMES,
    against=THINGS,
    words=("病歷",),
    source="衛生福利部 TW Core IG: a string per institution without a pattern; samples of six and seven digits",
    confidence="low",
    hits=("病歷號4958603", "病歷號碼：A1234567", ("病歷號", "123456"), ("病歷號碼", "0012345-6")),
    misses=("4958603", "案號4958603", ("件數", "123456"), "病歷摘要如後"),
)
