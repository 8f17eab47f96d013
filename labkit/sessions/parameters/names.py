"""Names that may be repeated in a message, and the parameters that labkit gives itself."""

from __future__ import annotations

import re

from labkit.core.messages import say

BY_LABKIT = ("workspace", "session")


def clean_name(name: str) -> str:
    """Return a name that may be repeated in a message: ASCII letters, few digits; else words in its place.

    >>> clean_name("rowz"), clean_name("A123456789")
    ('rowz', '（不是名稱的文字）')
    """
    is_name = re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", name) and not re.search(r"[0-9][0-9-]{3}", name)
    return name if is_name else say("parameters.no_name")
