"""Boundaries of areas that a team brings along: GeoJSON or TopoJSON, read with the standard library; none are shipped.

Formats: RFC 7946 (The GeoJSON Format, 2016) and the TopoJSON Format Specification, version 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.charts.data import ChartData
from labkit.charts.topojson import features_of
from labkit.core.errors import FileBroken, FileMissing, SpecInvalid
from labkit.core.finding import Finding

Point = tuple[float, float]
Ring = tuple[Point, ...]
Polygon = tuple[Ring, ...]
LEAST_RING = 4
NAMED = 5
ADVICE = "界線要是 GeoJSON（FeatureCollection）或 TopoJSON（Topology），含多邊形"


@dataclass(frozen=True)
class Shapes:
    """The polygons of each area, by the text of one property; a polygon is its outline and its holes."""

    areas: Mapping[str, tuple[Polygon, ...]]
    place: str = ""

    @property
    def projected(self) -> bool:
        """Tell whether the coordinates are metres and not degrees."""
        return any(abs(x) > 360 or abs(y) > 90 for ring in self.rings for x, y in ring)  # noqa: PLR2004  (degrees of a globe)

    @property
    def rings(self) -> Iterator[Ring]:
        """Return every ring."""
        return (ring for polygons in self.areas.values() for polygon in polygons for ring in polygon)

    def of_row(self, data: ChartData, row: int) -> str | None:
        """Return the name under which the area of ``row`` is found: its code, else its label."""
        names = [data.codes[row]] if data.codes and data.codes[row] else []
        return next((name for name in [*names, data.labels[row]] if name in self.areas), None)


def read_shapes(path: Path, key: str) -> Shapes:
    """Read the areas of a GeoJSON or TopoJSON file by their property ``key``.

    Raises FileMissing; FileBroken for what is no such file; SpecInvalid, with the nearest, for a property that no area has.
    """
    found: dict[str, tuple[Polygon, ...]] = {}
    known: dict[str, None] = {}
    try:
        for properties, geometry in _features(_read(path)):
            known.update(dict.fromkeys(map(str, properties)))
            polygons = tuple(_polygons(geometry))
            if polygons and properties.get(key) not in {None, ""}:
                name = str(properties[key]).strip()
                found[name] = found.get(name, ()) + polygons
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise FileBroken(place=path.name, why=ADVICE) from error
    if not found and key not in known:
        raise SpecInvalid(place=path.name, name=key, what=f"界線沒有屬性「{key}」。", known=list(known))
    if not found:
        raise FileBroken(place=path.name, why=ADVICE)
    return Shapes(found, path.name)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise FileMissing(place=path.name) from None
    except OSError as error:
        raise FileBroken(place=path.name, why=ADVICE) from error


def _features(content: Any) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return properties and GeoJSON geometry of each feature."""
    if content["type"] == "Topology":
        return features_of(content)
    if content["type"] != "FeatureCollection":
        raise ValueError(content["type"])
    return [(one.get("properties") or {}, one.get("geometry") or {}) for one in content["features"]]


def _polygons(geometry: Mapping[str, Any]) -> list[Polygon]:
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        return [polygon for one in geometry["geometries"] for polygon in _polygons(one)]
    if kind not in {"Polygon", "MultiPolygon"}:
        return []
    parts = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    return [tuple(_ring(ring, hole=number > 0) for number, ring in enumerate(part)) for part in parts if part]


def _ring(points: Sequence[Sequence[float]], *, hole: bool) -> Ring:
    """Return a closed ring, outlines against the clock and holes with it, so that holes stay empty when filled."""
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < LEAST_RING or not all(abs(x) < float("inf") and abs(y) < float("inf") for x, y in ring):
        raise ValueError(len(ring))
    return ring if (area_of(ring) < 0) == hole else ring[::-1]


def area_of(ring: Ring) -> float:
    """Return the signed area of a ring: above zero where it runs against the clock.

    >>> area_of(((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))
    1.0
    """
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x * v - u * y for (x, y), (u, v) in pairs) / 2


def unmatched(data: ChartData, shapes: Shapes) -> list[Finding]:
    """Tell the areas of the data without a shape, and the shapes without data."""
    matched = [shapes.of_row(data, row) for row in range(len(data.labels))]
    bare = [label for label, name in zip(data.labels, matched, strict=True) if name is None]
    spare = [name for name in shapes.areas if name not in set(matched)]
    found = []
    if bare:
        found.append(Finding("areas_without_shape", shapes.place, len(bare), "warning", {"names": _listed(bare)}))
    if spare:
        found.append(Finding("shapes_without_data", shapes.place, len(spare), "warning", {"names": _listed(spare)}))
    return found


def _listed(names: Sequence[str]) -> str:
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")
