"""The fixed words of the prompt: the same for every table, so they tell nothing and the check passes over them."""

from __future__ import annotations

import functools
import re

from labkit.core.messages import sentences
from labkit.privacy.roles import ROLE_LABELS

TITLE = "# 資料表說明（不含任何真實資料）"
INTRO = "我在政府機關工作，想請你協助處理一張表。真實資料不能提供給你；以下是欄位說明、許多列共用的類別、概略的範圍，以及虛構的範例列。"
FIELDS = "## 欄位"
LEGEND = (
    "「寫法」欄：yyy 是民國年、yyyy 是西元年，M、d 是月、日（MM、dd 補滿兩位），H、m、s 是時、分、秒，q 是季；"
    "字＝漢字、數＝數字、英＝大寫字母、小寫＝小寫字母，後面是個數。範圍取中間九成再取概數，不是最小值與最大值；少見的類別沒有列出。"
)
ROWS = "## 範例列（以下為虛構資料）"
ROWS_NOTE = "每一格都是編造的，各欄分別產生：只看寫法，不能用來計算、推論，也看不出欄與欄的關係。"
NO_ROWS = "（沒有範例列）"
WISHES = "## 給助理的要求"
WISH = (
    "- 請用繁體中文回答，對象是熟悉 Excel 的公務同仁：先說作法，再給公式、樞紐分析設定或程式。",
    "- 請照上面的欄名與寫法作答（例如民國日期要先轉換、有逗號的數字要先去逗號）。",
    "- 欄位不夠或意思不明時請先問我，不要自行假設；需要例子時請用虛構資料。",
    "- 請不要要求我提供真實的資料。",
)
LIMITS = "## 不可以貼上的內容（給使用的同仁）"
NEVER = "請勿貼上原始檔案、螢幕截圖或任何一列真實資料，也不要描述可以認出某個人的案情。"
QUESTION = "## 我的問題"
NO_QUESTION = "（請在這裡寫下問題；不要寫出任何人的姓名、證號、電話、地址或案情。）"
HEADS = ("欄位", "型態", "寫法", "角色", "未填", "內容")
WITHHELD, MANY_TEXTS, NONE, NEARLY_NONE, NEARLY_ALL, ALL = "不提供", "文字句子", "沒有", "很少", "幾乎全部", "全部"
ISO_DAY, ISO_MOMENT = "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss"
FIXED = (
    TITLE, INTRO, FIELDS, LEGEND, ROWS, ROWS_NOTE, NO_ROWS, WISHES, *WISH, LIMITS, NEVER, QUESTION, NO_QUESTION,
)  # fmt: skip


def without_fixed(text: str) -> str:
    """Return a prompt without its fixed sentences and without the cells of its table that are fixed words.

    >>> without_fixed("| 里 | 文字 |").split()
    ['|', '里', '|', '|']
    """
    for sentence in FIXED:
        text = text.replace(sentence, "\n")
    return "\n".join(_open_cells(line) if line.startswith("|") else line for line in text.splitlines())


def _open_cells(line: str) -> str:
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]
    return " | ".join("" if cell in _labels() else cell for cell in cells)


@functools.cache
def _labels() -> frozenset[str]:
    kinds = {text for code, text in sentences("zh_TW").items() if code.startswith("column_kinds.")}
    shares = {f"約 {tenth} 成" for tenth in range(1, 10)}
    fixed = {*HEADS, WITHHELD, MANY_TEXTS, NONE, NEARLY_NONE, NEARLY_ALL, ALL, ISO_DAY, ISO_MOMENT, "整數", "---"}
    return frozenset(kinds | shares | fixed | set(ROLE_LABELS.values()))
