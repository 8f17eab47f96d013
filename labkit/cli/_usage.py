"""What is wrong with how a command was written, in Chinese: the parser's own sentences are English."""

from __future__ import annotations

import re

SENTENCES = (
    (r"greater than or equal to (\S+?)\.?$", r"數值要是 \1 以上"),
    (r"less than or equal to (\S+?)\.?$", r"數值不能超過 \1"),
    (r"is not one of (.+?)\.?$", r"要是 \1 其中之一"),
    (r"does not match the formats?", "日期要寫成西元的 年-月-日，例如 2025-03-14"),
    (r"(?:Directory|dir) '(.+?)' is a file", r"「\1」是檔案，這裡要寫資料夾"),
    (r"No such option:? ?'?(--?[\w-]+)", r"沒有選項 \1"),
    (r"No such command '(.+?)'", r"沒有指令「\1」"),
    (r"Missing (?:argument|parameter)", "少了參數"),
    (r"Missing option", "少了必填的選項"),
    (r"requires an argument", "選項後面要接一個值"),
    (r"unexpected extra argument", "多了參數"),
    (r"valid (?:integer|number|float)", "要是數字"),
)


def in_chinese(error: Exception) -> str:
    """Return what a usage error says, with the option that it is about; a sentence that is not known stays as it is.

    >>> in_chinese(ValueError("No such option: --colour"))
    '沒有選項 --colour'
    """
    told = str(error).strip()
    found = next(((match, text) for rule, text in SENTENCES if (match := re.search(rule, told))), None)
    sentence = found[0].expand(found[1]).replace("'", "").replace(", ", "、") if found else told
    options = getattr(getattr(error, "param", None), "opts", None) or []
    name = next((one for one in options if one.startswith("--")), "")
    return f"{name} {sentence}" if name and name not in sentence else sentence
