"""TopoJSON: arcs shared by neighbours, put together again to GeoJSON geometries.

Format: TopoJSON Format Specification, version 1 (arcs as differences where there is a transform; ~i is arc i backwards).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

Line = list[tuple[float, float]]


def features_of(topology: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return properties and GeoJSON geometry of every object of a topology.

    >>> square = [[[0, 0], [2, 0], [0, 2], [-2, 0], [0, -2]]]
    >>> area = {"type": "Polygon", "arcs": [[0]], "properties": {"里": "新安里"}}
    >>> place = {"scale": [0.5, 0.5], "translate": [120, 25]}
    >>> features_of({"arcs": square, "transform": place, "objects": {"里": area}})[0][1]["coordinates"][0][2]
    (121.0, 26.0)
    """
    lines = [_line(arc, topology.get("transform")) for arc in topology["arcs"]]
    shapes = [geometry for one in topology["objects"].values() for geometry in _flat(one)]
    return [(geometry.get("properties") or {}, _geometry(geometry, lines)) for geometry in shapes]


def _flat(geometry: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if geometry.get("type") == "GeometryCollection":
        return [deep for one in geometry["geometries"] for deep in _flat(one)]
    return [geometry]


def _line(arc: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> Line:
    if transform is None:
        return [(point[0], point[1]) for point in arc]
    (across, up), (left, bottom) = transform["scale"], transform["translate"]
    xs, ys = accumulate(point[0] for point in arc), accumulate(point[1] for point in arc)
    return [(x * across + left, y * up + bottom) for x, y in zip(xs, ys, strict=True)]


def _geometry(geometry: Mapping[str, Any], lines: Sequence[Line]) -> Mapping[str, Any]:
    kind = geometry.get("type")
    if kind == "Polygon":
        return {"type": kind, "coordinates": [_ring(ring, lines) for ring in geometry["arcs"]]}
    if kind == "MultiPolygon":
        parts = [[_ring(ring, lines) for ring in part] for part in geometry["arcs"]]
        return {"type": kind, "coordinates": parts}
    return {}


def _ring(arcs: Sequence[int], lines: Sequence[Line]) -> Line:
    """Join arcs end to end; the first point of each repeats the last of the one before."""
    points: Line = []
    for number in arcs:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line[1:] if points else line
    return points
