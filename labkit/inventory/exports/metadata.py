"""The fields of 資料集詮釋資料標準規範, as far as they can be computed or were typed; the others are left to be filled.

Source: 國家發展委員會, 資料集詮釋資料標準規範 (104 年 7 月), table 3: names and obligations of the fields.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.inventory import InventoryEntry
from labkit.inventory.catalogue import TO_FILL, InventoryResult
from labkit.inventory.exports._export import Export

MUST, SHOULD, MAY = "必填", "建議", "選填"
Fill = Callable[[InventoryEntry], str]


def _ask(_: InventoryEntry) -> str:
    return TO_FILL


def _typed(name: str) -> Fill:
    return lambda one: one.typed.get(name) or TO_FILL


def _day(name: str) -> Fill:
    return lambda one: day.isoformat() if (day := getattr(one, name)) else TO_FILL


FIELDS: tuple[tuple[str, str, str, Fill], ...] = (
    ("categoryCode", "資料集分類代碼", MUST, _ask),
    ("identifier", "資料集識別碼", MUST, _ask),
    ("title", "資料集名稱", MUST, lambda one: PurePosixPath(one.file).stem + (f"（{one.sheet}）" if one.sheet else "")),
    ("description", "資料集描述", MUST, _ask),
    ("fieldDescription", "主要欄位說明", MUST, lambda one: "、".join(one.columns)),
    ("type", "資料集類型", MUST, lambda _: "原始資料"),
    ("license", "授權方式", MUST, _ask),
    ("licenseURL", "授權說明網址", MUST, _ask),
    ("cost", "計費方式", MUST, _ask),
    ("organization", "提供機關", MUST, _typed("權責單位")),
    ("organizationContactName", "提供機關聯絡人姓名", MUST, _ask),
    ("organizationContactPhone", "提供機關聯絡人電話", MUST, _ask),
    ("organizationContactEmail", "提供機關聯絡人電子郵件", MUST, _ask),
    ("publisher", "資料集發布者", MUST, _typed("來源")),
    ("publisherContactName", "發布者聯絡人姓名", MUST, _ask),
    ("publisherContactPhone", "發布者聯絡人電話", MUST, _ask),
    ("publisherContactEmail", "發布者聯絡人電子郵件", MUST, _ask),
    ("accrualPeriodicity", "更新頻率", MUST, _typed("更新頻率")),
    ("resourceID", "資料資源識別碼", MUST, lambda one: one.sha256[:16]),
    ("resourceDescription", "資料資源描述", MUST, lambda one: f"{one.rows:,} 筆、{len(one.fields)} 欄"),
    ("format", "檔案格式", MUST, lambda one: one.file.rpartition(".")[2].upper()),
    ("characterSetCode", "編碼格式", MUST, lambda one: one.encoding or "UTF-8"),
    ("temporalCoverageFrom", "資料收錄期間（起）", SHOULD, _day("time_from")),
    ("temporalCoverageTo", "資料收錄期間（迄）", SHOULD, _day("time_to")),
    ("issued", "上架日期", SHOULD, _ask),
    ("modified", "資料集修訂時間", SHOULD, _ask),
    ("spatial", "空間範圍", SHOULD, _ask),
    ("language", "語系", SHOULD, lambda _: "zh-TW"),
    ("landingPage", "相關網址", SHOULD, _ask),
    ("keyword", "標籤", SHOULD, _ask),
    ("resourceModified", "資料資源修訂時間", SHOULD, _ask),
    ("accessURL", "資料存取網址", SHOULD, _ask),
    ("downloadURL", "資料下載網址", SHOULD, _ask),
    ("metadataSourceOfData", "來源資料集詮釋資料", SHOULD, _typed("來源")),
    ("costURL", "計費說明網址", MAY, _ask),
    ("costLaw", "計費法令依據", MAY, _ask),
    ("numberOfData", "資料量", MAY, lambda one: f"{one.rows}"),
    ("notes", "備註", MAY, _typed("法律依據")),
)


def make(result: InventoryResult) -> Document:
    """Return a grid of the 38 fields for each table."""
    blocks: list[Block] = [Text("欄位依國家發展委員會「資料集詮釋資料標準規範」（104 年 7 月）。")]
    for entry in result.entries:
        lines = [(name, label, need, fill(entry)) for name, label, need, fill in FIELDS]
        grid = Grid.of(["欄位", "中文名稱", "填寫", "內容"], lines, caption=entry.label)
        blocks += [Text(entry.label, "heading"), grid]
    return Document("資料集詮釋資料", tuple(blocks))


METADATA = Export("資料集詮釋資料", make)
