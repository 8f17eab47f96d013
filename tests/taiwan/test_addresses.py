import csv
import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.taiwan.addresses import NAMES, Address, read_address
from labkit.taiwan.places import all_towns, counties, townships
from tests.bench import quality


def parts(text):
    return {NAMES[name]: value for name, value in dataclasses.asdict(read_address(text)).items() if value}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "10844台北市萬華區新安里003鄰西園路2段372巷23弄25號2樓之1",
            "郵遞區號10844 縣市臺北市 鄉鎮市區萬華區 村里新安里 鄰3 路街西園路 段二段 巷372 弄23 號25 樓2 樓之1",
        ),
        ("連江縣南竿鄉介壽村15號", "縣市連江縣 鄉鎮市區南竿鄉 村里介壽村 號15"),
        ("臺中市大里區大里路12號B1", "縣市臺中市 鄉鎮市區大里區 路街大里路 號12 樓地下1"),
        ("臺南市新市區永新路1號地下1樓", "縣市臺南市 鄉鎮市區新市區 路街永新路 號1 樓地下1"),
        ("新北市新莊區中正路臨12號", "縣市新北市 鄉鎮市區新莊區 路街中正路 號臨12"),
        ("臺北市內湖區東湖里006鄰康寧路三段六Ｏ巷12弄74號一Ｏ樓之2", "縣市臺北市 鄉鎮市區內湖區 村里東湖里 鄰6 路街康寧路 段三段 巷60 弄12 號74 樓10 樓之2"),
        ("彰化縣鹿港鎮頂庄仔12之3號", "縣市彰化縣 鄉鎮市區鹿港鎮 地名頂庄仔 號12 之3"),
        ("嘉義縣民雄鄉建國新村5號", "縣市嘉義縣 鄉鎮市區民雄鄉 地名建國新村 號5"),
        ("臺北市北投區林泉里溫泉路銀光巷13-2號", "縣市臺北市 鄉鎮市區北投區 村里林泉里 路街溫泉路 巷銀光 號13 之2"),
        ("新竹縣竹北市光明一路12號5F-3", "縣市新竹縣 鄉鎮市區竹北市 路街光明一路 號12 樓5 樓之3"),
        ("台南市 建平14街105號", "縣市臺南市 路街建平十四街 號105"),
        ("彰化市中山路二段416號之1", "鄉鎮市區彰化市 路街中山路 段二段 號416 之1"),
        ("臺東縣蘭嶼鄉椰油村椰油45號", "縣市臺東縣 鄉鎮市區蘭嶼鄉 村里椰油村 地名椰油 號45"),
        ("新北市三重區重新路五段609巷14號9樓之8(湯城園區)", "縣市新北市 鄉鎮市區三重區 路街重新路 段五段 巷609 號14 樓9 樓之8 其他(湯城園區)"),
        ("不詳", "其他不詳"),
        ("", ""),
    ],
)  # fmt: skip
def test_an_address_states_its_parts_and_no_others(text, told):
    assert " ".join(f"{name}{value}" for name, value in parts(text).items()) == told


@given(st.text(alphabet="臺北市萬華區新安里鄰路街段巷弄號樓之0123一二三臨附-（）大道村縣鎮鄉 ", max_size=30))
def test_no_sign_of_an_address_is_lost_and_none_breaks_it(text):
    found = read_address(text)
    assert isinstance(found, Address)
    kept = "".join(dataclasses.asdict(found).values())
    names = [sign for sign in "臺北萬華新安" if sign in text]
    assert all(sign in kept for sign in names)


def test_there_are_22_counties_and_368_townships():
    assert len(counties()) == 22
    assert len(townships()) == 368
    assert "萬華區" in all_towns()


def test_what_raw_addresses_state_is_what_the_door_plate_register_says(shared):
    stated, equal = quality.stated_parts(shared / "bench" / "addresses" / "raw.csv")
    assert stated > 1_000
    assert equal / stated >= 0.95


def test_real_taipei_addresses_leave_little_over(shared):
    with (shared / "reference" / "postal" / "addresses_taipei_raw.csv").open(encoding="utf-8-sig") as stream:
        found = [read_address(row["addr"]) for row in csv.DictReader(stream)]
    assert sum(bool(one.road and one.number) for one in found) / len(found) > 0.96
    assert sum(bool(one.rest) for one in found) / len(found) < 0.03


def test_every_road_of_the_postal_table_is_read_as_one_road(shared):
    roads = set()
    with (shared / "reference" / "postal" / "postal_3plus2.csv").open(encoding="utf-8-sig") as stream:
        for row in csv.DictReader(stream):
            roads.add((row["City"].strip(), row["Area"].strip(), row["Road"].strip()))
    wrong = 0
    for city, area, road in roads:
        name = road.partition("段")[0] if road.endswith("段") else road
        if not name.endswith(("路", "街", "大道")):
            continue
        found = read_address(f"{city}{area}{road}12號")
        wrong += found.number != "12" or not found.road or found.rest != ""
    assert wrong / len(roads) < 0.005


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("新北市萬里區萬里里瑪鋉路12號", "縣市新北市 鄉鎮市區萬里區 村里萬里里 路街瑪鋉路 號12"),
        ("南投縣水里鄉水里村民生路1號", "縣市南投縣 鄉鎮市區水里鄉 村里水里村 路街民生路 號1"),
        ("臺中市南區美村南路1號", "縣市臺中市 鄉鎮市區南區 路街美村南路 號1"),
        ("臺灣大道四段1號", "路街臺灣大道 段四段 號1"),
        ("桃園縣桃園市中正路5號", "路街中正路 號5 其他桃園縣桃園市"),
        ("319鄉道12號", "其他319鄉道12號"),
    ],
)  # fmt: skip
def test_names_that_sound_like_parts_and_former_names_are_kept_apart(text, told):
    assert " ".join(f"{name}{value}" for name, value in parts(text).items()) == told
