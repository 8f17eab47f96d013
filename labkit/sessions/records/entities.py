"""The entities of a crate: files of the payload, things that are named and absent, settings, programs.

RO-Crate 1.1: an @id is a URI reference, so signs outside of it are percent-encoded; a property without a value is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

Entity = dict[str, Any]
UNKNOWN = "application/octet-stream"
OPENDOCUMENT = "application/vnd.oasis.opendocument"
OPENXML = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    "csv": "text/csv",
    "docx": f"{OPENXML}.wordprocessingml.document",
    "html": "text/html",
    "ipynb": "application/x-ipynb+json",
    "json": "application/json",
    "md": "text/markdown",
    "ods": f"{OPENDOCUMENT}.spreadsheet",
    "odt": f"{OPENDOCUMENT}.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "xlsx": f"{OPENXML}.spreadsheetml.sheet",
    "yml": "application/yaml",
}


def path_id(path: str) -> str:
    """Return a path as a URI reference.

    >>> path_id("tables/04 里.csv")
    'tables/04%20%E9%87%8C.csv'
    """
    return quote(path, safe="/")


def format_of(name: str) -> str:
    """Return the media type that a name's suffix stands for.

    >>> format_of("a.csv"), format_of("a.unknown")
    ('text/csv', 'application/octet-stream')
    """
    return FORMATS.get(name.rpartition(".")[2].lower(), UNKNOWN)


def reference(identifier: str) -> Entity:
    """Return a link to an entity."""
    return {"@id": identifier}


def references(entities: Iterable[Entity]) -> list[Entity]:
    """Return links to entities, in the order of their ids."""
    return [reference(one) for one in sorted(str(entity["@id"]) for entity in entities)]


def compact(entity: Entity) -> Entity:
    """Return ``entity`` with lists of one as that one and without empty lists, as 1.1 recommends.

    >>> compact({"a": [1], "b": [1, 2], "c": []})
    {'a': 1, 'b': [1, 2]}
    """
    told = {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in entity.items()}
    return {name: value for name, value in told.items() if value != []}


def file_entity(one: Mapping[str, Any]) -> Entity:
    """Return a file of the payload, from its line in the manifest."""
    return {
        "@id": path_id(one["name"]),
        "@type": "File",
        "name": one["name"],
        "encodingFormat": format_of(one["name"]),
        "contentSize": str(one["bytes"]),
        "sha256": one["sha256"],
    }


def absent(kind: str, one: Mapping[str, Any], why: str) -> Entity:
    """Return something that is named, with its hash, and not in the payload: no File, which would have to be there."""
    return {
        "@id": f"{kind}/{path_id(one['name'])}",
        "@type": "CreativeWork",
        "name": one["name"],
        "description": why,
        "encodingFormat": format_of(one["name"]),
        "contentSize": str(one["bytes"]),
        "sha256": one["sha256"],
    }


def parameter(identifier: str, name: str, value: Any) -> Entity:
    """Return a setting; what is no text, number or truth value is told as JSON.

    >>> parameter("#p", "rows", ["里", "區"])["value"]
    '["里", "區"]'
    """
    plain = isinstance(value, (str, int, float))
    told = value if plain else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return {"@id": identifier, "@type": "PropertyValue", "name": name, "value": told}


def package(name: str, version: str) -> Entity:
    """Return a program that labkit rests on."""
    return {
        "@id": f"#package/{path_id(name)}",
        "@type": "SoftwareApplication",
        "name": name,
        "softwareVersion": version,
    }
