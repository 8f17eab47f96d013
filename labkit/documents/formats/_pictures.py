"""Pictures in the formats of ODF."""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path
from typing import Any

from labkit.core.document import Picture


def frame_of(paper: Any, picture: Picture, width: float, **how: Any) -> Any:
    """Return the frame of ``picture``, ``width`` cm wide, and put its bytes into ``paper``, an ODF document.

    The part's name ends in .png: of a part without a suffix nobody can tell what it is, and the gate refuses it.
    """
    import odfdo  # noqa: PLC0415

    wide, high = struct.unpack(">II", picture.png[16:24])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.png"
        path.write_bytes(picture.png)
        uri = paper.add_file(path)
    frame = odfdo.Frame.image_frame(
        uri, size=(f"{width:g}cm", f"{width * high / wide:.2f}cm"), name=picture.name, **how
    )
    frame.svg_description = picture.alt
    return frame
