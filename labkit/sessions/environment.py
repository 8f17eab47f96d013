"""The environment that every kernel of a session has: what a result may depend on is said here and in the manifest."""

from __future__ import annotations

import os

from labkit.core.batch import BATCH

PLACE = {"TZ": "Asia/Taipei"} if os.name == "posix" else {}  # the C library of Windows reads names of places as UTC
ENVIRONMENT = {
    **PLACE,
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "agg",
    "YDATA_PROFILING_NO_ANALYTICS": "1",
    "PYTHONUTF8": "1",
    BATCH: "1",
}
