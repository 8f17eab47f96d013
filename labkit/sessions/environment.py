"""The environment that every kernel of a session has: what a result may depend on is said here and in the manifest."""

from __future__ import annotations

BATCH = "LABKIT_BATCH"  # set where nobody is there to click
ENVIRONMENT = {
    "PYTHONHASHSEED": "0",
    "TZ": "Asia/Taipei",
    "MPLBACKEND": "agg",
    "YDATA_PROFILING_NO_ANALYTICS": "1",
    "PYTHONUTF8": "1",
    BATCH: "1",
}
