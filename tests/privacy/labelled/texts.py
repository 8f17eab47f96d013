"""Free texts with personal data among other words; every value in them is marked."""

from collections.abc import Callable, Sequence
from random import Random

from .addresses import address, plain_address
from .foreign import indigenous
from .forms import mark, value_in_text
from .identifiers import national_id
from .online import email
from .people import chinese_name, masked_name, surname
from .sentences import aside, sentence
from .written import words

# How a clause leads up to a value; {} is the value.
CLAUSES: dict[str, tuple[str, ...]] = {
    entity: tuple(clauses.split("|"))
    for entity, clauses in {
        "TW_NATIONAL_ID": "身分證字號{}|身分證字號{}號|身分證字號：{}|身分證統一編號:{}|身分證{}|身分證{}號|ID:{}|(身分證字號{})|"
        "國民身分證統一編號為{}",
        "TW_RESIDENT_ID": "居留證號{}|居留證號{}號|統一證號：{}|居留證統一證號{}",
        "TW_PASSPORT": "護照號碼{}|護照號碼：{}|護照{}",
        "TW_UBN": "統編{}|統一編號{}|統一編號：{}|公司統編:{}|營利事業統一編號{}",
        "TW_NHI_CARD": "健保卡號{}|健保卡號：{}|健保卡卡號{}",
        "TW_MEDICAL_RECORD": "病歷號{}|病歷號碼：{}|病歷號:{}",
        "TW_HOUSEHOLD_NO": "戶號{}|戶號：{}|原戶號{}",
        "TW_CITIZEN_CERT": "自然人憑證號碼{}|自然人憑證條碼：{}",
        "TW_MOBILE": "手機{}|手機：{}|行動電話{}|聯絡手機{}|請撥{}|手機號碼為{}|電話{}",
        "TW_LANDLINE": "電話{}|電話：{}|TEL:{}|市話{}|請電洽{}|傳真{}|聯絡電話{}",
        "TW_ADDRESS": "地址{}|住{}|戶籍地址：{}|現住{}|通訊地址為{}|設籍{}|居住於{}|送達地址:{}",
        "TW_LAND_PARCEL": "地號{}|坐落{}|土地坐落{}|標的：{}",
        "TW_PLATE": "車號{}|車牌{}|車牌號碼：{}|牌照號碼{}|違規車號{}",
        "TW_BANK_ACCOUNT": "帳號{}|匯款帳號：{}|銀行帳號{}|撥入帳號{}",
        "TW_INVOICE_CARRIER": "載具{}|手機條碼{}|手機條碼載具：{}",
        "CREDIT_CARD": "信用卡號{}|信用卡卡號：{}|卡號{}",
        "EMAIL_ADDRESS": "信箱{}|email:{}|E-mail：{}|電子郵件{}|寄至{}",
        "IP_ADDRESS": "IP {}|IP {}登入|來源IP:{}|IP位址：{}|自{}登入",
        "LINE_ID": "LINE ID {}|LINE ID：{}|Line ID:{}|加LINE帳號{}",
        "BIRTH_DATE": "生日{}|出生日期：{}|出生年月日{}|{}生|生於{}",
    }.items()
}
ROLES = words("""
    承辦人 申請人 申請人： 代理人 負責人 聯絡人: 聯絡人 陳情人 所有權人 里長 權利人： 繼承人 被繼承人 車主 戶長 承辦人員：
    案主 當事人 檢舉人
""")
TITLES = words("先生 小姐 女士 先生")
OF_OWNERS = ("TW_MOBILE", "TW_ADDRESS", "TW_NATIONAL_ID")
DEEDS = words("表示已收到通知 來電詢問進度 申請退件 請求更正 已電洽 到所領件 陳述意見 委託代辦 未到場")


def clause(draw: Random, entity: str) -> str:
    """A value with the words that lead up to it."""
    return draw.choice(CLAUSES[entity]).format(value_in_text(draw, entity))


def clause_about_a_person(draw: Random) -> str:
    """Somebody by surname and title, by name and title, or by role and name."""
    kind = draw.random()
    if kind < 0.3:
        return mark("PERSON", surname(draw)) + draw.choice(TITLES) + draw.choice(DEEDS)
    name = mark("PERSON", draw.choices([masked_name, chinese_name, indigenous], [20, 74, 6])[0](draw))
    if kind < 0.5:
        return name + draw.choice(TITLES) + draw.choice(DEEDS)
    return draw.choice(ROLES) + name + draw.choice(["", "", draw.choice(DEEDS)])


def note(draw: Random, entities: Sequence[str]) -> str:
    """One to three clauses with personal data and some without; one note in seven has none at all."""
    if draw.random() < 0.15:
        return sentence(draw)
    clauses = [
        clause_about_a_person(draw) if draw.random() < 0.3 else clause(draw, draw.choice(entities))
        for _ in range(draw.randint(1, 3))
    ]
    for _ in range(draw.choice([0, 1, 1, 2])):
        clauses.insert(draw.randint(0, len(clauses)), aside(draw))
    return draw.choice(["，", "，", "；", "、", " ", "。"]).join(clauses) + draw.choice(["", "。", ""])


def contact(draw: Random) -> str:
    """A name, a phone and often an address, a mail address or an id, in one cell."""
    name = mark("PERSON", draw.choices([chinese_name, masked_name], [85, 15])[0](draw))
    parts = [
        draw.choice(["{}", "{}", "聯絡人：{}", "{}先生"]).format(name),
        value_in_text(draw, draw.choice(["TW_MOBILE", "TW_LANDLINE"])),
    ]
    extra = draw.choice(
        [
            mark("TW_ADDRESS", address(draw)),
            mark("TW_ADDRESS", plain_address(draw)),
            mark("EMAIL_ADDRESS", email(draw)),
            mark("TW_NATIONAL_ID", national_id(draw)),
            "",
        ]
    )
    return draw.choice([" ", "，", "/", "、", "\n", " / ", "；", "　"]).join([*parts, extra] if extra else parts)


def phones(draw: Random) -> str:
    """One to three phone numbers in one cell."""
    text = ""
    for place in range(draw.choice([1, 2, 2, 3])):
        text += draw.choice(["、", "、", "/", ";", " ", ",", "或"]) if place else ""
        text += value_in_text(draw, draw.choice(["TW_MOBILE", "TW_MOBILE", "TW_LANDLINE"]))
    return text


def mention(draw: Random, name: str) -> str:
    """A note that names somebody from another column, or nobody."""
    marked = mark("PERSON", name)
    ways: tuple[Callable[[], str], ...] = (
        lambda: f"{marked}已補件，{aside(draw)}",
        lambda: f"通知{marked}到所領件",
        lambda: f"{aside(draw)}，由{marked}代收",
        lambda: f"本案{draw.choice(['與', '係'])}{marked}共有，{clause(draw, draw.choice(OF_OWNERS))}",
        lambda: sentence(draw),
    )
    return draw.choice(ways)()
