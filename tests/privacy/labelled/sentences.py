"""Running text without personal data; some of it speaks of names, addresses and phones without giving any."""

from random import Random

from .harmless import fill

SENTENCES = (
    "依{law}規定辦理，併{document}案。",
    "金額共計{amount_with_commas}元，已於{any_date}入庫。",
    "案號{case}，{cause}案件，共{few}筆。",
    "洽詢專線{hotline}，服務時間{hours}。",
    "系統版本{version}更新，詳見{web_page}",
    "發票號碼{invoice}，金額{amount}元",
    "座標X={x},Y={y}",
    "檔案存於{file_path}",
    "料號{product}共{few}件，條碼{ean}",
    "{office}於{any_date}收件，限{any_date}前補正。",
    "{district}{village}辦理地籍圖重測，計{many}筆。",
    "第{few}次會議決議：照案通過(文號{case})",
    "原核定{amount}元，調整為{amount_with_commas}元",
    "請洽分機3{figure}{figure}",
    "設備序號{device}，型號{model}",
    "ISBN {isbn} 上架",
    "使用者於{timestamp}登出",
    "面積{area}平方公尺，持分{share}",
    "郵遞區號{postcode}誤植，已更正",
    "立案日期{day8}，異動日期{day8}",
    "收件日{day7}，結案日{day7}",
    "第{figure}季達成率{share}，較{year}年成長",
    "待補件",
    "資料完整，無異議",
    "申請人未到場，改期辦理",
    "請承辦人儘速辦理",
    "代理人委託書缺漏，通知補正",
    "負責人變更登記，案件移請第三科處理",
    "聯絡電話空號，已改以公文通知",
    "地址不詳，退件",
    "身分證影本模糊，請重新檢附",
)
ASIDES = (
    "收件字號{document}",
    "案號{case}",
    "於{any_date}補件",
    "金額{amount_with_commas}元",
    "依{law}辦理",
    "併案辦理",
    "已結案",
    "資料不全",
    "應繳{amount}元",
    "文件齊全",
    "共{figure}筆",
    "收件日{day8}",
    "料號{product}",
    "版本{version}",
    "洽{hotline}",
)


def sentence(draw: Random) -> str:
    """A remark without personal data."""
    return fill(draw, draw.choice(SENTENCES))


def aside(draw: Random) -> str:
    """A clause without personal data, to stand between clauses that have some."""
    return fill(draw, draw.choice(ASIDES))
