"""What no parameter may carry: personal data and secrets, since parameters are kept with the frozen session.

Who is asked: the recognizers of ``labkit.privacy``, for what identifies somebody directly. A bare name that could be any word is not
among what they find in a text without context.
"""

from __future__ import annotations

import contextlib
import re

from labkit.core.errors import LabkitError
from labkit.sessions.parameters.typed import NotFit

SECRET = re.compile(
    r"-----BEGIN "
    r"|(?<![0-9A-Za-z])[0-9A-Fa-f]{32,}(?![0-9A-Za-z])"
    r"|(?<![\w+/=-])(?=[\w+=-]*[0-9])(?=[\w+=-]*[a-z])(?=[\w+=-]*[A-Z])[A-Za-z0-9_+=-]{32,}(?![\w/])"
    r"|(?<![\w+/=-])[A-Za-z0-9+/]{40,}={1,2}(?!\w)"
)
LEAST_BYTES = 32


def refuse_private(text: str) -> None:
    """Raise NotFit where ``text`` names somebody directly or holds a key; the sentence says the kind, never the value.

    >>> refuse_private("收件日期:民國年月")
    >>> refuse_private("A123456789")
    Traceback (most recent call last):
    ...
    labkit.sessions.parameters.typed.NotFit: 含有像是個人資料的內容（身分證統一編號）；參數會隨成果封存，請刪去個資再執行
    """
    if not text:
        return
    if SECRET.search(text) or _is_our_key(text):
        raise NotFit("secret")
    from labkit.privacy.detection.spans import find_all  # noqa: PLC0415  (0.5 s, paid only where somebody typed a text)
    from labkit.privacy.recognizer import RECOGNIZERS  # noqa: PLC0415

    labels = {one.entity: one.label for one in RECOGNIZERS.values()}
    direct = [labels[span.entity] for span in find_all(text) if span.role == "direct"]
    if direct:
        raise NotFit("private", what="、".join(dict.fromkeys(direct)))


def _is_our_key(text: str) -> bool:
    """Tell whether the key of this machine stands in ``text``, as its file writes it or as hexadecimal digits."""
    if len(text.encode()) < LEAST_BYTES:
        return False
    from labkit.privacy.keys import load_key  # noqa: PLC0415

    with contextlib.suppress(LabkitError, OSError):
        secret = load_key().secret
        return secret in text.encode() or secret.hex() in text.lower()
    return False
