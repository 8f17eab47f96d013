"""What results depend on besides their inputs: labkit's code and templates, Python, packages, lock, font, platform."""

from __future__ import annotations

import functools
import hashlib
import platform
import zlib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from labkit.core.files import sha256
from labkit.core.resources import FONT, PACKAGE, resource
from labkit.version import __version__

PACKAGES = (
    "duckdb",
    "fg-data-profiling",
    "great-tables",
    "holidays",
    "ipywidgets",
    "itables",
    "jinja2",
    "jupyterlab",
    "lxml",
    "matplotlib",
    "narwhals",
    "numpy",
    "odfdo",
    "olefile",
    "pandas",
    "papermill",
    "presidio-analyzer",
    "pyarrow",
    "pydantic",
    "pypdf",
    "python-calamine",
    "python-docx",
    "rapidfuzz",
    "rich",
    "ruamel.yaml",
    "scipy",
    "statsmodels",
    "typer",
    "typst",
    "xlsxwriter",
)
CODE = (".py", ".yml", ".json", ".csv")


@functools.cache
def versions() -> dict[str, Any]:
    """Return the versions and hashes that two runs must share to be equal byte for byte.

    >>> sorted(versions())[:3]
    ['code_sha256', 'font_sha256', 'labkit']
    """
    return {
        "labkit": __version__,
        "code_sha256": _tree(PACKAGE),
        "templates_sha256": _tree(resource("templates")),
        "python": platform.python_version(),
        "platform": f"{platform.system()} {platform.machine()}",
        "packages": {**{name: metadata.version(name) for name in PACKAGES}, "zlib": zlib.ZLIB_RUNTIME_VERSION},
        "lock_sha256": _lock(),
        "font_sha256": sha256(FONT),
    }


def _tree(folder: Path) -> str:
    """Return one hash of a folder's code and templates, the same in a checkout, in a wheel and on Windows."""
    found = hashlib.sha256()
    for path in _code(folder):
        found.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        found.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return found.hexdigest()


def _code(folder: Path) -> Iterable[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.suffix in CODE and "shipped" not in path.relative_to(folder).parts
    )


def _lock() -> str:
    try:
        return sha256(resource("requirements.lock"))
    except FileNotFoundError:
        return ""
