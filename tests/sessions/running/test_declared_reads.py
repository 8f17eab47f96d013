"""A notebook that reads what it does not name would be skipped wrongly; one that writes what it does not name, lost."""

import fnmatch
import json
import os
import subprocess
import sys

import pytest

from labkit.sessions.running.graph import EVERYTHING, graph_of
from labkit.sessions.running.ledger import Ledger
from tests.conftest import ROOT, land_office_workspace

PROPOSED = ("recipes/proposals/", "roles/proposals/", "policies/proposals/")
ALWAYS = ("plan/", "notebooks/")


@pytest.mark.slow
def test_every_notebook_opens_only_what_its_metadata_names(tmp_path, key_file):
    ws = land_office_workspace(tmp_path / "ws")
    environment = {**os.environ, "LABKIT_KEY_FILE": str(key_file), "LABKIT_BATCH": "1", "MPLBACKEND": "agg"}
    command = [sys.executable, "-m", "tests.sessions.running.opened_files", str(ws.root)]
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8").stdout
    opened = json.loads(told)
    assert len(opened) == 7
    nodes = graph_of(ws.notebooks)
    for node in nodes:
        for place, writes in opened[node.name]:
            assert is_named(node, place, writes=writes), f"{node.name} {'writes' if writes else 'reads'} {place}"
    room = ws.work / "session-01"
    ledger = Ledger(room)
    makers = {path: [one.name for one in nodes if path in ledger.places(one.patterns)] for path in room.rglob("*")}
    assert not {path: names for path, names in makers.items() if path.is_file() and len(names) != 1}


def is_named(node, place, *, writes):
    inner = place.removeprefix("work/session-01/")
    if inner != place:  # what is written there is told by what lies there in the end
        own = any(fnmatch.fnmatch(inner, f"{pattern}*") for pattern in node.patterns)
        return writes or own or inner.startswith((*node.takes, *node.makes))
    if writes:
        return place.startswith(PROPOSED)
    return EVERYTHING in node.reads or place.startswith((*ALWAYS, *node.reads))
