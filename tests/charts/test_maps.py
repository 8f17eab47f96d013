"""A team's own boundaries become a map beside the ranked areas; what cannot be read or matched is told."""

import dataclasses
import json
import math

import pytest

import labkit as lk
from labkit.charts.boundaries import area_of, read_shapes
from labkit.charts.data import ChartData
from tests.charts.samples import Given

NAMES = ["新安里", "青年里", "錦德里", "日祥里"]
DATA = ChartData(
    kind="ranked_areas",
    labels=NAMES,
    codes=["63000070001", "63000070002", "63000070003", "63000070004"],
    series=["使用率"],
    values=[[40.0], [10.0], [math.nan], [25.0]],
    measure="使用率",
    unit="%",
    keys="里",
    n=812,
    source="虛構資料",
)


def square(x, y, side=1.0):
    return [[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]]


def geojson(names=NAMES, key="里名"):
    features = [
        {
            "type": "Feature",
            "properties": {key: name, "代碼": f"6300007000{number + 1}"},
            "geometry": {"type": "Polygon", "coordinates": [square(121 + number % 2, 25 + number // 2)]},
        }
        for number, name in enumerate(names)
    ]
    return {"type": "FeatureCollection", "features": features}


# Two squares side by side: arc 0 is the edge between them, walked once each way.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [121, 25]},
    "arcs": [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 0], [2, 0], [0, 2], [-2, 0]]],
    "objects": {
        "village": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"里名": "新安里"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"里名": "青年里"}},
            ],
        }
    },
}


@pytest.fixture
def written(tmp_path):
    def write(content, name="villages.json"):
        path = tmp_path / name
        path.write_text(
            content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8"
        )
        return path

    return write


def test_geojson_becomes_a_map_whose_areas_bear_their_ranks(written):
    chart = lk.draw(Given(DATA), boundaries=written(geojson()), key="里名")
    table, map_axes = chart.figure().axes[:2]
    assert sorted(text.get_text() for text in map_axes.texts) == ["1", "2", "3"]
    assert [name.get_text() for name in table.get_yticklabels()] == ["1. 新安里", "2. 日祥里", "3. 青年里", "錦德里"]
    assert len(map_axes.patches) == 4
    assert [patch.get_hatch() for patch in map_axes.patches].count("////") == 1
    assert chart.findings == ()
    assert chart.alt.startswith("地區排序圖（附地圖）")
    again = lk.draw(Given(DATA), boundaries=written(geojson()), key="里名")
    assert (again.png, again.svg) == (chart.png, chart.svg)


def test_codes_are_matched_before_names(written):
    path = written(geojson(names=["甲里", "乙里", "丙里", "丁里"]))
    assert lk.draw(Given(DATA), boundaries=path, key="代碼").findings == ()


def test_topojson_is_put_together_from_shared_arcs(written):
    shapes = read_shapes(written(TOPOLOGY), "里名")
    rings = {name: polygons[0][0] for name, polygons in shapes.areas.items()}
    assert {name: area_of(ring) for name, ring in rings.items()} == {"新安里": 1.0, "青年里": 1.0}
    assert {x for x, _ in rings["新安里"]} == {121.0, 122.0}
    assert {x for x, _ in rings["青年里"]} == {122.0, 123.0}


def test_areas_without_shape_and_shapes_without_data_are_told(written):
    path = written(geojson(names=["新安里", "青年里", "錦德里", "華江里"]))
    found = lk.draw(Given(dataclasses.replace(DATA, codes=None)), boundaries=path, key="里名").findings
    assert [(one.code, one.count, one.facts["names"]) for one in found] == [
        ("areas_without_shape", 1, "日祥里"),
        ("shapes_without_data", 1, "華江里"),
    ]


def test_a_hole_stays_empty_and_two_parts_of_an_area_are_one(written):
    content = geojson(names=["新安里", "新安里"])
    content["features"][0]["geometry"]["coordinates"].append(square(121.25, 25.25, 0.5))
    polygons = read_shapes(written(content), "里名").areas["新安里"]
    assert len(polygons) == 2
    assert sum(area_of(ring) for polygon in polygons for ring in polygon) == 1 - 0.25 + 1


def test_metres_are_told_from_degrees(written):
    content = geojson()
    assert not read_shapes(written(content), "里名").projected
    content["features"][0]["geometry"]["coordinates"] = [square(300000.0, 2770000.0, 500.0)]
    assert read_shapes(written(content), "里名").projected


def test_an_unknown_property_names_the_nearest(written):
    with pytest.raises(lk.LabkitError, match=r"界線沒有屬性「里民」。.*里名"):
        lk.draw(Given(DATA), boundaries=written(geojson()), key="里民")


def broken(change):
    content = json.loads(json.dumps(geojson()))
    change(content["features"][0])
    return content


@pytest.mark.parametrize(
    "content",
    [
        "",
        "里名,代碼\n新安里,1",
        "[]",
        '{"type": "FeatureCollection"}',
        '{"type": "FeatureCollection", "features": []}',
        '{"type": "Topology", "arcs": [], "objects": {}}',
        {"type": "Feature"},
        "[" * 5000,
        broken(lambda one: one["geometry"].update(coordinates=[[[1, 2], [3, 4]]])),
        broken(lambda one: one["geometry"].update(coordinates=[[["a", "b"]] * 4])),
        {**TOPOLOGY, "arcs": []},
        {
            "type": "FeatureCollection",
            "features": [{"properties": {"里名": "甲"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}],
        },
    ],
)
def test_what_is_no_boundary_is_refused_in_one_sentence(written, content):
    with pytest.raises(lk.LabkitError, match=r"villages\.json|里名") as refused:
        lk.draw(Given(DATA), boundaries=written(content), key="里名")
    assert str(refused.value).count("\n") == 0


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(lk.LabkitError, match=r"找不到「none\.json」"):
        lk.draw(Given(DATA), boundaries=tmp_path / "none.json", key="里名")


def test_a_kind_without_map_refuses_boundaries(written):
    with pytest.raises(lk.LabkitError, match="長條圖不能加地圖"):
        lk.draw(Given(DATA), kind="bar", boundaries=written(geojson()), key="里名")


def test_labkit_ships_no_boundaries():
    from pathlib import Path

    import labkit

    shipped = Path(labkit.__file__).parent
    assert not [path for path in shipped.rglob("*") if path.suffix in {".geojson", ".topojson", ".shp"}]
