"""A folder as one zip: names in order, one day for all, so that the same files make the same bytes."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from pathlib import Path

from labkit.core.errors import FileExists
from labkit.sessions.records.opened import BLOCK, MOST_RATIO, RATIO_FROM

FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
UNIX, PLAIN_FILE, LEVEL = 3, 0o100644, 6


def zip_folder(folder: Path, out: Path) -> Path:
    """Write every file below ``folder`` into the zip ``out``, whole or not at all; raises FileExists."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".", suffix=".part") as room:
        part = Path(room) / "bundle.zip"
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as package:
            for name in names:
                _add(package, folder / name, name)
        if out.exists():
            raise FileExists(place=out.name)
        part.replace(out)
    return out


def _add(package: zipfile.ZipFile, path: Path, name: str) -> None:
    info = zipfile.ZipInfo(name, FIRST_ZIP_DAY)
    info.create_system, info.external_attr = UNIX, PLAIN_FILE << 16
    info.compress_type, info.file_size = _kind(path), path.stat().st_size
    with path.open("rb") as source, package.open(info, "w") as target:
        shutil.copyfileobj(source, target)


def _kind(path: Path) -> int:
    """Return how a file is put in: a large one that shrinks like a bomb, so that readers would refuse it, as it is."""
    size = path.stat().st_size
    if size <= RATIO_FROM:
        return zipfile.ZIP_DEFLATED
    squeeze, made = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS), 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            made += len(squeeze.compress(block))
    return zipfile.ZIP_STORED if size > MOST_RATIO / 2 * (made + len(squeeze.flush())) else zipfile.ZIP_DEFLATED
