"""A whole application of made-up people, and the words of its parts."""

from labkit.coaching.application.spec import Application
from labkit.coaching.application.words import application_words

WORDS = application_words()
AGENCY = "示範市政府地政局"


def whole(**changes):
    """A complete application; ``changes`` replace parts by name, or fields of the proposal, readiness or contact."""
    value = {
        "team": {
            "agency": AGENCY,
            "unit": "登記科",
            "contact": {
                "name": "陳範例",
                "phone": "02-0000-0000#123",
                "title": "科員",
                "email": "demo@example.gov.tw",
            },
            "members": [
                {"unit": "登記科", "name": "林示範", "title": "科長", "task": "統籌"},
                {"unit": "登記科", "name": "陳範例", "title": "科員", "task": "資料整理\n會議紀錄"},
                {"unit": "資訊室", "name": "吳試作", "title": "分析師", "task": "匯出資料"},
            ],
        },
        "readiness": {one.id: one.texts[1] for one in WORDS.questions if not one.several}
        | {"adoption": [WORDS.options("adoption")[2], "其他"], "adoption_other": "納入新人訓練"},
        "proposal": {
            "topic": "提升櫃檯服務效能",
            "aspect": "優化民生相關服務",
            "background": "案件多、人力少。\n\n尖峰時段等待久。",
            "pain": "等待時間太久",
            "needs": ["資料清理", "視覺化應用"],
            "needs_note": "也想知道怎麼排班",
            "benefits": "平均等待由 20 分鐘降到 15 分鐘",
            "datasets": [
                {
                    "source": "收件簿.xlsx",
                    "method": "系統匯出",
                    "span": "113年1月2日至113年12月26日",
                    "format": "Excel 活頁簿",
                    "fields": "收件日期、案件類別",
                    "rows": "600",
                }
            ],
            "metrics": [],
            "stage": "發想",
            "budget": "無",
            "schedule": "114年7月至114年12月",
            "busy": [{"first": "2025-11-01", "last": "2025-11-30", "what": "年度盤點"}],
        },
        "papers": [
            {
                "unit": AGENCY,
                "signer": "林示範",
                "phone": "02-0000-0000",
                "signed": "2025-05-02",
                "statement_received": "2025-05-05",
                "consent_received": "2025-05-05",
            }
        ],
    }
    for name, told in changes.items():
        part = next((one for one in ("readiness", "proposal") if name in value[one]), None)
        if part:
            value[part][name] = told
        else:
            value[name] = told
    return Application.model_validate(value)
