"""The peer of a session: the cells of every notebook of a workspace in one Python process, without kernels, gate or folder."""

import ast
import json
import os
import sys
from pathlib import Path


def run(notebook):
    """Run one notebook's cells, and show what each cell would show."""
    names = {}
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            body = ast.parse("".join(cell["source"])).body
            last = body.pop() if isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), notebook.name, "exec"), names)  # noqa: S102
            if last is not None:
                shown = eval(compile(ast.Expression(last.value), notebook.name, "eval"), names)  # noqa: S307
                getattr(shown, "_repr_html_", lambda: "")()


if __name__ == "__main__":
    os.chdir(sys.argv[1])
    for path in sorted(Path("notebooks").glob("[0-9][0-9]_*.ipynb")):
        run(path)
