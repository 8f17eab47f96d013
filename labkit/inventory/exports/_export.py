"""What an export is: a label, and a function from an inventory to a Document, or to the bytes of one own format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from labkit.core.document import Document
from labkit.core.errors import FormatUnknown
from labkit.core.files import write_whole
from labkit.core.plugs import Register
from labkit.documents.save import save_document
from labkit.inventory.catalogue import InventoryResult


@dataclass(frozen=True)
class Export:
    """``make`` returns a Document, saved in any document format, or bytes, saved under ``suffix`` alone."""

    label: str
    make: Callable[[InventoryResult], Document | bytes]
    suffix: str = ""


EXPORTS: Register[Export] = Register("labkit.inventory.exports", Export)


def export_inventory(result: InventoryResult, name: str, path: str | Path) -> Path:
    """Write the export ``name`` of ``result``; raises SpecInvalid for an unknown export, FormatUnknown for a suffix."""
    export, path = EXPORTS.named(name, place="--export", what="這種輸出"), Path(path)
    if export.suffix and path.suffix.lower() != export.suffix:
        raise FormatUnknown(place=path.name, suffix=path.suffix or "（無副檔名）", names=export.suffix)
    made = export.make(result)
    return write_whole(path, made) if isinstance(made, bytes) else save_document(made, path)
