"""Small frozen sessions: one written by hand, without any run, and one of three short notebooks."""

import hashlib
import json
from datetime import date

import labkit as lk
from labkit.privacy.keys import new_key
from labkit.sessions.environment import ENVIRONMENT
from labkit.sessions.manifest import NAME, Manifest
from labkit.sessions.running.freeze import keep
from labkit.sessions.versions import versions

OUTPUTS = {
    "tables/04-01_件數.csv": b"a,b\n1,2\n",
    "charts/04-01_圖.png": b"picture",
    "notebooks/04_pivot.ipynb": json.dumps(
        {"cells": [{"cell_type": "code", "id": "cell-00", "source": "1", "execution_count": 1, "outputs": []}]}
    ).encode(),
}


def described(name, data, **more):
    return {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), **more}


def by_hand(ws, folder="2025-03-14-01", **changes):
    """Freeze a session that was never run: outputs, and a manifest that names them and the workspace's files."""
    place = ws.sessions / folder
    kind = {".ipynb": "canonical"}
    for name, data in OUTPUTS.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
    files = {
        "inputs": ws.raw_files(),
        "specs": [ws.root / "team.yml", ws.plan_path(1), *ws.spec_files()],
        "notebooks": ws.notebooks,
    }
    compared = {
        "session": {"nth": 1, "date": "2025-03-14", "form": "實體", "agency": "某所"},
        "previous": None,
        **{
            key: [described(one.relative_to(ws.root).as_posix(), one.read_bytes()) for one in paths]
            for key, paths in files.items()
        },
        "parameters": {},
        "protected": [],
        "key": "",
        "environment": dict(ENVIRONMENT),
        "versions": json.loads(json.dumps(versions())),
        "outputs": [described(name, data, kind=kind.get(name[-6:], "exact")) for name, data in sorted(OUTPUTS.items())],
        **changes,
    }
    (place / NAME).write_text(Manifest(compared, {}).to_json(), encoding="utf-8")
    keep(ws, [*files["specs"], *files["notebooks"]])
    return place


def small_workspace(folder):
    """A workspace with one raw file and no notebook."""
    ws = lk.Workspace.create(folder, as_of=date(2025, 3, 14))
    for notebook in ws.notebooks:
        notebook.unlink()
    (ws.raw / "收件.csv").write_text("申請人,里,件\n" + "".join(f"王{n},{'甲乙'[n % 2]}里,{n}\n" for n in range(40)))
    return ws


def cell(kind, source, *tags):
    own = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {"cell_type": kind, "id": f"c{len(source)}", "source": source, "metadata": {"tags": list(tags)}, **own}


def notebook(ws, name, told, *sources):
    start = f'import labkit as lk\nstage = lk.Stage.open("{name}", workspace, session)'
    cells = [cell("code", 'workspace: str = "."\nsession: int = 1\nadded: int = 0', "parameters"), cell("code", start)]
    book = {
        "cells": [*cells, *(cell("code", one) for one in sources)],
        "metadata": {
            "labkit": told,
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (ws.root / "notebooks" / f"{name}.ipynb").write_text(json.dumps(book, ensure_ascii=False), encoding="utf-8")


POLICY = """version: 1
columns:
  申請人: {action: pseudonym, why: 要串接}
  里: {action: keep, why: 要分里}
  件: {action: keep, why: 要加總}
"""


def three_notebooks(folder):
    """A workspace whose sessions take seconds: an inventory, one table protected with the key, one pivot of it. Returns it and its key."""
    ws = small_workspace(folder / "ws")
    reads = ["data/raw", "recipes", "policies", "earlier", "key"]
    notebook(
        ws,
        "01_inventory",
        {"reads": ["data/raw"], "takes": [], "makes": []},
        'stage.publish(stage.inventory(), "盤點")',
    )
    notebook(
        ws,
        "03_deidentification",
        {"reads": reads, "takes": [], "makes": ["clean", "examples", "seconds.json", "protected"]},
        "stage.clean()\ndone = stage.protect({})",
        'stage.publish(done, "保護")',
    )
    notebook(
        ws,
        "04_pivot",
        {"reads": ["pivots"], "takes": ["protected"], "makes": []},
        'stage.publish(stage.pivots(), "件數")\nprint("加", added)',
    )
    (ws.root / "policies" / "收件.yml").write_text(POLICY, encoding="utf-8")
    (ws.root / "pivots" / "件數.yml").write_text(
        "version: 1\nname: 各里件數\ntable: 收件\nrows: [里]\n", encoding="utf-8"
    )
    return ws, new_key(folder / "keys" / "team.key")
