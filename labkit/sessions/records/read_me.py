"""讀我.txt: what a bundle holds, how to check it with and without labkit, and what its hashes can and cannot prove."""

from __future__ import annotations

from collections.abc import Sequence

from labkit.sessions.records.frozen import Frozen
from labkit.taiwan.roc_dates import roc_text

NAME = "讀我.txt"
PROVES = "雜湊能證明：這包檔案彼此相符；打包之後只要有一個位元組被改、多出或少掉，核對就會指出是哪個檔案。"
LIMITS = (
    "雜湊不能證明：數字本身正確，或整包沒有被人從頭重做。要排除重做，請把上面的 16 碼和送交時印在紙本紀錄表"
    "（經簽名者）上的 16 碼比對。這 16 碼保護成果與先前各次的封存清單；紀錄表的內容以簽名的紙本為準。"
)
TEXT = """{agency}　第 {nth} 次輔導成果（{day}）

一、這是什麼
由 labkit 封存的一次輔導成果。只含去識別化後的結果，不含原始資料、處理中的資料、金鑰與 team.yml。
  session/{folder}/　成果：報告、表格、圖、筆記本、封存清單 manifest.json、研究物件描述 ro-crate-metadata.json
  logs/　輔導協作紀錄表（附件4）。內有紀錄者與參與人員的姓名，請依機關規定保管。
  earlier/　先前各次封存清單（只有 manifest.json），證明各次前後相連：{chain}
  SHA256SUMS　每個檔案的雜湊
請先打開 session/{folder}/report/報告.html。

二、怎麼核對
有 labkit：labkit session verify 這個壓縮檔（或解壓縮後的資料夾）
沒有 labkit：在解壓縮後的資料夾執行
  Linux：sha256sum -c SHA256SUMS
  macOS：shasum -a 256 -c SHA256SUMS
  Windows PowerShell：Get-FileHash 檔名，再與 SHA256SUMS 內的雜湊比對
解壓縮後請勿新增、改名或重新存檔，否則核對不會通過。

三、紙本比對
manifest.json 的 sha256 前 16 碼：{printed}

四、雜湊能證明什麼
{proves}
{limits}
"""


def read_me(frozen: Frozen, agency: str, chain: Sequence[Frozen]) -> bytes:
    """Return the text, with line ends and a mark that old editors on Windows understand."""
    text = TEXT.format(
        agency=frozen.agency or agency,
        nth=frozen.nth,
        day=roc_text(frozen.day),
        folder=frozen.folder,
        chain="、".join(one.folder for one in reversed(chain)) or "（沒有更早的封存）",
        printed=frozen.printed,
        proves=PROVES,
        limits=LIMITS,
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")
