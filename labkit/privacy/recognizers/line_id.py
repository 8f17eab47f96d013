"""LINE ID: four to twenty lower-case letters, digits and . _ -; any word looks alike, so context is always needed.

Straight behind LINE or ID, with nothing between, capitals and digits alone are no ID of lower-case letters, but a code such as a pseudonym.
"""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer

NAMES = re.compile(r"(?<![A-Za-z])line(?![A-Za-z])|^賴|賴(?:$|id|號|帳)|line[ _.]?id", re.IGNORECASE)
NOT_IDS = frozenset({"line", "lineid", "none", "null", "https", "http", "email", "gmail", "群組"})

LINE_ID = Recognizer(
    entity="LINE_ID",
    label="LINE ID",
    patterns=(
        Pattern(
            r"(?:(?<=LINE:)|(?<=Line:)|(?<=line:)|(?<=LINE )|(?<=Line )|(?<=line )|(?<=ID:)|(?<=id:)|(?<=ID )|(?<=id )|(?<=ID: )|(?<=: )|(?<=是)|(?<=為)|(?<=賴:)|(?<=帳號:)|(?<=(?<![A-Za-z0-9])LINE)(?!(?=[0-9]*[A-Z])[A-Z0-9]+(?![A-Za-z0-9._*-]))|(?<=ID)(?!(?=[0-9]*[A-Z])[A-Z0-9]+(?![A-Za-z0-9._*-]))|(?<=友)|(?<=號))"
            r"[A-Za-z0-9][A-Za-z0-9._*-]{3,19}(?![A-Za-z0-9@._*-])",
            0.3,
        ),
        Pattern(r"^@?[A-Za-z0-9][A-Za-z0-9._*-]{3,19}$", 0.6, names=NAMES),
    ),
    names=NAMES,
    check=lambda text: text.lower() not in NOT_IDS,
    words=("LINE", "Line", "line", "加賴", "賴ID", "賴:"),
    source="LINE users' guides as quoted (2020, 2022): 4 to 20 of a-z 0-9 . _ -; no help page was read: medium",
    confidence="medium",
    hits=(
        "LINE ID：wang_0123",
        "LINE wang.ok",
        "LINEwang.ok",
        "加line:mei.ling88",
        "LINE：abc12345",
        ("LINE ID", "wang_0123"),
        ("LINE", "amy.chen"),
    ),
    misses=(
        "K3LINEQ7WX2ABCDE",
        "LINEQUXHT7756BPY",
        "IDQ7WX2ABCDE3KMN",
        "wang_0123",
        "帳號abc12345",
        ("帳號", "wang_0123"),
        ("online", "abc12345"),
    ),
)
