"""The one way out for results: only what is protected, or counts alone, becomes a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.core.document import Document, Picture
from labkit.core.errors import NotProtected
from labkit.core.files import write_whole
from labkit.core.result import Result, TableResult
from labkit.documents.save import save_document
from labkit.pivots.exports.write import write_pivot
from labkit.pivots.result import PivotResult
from labkit.poc.result import MetricResult
from labkit.privacy.release_gate import allowed_by, gate

if TYPE_CHECKING:
    import pandas as pd

NAME_LIMIT = 60
REFUSED_SIGNS = re.compile(r'[\\/:*?"<>|\s：（）()［］\[\]]+')


def check_publishable(result: Result) -> None:
    """Raise NotProtected for a result made from unprotected rows."""
    typed_alone = isinstance(result, MetricResult) and result.typed_inputs_only
    if not (result.counts_only or result.protection or typed_alone):
        raise NotProtected(place=result.name or type(result).__name__)


def save(result: Result, folder: str | Path, *, name: str = "") -> list[Path]:
    """Write ``result`` into ``folder`` as xlsx, csv and png, behind the gate; returns what was written.

    Raises NotProtected, or GateRefused with nothing written.
    """
    import tempfile  # noqa: PLC0415

    check_publishable(result)
    target = Path(folder)
    with tempfile.TemporaryDirectory() as staging:
        written = write_files(result, Path(staging), safe_name(name or result.name))
        gate(staging, allowed=allowed_by(result.protection)).refuse_unless_passed()
        return [write_whole(target / path.relative_to(staging), path.read_bytes()) for path in written]


def write_files(result: Result, folder: Path, name: str, document: Document | None = None) -> list[Path]:
    """Write the files of a result that was found publishable: tables/, charts/."""
    check_publishable(result)
    document = document or result.to_document()
    paths = [_book(result, document, folder / "tables" / f"{name}.xlsx")]
    if isinstance(result, TableResult) or hasattr(result, "frame"):
        text = csv_text(result.labelled_frame if isinstance(result, MetricResult) else result.frame)
        paths.append(write_whole(folder / "tables" / f"{name}.csv", text.encode("utf-8-sig")))
    for index, block in enumerate(block for block in document.blocks if isinstance(block, Picture)):
        number = f"_{index + 1}" if index else ""
        paths.append(write_whole(folder / "charts" / f"{name}{number}.png", block.png))
    return paths


def _book(result: Result, document: Document, path: Path) -> Path:
    """Write the workbook: a pivot's finished table as people format one, any other result's document."""
    if isinstance(result, PivotResult):
        return write_pivot(result, path, records=False)
    return save_document(document, path)


def csv_text(frame: pd.DataFrame) -> str:
    """Return ``frame`` as CSV: days as 2024-01-05, moments with their time."""
    days = [
        name
        for name in frame.select_dtypes("datetime")
        if (frame[name].dropna().dt.normalize() == frame[name].dropna()).all()
    ]
    told = frame.copy()
    for name in days:
        told[name] = frame[name].dt.strftime("%Y-%m-%d")
    return str(told.to_csv(index=False, lineterminator="\n"))


def safe_name(text: str) -> str:
    """Return ``text`` as a file name that every system takes.

    >>> safe_name("樞紐：里 / 案件類別")
    '樞紐_里_案件類別'
    """
    return REFUSED_SIGNS.sub("_", text).strip("_.")[:NAME_LIMIT] or "成果"
