"""Columns without personal data: their header synonyms and what stands in them.

Columns of road names alone are left out: whether a road is personal data depends on what stands beside it.
"""

from random import Random
from typing import NamedTuple

from . import dates, lookalikes
from .accounts import BANKS
from .places import DISTRICTS, VILLAGES, county_and_district
from .wordlists import WORD_COLUMNS
from .written import Maker, digits, one_of, pattern


class Harmless(NamedTuple):
    """A kind of column that holds no personal data."""

    headers: tuple[str, ...]
    make: Maker


def _decimal(low: float, high: float, places: int) -> Maker:
    return lambda draw: f"{draw.uniform(low, high):.{places}f}"


def _whole(low: int, high: int) -> Maker:
    return lambda draw: str(draw.randint(low, high))


def _either(*makers: Maker) -> Maker:
    return lambda draw: draw.choice(makers)(draw)


def _coordinates(draw: Random) -> str:
    return f"{draw.uniform(21.9, 25.3):.6f},{draw.uniform(120, 122):.6f}"


def _extension(draw: Random) -> str:
    return draw.choice(["", "", "#", "分機"]) + digits(draw, draw.choice([3, 4, 4]), "123456789")


_NUMBERS: dict[str, tuple[str, Maker]] = {
    "amount": (
        "金額,應繳稅額,公告現值,總價,交易總價(元),補助金額,amount,預算數",
        lambda draw: str(lookalikes.amount(draw)),
    ),
    "amount_with_commas": ("罰鍰金額,決算數,核定金額,總價元,標的金額", lookalikes.amount_with_commas),
    "x": ("TWD97_X,X座標,橫坐標", _decimal(160000, 350000, 3)),
    "y": ("TWD97_Y,Y座標,縱坐標", _decimal(2420000, 2800000, 3)),
    "y_whole": ("Y坐標(整數),coord_y", _whole(2420000, 2800000)),
    "latitude": ("緯度,latitude,WGS84緯度", _decimal(21.9, 25.3, 7)),
    "longitude": ("經度,longitude,WGS84經度", _decimal(120, 122, 7)),
    "coordinates": ("坐標,座標(經緯度)", _coordinates),
    "year": ("年度,學年度,西元年,統計年", _either(_whole(88, 115), _whole(1990, 2026))),
    "count": ("筆數,件數,人數,戶數,count,數量", _either(_whole(0, 99), _whole(100, 99999), _whole(10**6, 10**7))),
    "share": (
        "百分比,比率,持分比例,達成率",
        _either(
            lambda draw: f"{draw.uniform(0, 100):.1f}%",
            lambda draw: f"{draw.randint(0, 100)}%",
            lambda draw: f"1/{draw.randint(1, 64)}",
            lambda draw: f"{draw.randint(1, 9999)}/10000",
        ),
    ),
    "area": ("面積,面積(平方公尺),登記面積", _decimal(1, 99999, 2)),
    "engine": ("排氣量,馬力,出廠年份", _either(one_of("125", "1498", "1598", "1798", "2487"), _whole(1990, 2025))),
    "meter": ("電表度數,用水度數,讀數", pattern("########")),
}
_CODES: dict[str, tuple[str, Maker]] = {
    "case": ("案件編號,案號,收件號,申請案號,case_no", lookalikes.case_number),
    "case_dash": ("收件字號,受理編號", lookalikes.case_number_with_dashes),
    "serial": ("流水號,序號,項次,No.", pattern("#####", "######", "########")),
    "serial9": ("交易序號,批次序號,seq_no", pattern("9########")),
    "product": ("料號,產品代碼,物料編號,財產編號,part_no", lookalikes.product_code),
    "product_like_id": ("品號,庫存代碼,設備代碼", lookalikes.product_code_like_an_id),
    "model": ("型號,機型,model", lookalikes.model),
    "device": ("設備序號,出廠編號,S/N", lookalikes.serial_number),
    "ean": ("商品條碼,國際條碼,EAN,barcode", lookalikes.ean),
    "isbn": ("ISBN,國際書號", lookalikes.isbn),
    "invoice": ("發票號碼,統一發票號碼,invoice_no", lookalikes.invoice),
    "fine": ("單號,罰單編號,違規單號", pattern("??#######")),
    "extension": ("分機,分機號碼,ext", _extension),
    "postcode": (
        "郵遞區號,郵區,zip,郵政編碼",
        pattern(*(f"{first}{rest}" for first in "123456789" for rest in ("##", "##", "####", "#####"))),
    ),
    "bank": (
        "銀行代碼,金融機構代號",
        lambda draw: draw.choice(BANKS) + draw.choice(["", digits(draw, 4)]),
    ),
    "hash": (
        "交易碼,檢查碼,token",
        lambda draw: digits(draw, draw.choice([8, 10, 16]), "0123456789abcdef"),
    ),
    "version": ("版本,軟體版本,version,韌體版本", lookalikes.version),
    "document": ("文號,公文文號,發文字號,核准文號", lookalikes.document_number),
    "law": ("法條,違反法條,法令依據,適用條文", lookalikes.law_article),
    "web_page": ("網址,連結,資料網址,url,官網", lookalikes.web_page),
    "file_path": ("檔案路徑,檔名,file_path,影像檔名", lookalikes.file_path),
    "hotline": ("服務專線,免付費電話,客服專線,檢舉專線,hotline", lookalikes.hotline),
    "hours": (
        "開放時間,營業時間,服務時間,上班時間",
        one_of(
            "08:30-17:30",
            "週一至週五 8:00~17:00",
            "上午8時30分至下午5時",
            "09:00-12:00、13:30-17:00",
            "24小時",
            "週一至週日 1000-2200",
            "0830-1730",
        ),
    ),
}
_AREAS: dict[str, tuple[str, Maker]] = {
    "district": ("行政區,鄉鎮市區,區別,district", one_of(*DISTRICTS)),
    "county_district": ("縣市區,轄區,地區", county_and_district),
    "village": ("村里,里別,村里名稱,village", one_of(*VILLAGES)),
    "neighbourhood": ("鄰,鄰別", _either(_whole(1, 40), lambda draw: f"{draw.randint(1, 40):03d}")),
}
_DATES: dict[str, tuple[str, Maker]] = {
    "day8": ("收件日期,立案日期,異動日期,發文日期,created_date,設立日期,核准日期", dates.eight_digits),
    "day7": ("登記日期,收文日期,公告日期,結案日期,違規日期,核發日期", dates.seven_digits),
    "any_date": ("申請日期,到期日,辦理日期,就診日期,update_time", dates.recent_date),
    "timestamp": ("登入時間,更新時間,timestamp", dates.timestamp),
    "year_month": ("統計年月,資料年月", dates.year_and_month),
}
DATE_KINDS = tuple(_DATES)
HARMLESS: dict[str, Harmless] = {
    key: Harmless(tuple(headers.split(",")), make)
    for key, (headers, make) in (_NUMBERS | _CODES | _AREAS | _DATES | WORD_COLUMNS).items()
}
_SMALL: dict[str, Maker] = {"few": _whole(1, 30), "figure": _whole(1, 9), "many": _whole(100, 99999)}


class _Drawn(dict[str, str]):
    """Fields of a template, each drawn anew when it is asked for."""

    def __init__(self, draw: Random) -> None:
        super().__init__()
        self.draw = draw

    def __missing__(self, key: str) -> str:
        return (_SMALL[key] if key in _SMALL else HARMLESS[key].make)(self.draw)


def fill(draw: Random, template: str) -> str:
    """A template with its fields, named after kinds of harmless columns, filled."""
    return template.format_map(_Drawn(draw))
