"""Finding personal data in a million cells of all kinds, beside Presidio's own batch engine with the same recognizers."""

import gc
import os
import random
import statistics
import time

import pandas as pd
from presidio_analyzer import BatchAnalyzerEngine

import labkit as lk
from labkit.privacy.detection.spans import find_all
from labkit.privacy.presidio import LANGUAGE, analyzer, spans_of_results
from labkit.taiwan.identifiers import check_digit

ROWS, SAMPLE, TIMES = 40_000, 200, 5
SURNAMES, GIVEN = "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐", "怡君雅婷志明家豪淑芬俊宏美玲建國心怡文雄麗華冠宇佩珊承恩"
ROADS = ("中山路", "和平東路一段", "民生路", "文化街", "建國北路二段", "忠孝路")
TOWNS = ("臺北市大安區", "新北市板橋區", "臺中市西區", "花蓮縣秀林鄉", "")


def digits(rng, count):
    """Return so many random digits."""
    return "".join(rng.choices("0123456789", k=count))


def national(rng, second="12"):
    """Return a made-up number with its check digit."""
    letter, stem = rng.choice("ABCDEFGHJ"), rng.choice(second) + digits(rng, 7)
    return letter + stem + check_digit(letter, stem)


def card(rng):
    """Return a made-up card number that passes the Luhn check."""
    stem = rng.choice("45") + rng.choice("12345") + digits(rng, 13)
    doubled = [int(d) * 2 - 9 * (int(d) > 4) for d in stem[::-2]]
    return stem + str(-(sum(doubled) + sum(map(int, stem[-2::-2]))) % 10)


def ubn(rng):
    """Return a made-up company number that passes the check of 112年."""
    while True:
        text = digits(rng, 8)
        total = sum(sum(divmod(int(d) * w, 10)) for d, w in zip(text, (1, 2, 1, 2, 1, 2, 4, 1), strict=True))
        if total % 5 == 0:
            return text


def name(rng):
    """Return a made-up name."""
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, 2))


KINDS = {
    "身分證字號": national,
    "居留證號": lambda r: national(r, "89"),
    "護照號碼": lambda r: "3" + digits(r, 8),
    "統一編號": ubn,
    "健保卡號": lambda r: "0000" + digits(r, 8),
    "病歷號": lambda r: digits(r, 7),
    "戶號": lambda r: r.choice("ABCDEF") + digits(r, 7),
    "自然人憑證": lambda r: "TP" + digits(r, 14),
    "手機": lambda r: f"09{digits(r, 2)}-{digits(r, 3)}-{digits(r, 3)}",
    "電話": lambda r: f"(02)2{digits(r, 3)}-{digits(r, 4)}",
    "地址": lambda r: (
        f"{r.choice(TOWNS)}{r.choice(ROADS)}{r.randrange(1, 400)}巷{r.randrange(1, 99)}號{r.randrange(2, 9)}樓"
    ),
    "地號": lambda r: f"{r.randrange(1, 2000)}-{r.randrange(1, 300)}",
    "車牌": lambda r: "".join(r.choices("ABCDEFGHJKLMNP", k=3)) + "-" + "".join(r.choices("012356789", k=4)),
    "帳號": lambda r: digits(r, 12),
    "載具": lambda r: "/" + "".join(r.choices("0123456789ABCDEFGHIJK", k=7)),
    "信用卡號": card,
    "電子郵件": lambda r: f"{r.choice('abcdefg')}{digits(r, 4)}@x.tw",
    "IP": lambda r: f"10.{r.randrange(1, 255)}.{r.randrange(1, 255)}.{r.randrange(1, 255)}",
    "LINE ID": lambda r: f"user_{digits(r, 4)}",
    "生日": lambda r: f"{r.randrange(30, 100)}/{r.randrange(1, 13)}/{r.randrange(1, 29)}",
    "姓名": name,
    "案由": lambda r: f"{r.choice('申請補發換領')}{r.choice('謄本證明執照')}{r.randrange(1, 99999)}件",
    "金額": lambda r: str(r.randrange(1000, 99999999)),
    "收件編號": lambda r: f"113-{digits(r, 6)}",
    "說明": lambda r: f"承辦人{name(r)}通知",
}


def table(rows, seed=7):
    """Return a made-up table with a column of every kind and four without any."""
    rng = random.Random(seed)
    return pd.DataFrame({column: [make(rng) for _ in range(rows)] for column, make in KINDS.items()})


def rows():
    """Yield name, CPU seconds, and what stands beside: cells a second of one core, and the ratio to the peer's."""
    frame = table(ROWS)
    cells = frame.size
    mean = frame.map(len).to_numpy().mean()
    repeated = 1 - sum(frame[column].nunique() for column in frame) / cells
    part = {column: frame[column].head(SAMPLE).tolist() for column in frame}
    batch = BatchAnalyzerEngine(analyzer_engine=analyzer())
    lk.scan(frame.head(50))
    list(batch.analyze_dict({column: values[:5] for column, values in part.items()}, language=LANGUAGE))
    ours, theirs = [], []
    for _ in range(TIMES):
        ours.append(cpu(lambda: lk.scan(frame)))
        theirs.append(cpu(lambda: list(batch.analyze_dict(part, language=LANGUAGE))))
    mine, peer = cells / statistics.median(ours), SAMPLE * len(part) / statistics.median(theirs)
    beside = (
        f"{cells:,} cells of {mean:.1f} signs, {repeated:.0%} repeated, 21 kinds: {mine:,.0f} cells/s (goal 30,000); "
        f"Presidio's BatchAnalyzerEngine on {SAMPLE * len(part):,} of them {peer:,.0f}, ratio {mine / peer:.0f} (goal 10)"
    )
    yield "lk.scan", statistics.median(ours), beside
    same, all_cells = agreement(batch, part)
    yield "  spans equal to Presidio's, cell by cell", 0.0, f"{same:,} of {all_cells:,} cells"


def cpu(work):
    """Return the CPU seconds of this process for one run."""
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def agreement(batch, part):
    """Return in how many cells Presidio's spans equal ours."""
    same = 0
    for result in batch.analyze_dict(part, language=LANGUAGE):
        for text, found in zip(result.value, result.recognizer_results, strict=True):
            ours = sorted((span.entity, span.start, span.end) for span in find_all(text, column=result.key))
            same += ours == spans_of_results(found)
    return same, sum(map(len, part.values()))


if __name__ == "__main__":
    print(f"load {os.getloadavg()[0]:.1f}")
    for row in rows():
        print(*row)
