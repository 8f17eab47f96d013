"""Where fonts, templates, notebooks and datasets lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).parent.parent
FONT = Path(__file__).parent / "fonts" / "LabkitSansTC-Regular.otf"
FONT_FAMILY = "Labkit Sans TC"


def resource(*parts: str) -> Path:
    """Return the path of a shipped folder or file, such as ``resource("templates", "workspace")``.

    Raises ``FileNotFoundError`` for what this installation does not ship.
    """
    for root in (PACKAGE / "shipped", PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError("/".join(parts))
