"""Where nobody is there to click: a session sets ``LABKIT_BATCH``, and forms become a sentence, the same each time."""

from __future__ import annotations

import os

BATCH = "LABKIT_BATCH"


def nobody_there() -> bool:
    """Tell whether this is a batch run."""
    return bool(os.environ.get(BATCH))
