"""How personal names are written in agency tables: Han, masked, of indigenous people, in Latin letters.

Source: 姓名條例 §1–§4 (2024-05-29: 原住民族文字 alone or beside a Chinese name), 內政部 2006 on the sign between the parts of an
indigenous name (files hold ‧ · ・ • as well as .); masks as agencies publish them (王○明, 王O明, 王*明).
"""

from __future__ import annotations

import re

from labkit.taiwan.surnames import COMMON, COMPOUND, RARE, has_surname, may_be_surname

HAN = "[⺀-⻿㐀-鿿豈-﫿\U00020000-\U000323af\ue000-\uf8ff\U000f0000-\U0010fffd]"
MASK = "[○〇◯●□OXx*＊_＿#ⅹ?\ufffd]"
DOT = "[‧·・•．.˙∙]"
SURNAME = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(COMMON))}])"
ANY_SURNAME = f"(?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(COMMON | RARE))}])"
LETTER = "A-Za-zÀ-ɏḀ-ỿ'’ʼ^"
LATIN = rf"[A-ZÀ-ÞĐ][{LETTER}-]*\.?(?:(?: |, ?|,)[{LETTER}][{LETTER}.-]*){{1,6}}"
DOTTED = f"{HAN}{{1,8}}(?: ?{DOT} ?{HAN}{{1,8}}){{1,3}}"
MASKED = f"(?:{ANY_SURNAME}(?:{MASK}{{1,3}}{HAN}?|{HAN}{MASK}{{1,2}})|[○〇◯●□]{HAN}{{2}})"
EVERYDAY = frozenset(  # words of everyday prose whose first sign is also a surname
    ["方便", "方式", "方面", "方案", "方向", "高度", "高興", "高溫", "高齡", "高中", "何時", "何處", "何人", "何種", "何以", "連續", "連絡", "連同", "連結", "馬上", "馬路", "石材", "石頭", "曾反", "曾經", "曾於", "曾向", "曾因", "曾有", "程度", "程序", "包含", "包括", "包裝", "管理", "管制", "管線", "安排", "安全", "安裝", "安置", "金額", "金錢", "全部", "全數", "全家", "全面", "溫度", "陸續", "白天", "平日", "平時", "平均", "時常", "常常", "關心", "關於", "關係", "水管", "水溝", "水電", "花費", "計畫", "計算", "文件", "明確", "明顯", "明日", "路邊", "路面", "施工", "施作", "簡訊", "簡單", "強烈", "任何", "任意", "經常", "經查", "經由", "經過", "支付", "支援", "習慣", "解決", "解釋", "項目", "應該", "應於", "應予", "紀錄", "房屋", "房間", "房子", "居住", "居家", "尚未", "邊緣", "單獨", "單位", "利用", "衛生", "沈重", "宣稱", "祖先", "左側", "右側", "冷氣", "厲害", "戰爭", "喜歡", "黃色", "江邊", "林地", "林木", "古蹟", "易於", "成立", "成功", "成為", "通知", "通過", "通報", "查明", "查無", "查核", "查詢", "終於", "終止", "空間", "空地", "容易", "向來", "廣告", "廣場", "樂意", "童年", "車輛", "車子", "車位", "車道", "於是", "農地", "農田", "越來", "龍頭", "幸好", "危險", "危害", "查證", "游泳", "湯品", "余額", "周邊", "周圍", "周遭", "汪洋", "康復", "賴以", "許多", "許可", "謝謝", "江湖", "葉子", "蘇醒", "何況", "羅列", "潘多", "朱紅", "鍾愛", "樂於", "盧山", "梁柱", "趙過", "顏色", "魏晉", "孫子", "范圍", "宋體", "藍色", "歐洲", "姚黃", "古老", "石階", "董事", "唐突", "湖邊", "尤其", "尤為", "龔斷", "嚴重", "嚴格", "嚴禁", "韓國", "童裝", "陸地", "陸上", "夏天", "夏季", "柳丁", "錢財", "伍拾", "倪端", "陳述", "陳情", "陳舊", "林道", "黃昏", "黃金", "張貼", "張數", "李子", "王國", "吳郭", "劉海", "楊桃", "許願", "鄭重", "洪水", "郭外", "邱比", "邱陵", "徐徐", "葉片", "莊嚴", "呂宋", "江水", "蕭條", "高架", "高樓", "高低", "簡易", "簡報", "游客", "施予", "施打", "沈澱", "沈默", "余下", "盧比", "方形", "侯診", "杜絕", "戴口", "湯匙", "黎明", "溫馨", "溫暖", "馮京", "連日", "連帶", "連假", "馬達", "馬桶", "董監"]
)  # fmt: skip
GIVEN_END = "於及與和至來在向已說表稱致先小女是為之等請電洽因由將未會並即經就則去到從再又有要接處另所現曾亦也均皆應無已並被把同的了"
WHOLE = re.compile(f"{HAN}{{2,4}}|{MASKED}|{DOTTED}|{LATIN}")
USUAL = 3
LONGER = re.compile(f"{HAN}{{2,15}}")
OFFICES = re.compile(
    r"(公司|商行|商店|中心|協會|學會|公會|工會|商會|基金會|學校|大學|國小|國中|高中|幼兒園|診所|醫院|合作社|企業|企業社|工程行|實業|事務所|委員會"
    r"|[局處課室股組所院廳部會署隊店廠館寺])$"
    r"|^(無|未填|不詳|自然人|匿名|民眾|本人|同上|以下空白|空白|其他|其它|合計|總計|小計|待查|略|保密|已?歿|已?亡|法定代理人|代理人|監護人|配偶|關係人|分機|轉|等人|父|母|夫|妻|子|女|兄|弟|姊|妹|不公開|未提供)$"
)
NOT_NAMES = re.compile(
    f"{OFFICES.pattern}|[宮科園廟段鄰里村區鄉鎮市縣路街巷弄號樓站台臺班級員類型式別款項費用數率額量表單書件案]$"
)
OFFICE_WORDS = re.compile(
    "[局處科課室所院廳署隊館校會社]|公司|中心|機關|單位|政府|工程|企業|貿易|有限|股份|工業|營造|餐"
)


def is_name(text: str) -> bool:
    """Tell whether a whole text is written like one person's name: a known surname, a mask, an indigenous or Latin form.

    >>> is_name("王○明"), is_name("瓦歷斯‧諾幹"), is_name("地政局"), is_name("Kolas Yotaka")
    (True, True, False, True)
    """
    plain = text.strip()
    if not WHOLE.fullmatch(plain) or NOT_NAMES.search(plain):
        return False
    if re.fullmatch(LATIN, plain):
        return is_latin_name(plain)
    return has_surname(plain) or not re.fullmatch(f"{HAN}+", plain)


def may_be_name(text: str) -> bool:
    """Tell whether a text may be a name where the column says that names stand there: any Han text that is no office.

    >>> may_be_name("粘阿甘"), may_be_name("阮氏紅絨"), may_be_name("民政局")
    (True, True, False)
    """
    plain = text.strip()
    if is_name(plain):
        return True
    if not LONGER.fullmatch(plain) or OFFICES.search(plain):
        return False
    if len(plain) == USUAL + (plain[:2] in COMPOUND) and may_be_surname(plain):
        return True
    return not NOT_NAMES.search(plain) and not OFFICE_WORDS.search(plain)


def is_latin_name(text: str) -> bool:
    """Tell whether Latin words are written like a person's name: capitals, no digits, no word of a firm.

    >>> is_latin_name("NGUYEN THI HOA"), is_latin_name("ACME CO., LTD."), is_latin_name("per month")
    (True, False, False)
    """
    words = re.findall(rf"[{LETTER}.-]+", text)
    firm = re.search(
        r"\b(?:co|ltd|inc|corp|llc|company|limited|bank|school|store|shop|township|district|county|city|village|vil|road|rd|street|st|the|of|and)\b",
        text,
        re.IGNORECASE,
    )
    return bool(re.fullmatch(LATIN, text)) and not firm and all(word[0].isupper() for word in words[:1] + words[-1:])
