"""Executed notebooks, and what of them may be published: cells and outputs without clocks, paths and random ids."""

from __future__ import annotations

import json
from pathlib import Path

VARIES = "varies"


def publishable(executed: Path) -> str:
    """Return an executed notebook as canonical JSON: no clocks, no paths, no random ids.

    A cell tagged ``varies`` shows how long the machine took; its output is left out, since no two runs share it.
    """
    book = json.loads(executed.read_text(encoding="utf-8"))
    for number, cell in enumerate(book["cells"]):
        tags = cell.get("metadata", {}).get("tags", [])
        cell["id"] = f"cell-{number:02}"
        cell["metadata"] = {"tags": tags} if tags else {}
        shown = [] if VARIES in tags else cell.get("outputs", [])
        cell["outputs"] = [one for one in shown if one.get("name") != "stderr"]
        if cell["cell_type"] != "code":
            del cell["outputs"]
    kernel = book["metadata"].get("kernelspec", {})
    book["metadata"] = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
