"""Crate: a frozen session told as RO-Crate 1.1 with Process Run Crate 0.5, made from its manifest alone.

Sources: RO-Crate Metadata Specification 1.1 (w3id.org/ro/crate/1.1), Process Run Crate 0.5 (w3id.org/ro/wfrun/process/0.5).
The crate is written before the manifest, which lists it among its outputs; so the crate names manifest.json without its hash.
No clock: the only day is the session's, and no action says when it started or ended, since the manifest does not compare that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from labkit.sessions.records.entities import Entity, compact, file_entity, path_id, reference, references
from labkit.sessions.records.surroundings import (
    AGENCY,
    LABKIT,
    LICENCE,
    MANIFEST,
    PREVIOUS,
    PROFILE,
    agency_of,
    environment_of,
    inputs_of,
    parameters_of,
    people_of,
    software_of,
    specs_of,
    used_of,
)

NAME, SESSION = "ro-crate-metadata.json", "#session"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
TERMS = "https://w3id.org/ro/terms/workflow-run#"
CONTEXT = [f"{SPECIFICATION}/context", {"sha256": f"{TERMS}sha256", "environment": f"{TERMS}environment"}]
COMPLETED = "http://schema.org/CompletedActionStatus"


def crate_of(manifest: Mapping[str, Any]) -> str:
    """Return ro-crate-metadata.json for ``manifest``, or for its ``compared`` part: the same bytes for the same session.

    Inputs, specifications and protected tables are named as contextual entities, for they are never part of the payload: 1.1
    demands of every File with a relative path that it is there. Its own line and the manifest's among the outputs are passed over.

    >>> told = crate_of({"session": {"nth": 1, "date": "2025-03-14", "agency": "示範局"}, "outputs": []})
    >>> [one["@id"] for one in json.loads(told)["@graph"]][:2]
    ['ro-crate-metadata.json', './']
    """
    compared = manifest.get("compared", manifest)
    outputs = [one for one in compared.get("outputs", ()) if one["name"] not in {NAME, MANIFEST}]
    files = [file_entity(one) for one in outputs]
    notebooks = [_notebook(one) for one in compared.get("notebooks", ())]
    steps = [_step(one, compared, files) for one in notebooks]
    around = [*used_of(compared), *software_of(compared), *people_of(compared)]
    parameters = [one for stem in compared.get("parameters", {}) for one in parameters_of(compared, stem)]
    session = _session(compared, files)
    graph = [*files, *notebooks, *steps, *around, *parameters, *environment_of(compared), session]
    head = [_descriptor(), _root(compared, files, [session, *steps])]
    ordered = [*head, *sorted(graph, key=lambda one: str(one["@id"]))]
    told = {"@context": CONTEXT, "@graph": [compact(one) for one in ordered]}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _descriptor() -> Entity:
    return {
        "@id": NAME,
        "@type": "CreativeWork",
        "about": reference("./"),
        "conformsTo": reference(SPECIFICATION),
    }


def _root(compared: Mapping[str, Any], files: Iterable[Entity], actions: Iterable[Entity]) -> Entity:
    session, previous = compared["session"], compared.get("previous")
    told = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{agency_of(compared)} 第 {session['nth']} 次輔導成果",
        "description": f"{session['date']} 第 {session['nth']} 次輔導封存的成果，由 labkit 自機關資料計算；只含去識別化後的結果。",
        "datePublished": session["date"],
        "license": reference(LICENCE),
        "author": reference(AGENCY),
        "publisher": reference(AGENCY),
        "conformsTo": reference(PROFILE),
        "hasPart": [*references(files), reference(MANIFEST)],
        "mentions": references(actions),
    }
    return told | ({"isBasedOn": reference(PREVIOUS)} if previous else {})


def _session(compared: Mapping[str, Any], files: Iterable[Entity]) -> Entity:
    return {
        "@id": SESSION,
        "@type": "CreateAction",
        "name": f"第 {compared['session']['nth']} 次輔導",
        "description": "依序執行引導筆記本，通過個資檢查後封存。",
        "instrument": reference(LABKIT),
        "agent": reference(AGENCY),
        "actionStatus": COMPLETED,
        "object": references([*inputs_of(compared), *specs_of(compared)]),
        "result": references(files),
        "environment": references(environment_of(compared)),
    }


def _notebook(one: Mapping[str, Any]) -> Entity:
    stem = _stem(one)
    return {
        "@id": f"#notebook/{path_id(stem)}",
        "@type": "SoftwareSourceCode",
        "name": stem,
        "description": "引導筆記本（執行前）；執行後的副本在 notebooks/。",
        "programmingLanguage": "Python",
        "version": one["sha256"],
        "sha256": one["sha256"],
    }


def _step(notebook: Entity, compared: Mapping[str, Any], files: Iterable[Entity]) -> Entity:
    """Return the action of one notebook: its parameters, and the outputs that bear its number."""
    stem = str(notebook["name"])
    return {
        "@id": f"#run/{path_id(stem)}",
        "@type": "CreateAction",
        "name": f"執行 {stem}",
        "description": f"第 {compared['session']['nth']} 次輔導的一個步驟；輸入見 {SESSION}。",
        "instrument": reference(str(notebook["@id"])),
        "agent": reference(AGENCY),
        "actionStatus": COMPLETED,
        "object": references(parameters_of(compared, stem)),
        "result": references(one for one in files if _made_by(stem, str(one["name"]))),
    }


def _made_by(stem: str, name: str) -> bool:
    """Tell whether an output is of a notebook: ``04-…`` of 04_pivot, and the executed notebook itself.

    >>> [_made_by("04_pivot", one) for one in ("tables/04-01_件數.csv", "notebooks/04_pivot.ipynb", "report/報告.html")]
    [True, True, False]
    """
    parts = name.split("/")
    number = stem.partition("_")[0]
    return name == f"notebooks/{stem}.ipynb" or any(part.startswith(f"{number}-") for part in parts)


def _stem(one: Mapping[str, Any]) -> str:
    return str(one["name"]).rpartition("/")[2].removesuffix(".ipynb")
