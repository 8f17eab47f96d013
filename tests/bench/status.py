"""Status of 300 made-up workspaces of 20 sessions each: CPU seconds without and with indexes, and what an index weighs."""

import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

TEAMS, SESSIONS = 300, 20
AS_OF = "2025-10-01"
FIRST = date(2025, 3, 4)
PLAN = "version: 1\nnth: {nth}\ndate: {day}\nform: 實體\nstart: 14:00\nend: 16:00\nplace: 三樓會議室\nrecorder: {{name: 陳範例, title: 科員}}\n"
PLANNED = "attendees: []\nagenda:\n- 問題釐清\n- 資料盤點\ngoals:\n- 匯出資料\n- 量測 {nth} 件\n"
LOG = """version: 1
nth: {nth}
date: {day}
form: 實體
start: 14:00
end: 16:00
agency: 示範市政府地政局
recorder: {{name: 陳範例, title: 科員}}
attendees:
- {{name: 林示範, title: 科長}}
- {{name: 王示範, title: 科員}}
- {{name: 李示範, title: 教授}}
previous_goals:
- {{goal: 匯出資料, status: 完成}}
- {{goal: 訪談櫃檯同仁, status: 進行中}}
summary:
- 盤點 4 個檔案，欄位說明補齊 12 欄
- 確認清理食譜
- 討論尖峰離峰人力
next_goals:
- 匯出資料
- 訪談櫃檯同仁
- 量測 {nth} 件
expert_remarks: 請先確認欄位意義。
"""


def make(folder):
    """Write the workspaces; 15 of 20 sessions have a log."""
    for at in range(TEAMS):
        root = folder / f"team{at:03}"
        for name in ("plan", "logs", "sessions"):
            (root / name).mkdir(parents=True)
        _put(root / "team.yml", f"version: 1\nagency: 示範{at}局\nexperts:\n- {{name: 專家{at % 9}, title: 教授}}\n")
        _put(root / "programme.yml", f"version: 1\nstart: {FIRST}\n")
        for nth in range(1, SESSIONS + 1):
            day = FIRST + timedelta(days=14 * (nth - 1))
            _put(root / "plan" / f"{nth:02}.yml", (PLAN + PLANNED).format(nth=nth, day=day))
            _put(root / "logs" / f"{nth:02}.yml", LOG.format(nth=nth, day=day))
            (root / "sessions" / f"{day}-{nth:02}").mkdir()


def _put(path, text):
    path.write_text(text, encoding="utf-8")


def rows(folder):
    """Yield a line for the first look, for the second, and for one coach's teams."""
    from tests.bench.run import cpu_seconds

    make(folder)
    command = [sys.executable, "-m", "labkit", "status", "--all", str(folder), "--as-of", AS_OF]
    said = f"{TEAMS} workspaces x {SESSIONS} sessions"
    yield f"status --all, {said}, no index", cpu_seconds(command, folder), "goal 60"
    sizes = [path.stat().st_size for path in folder.glob("*/.labkit/index.json")]
    yield "status --all, indexes there", cpu_seconds(command, folder), f"goal 3; an index {max(sizes) / 1000:.1f} kB"
    with_page = [*command, "--out", str(folder / "all.html"), "--ics", str(folder / "all.ics")]
    weighs = "page and calendar written"
    yield "status --all --out all.html --ics all.ics", cpu_seconds(with_page, folder), weighs
    yield "status --all --expert", cpu_seconds([*command, "--expert", "專家3"], folder), "team.yml read in each"
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    if f"共 {TEAMS} 個工作區" not in done.stdout:
        raise RuntimeError(done.stdout)


def main():
    """Print the figures of this file alone."""
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds, beside in rows(Path(folder)):
            print(f"{name:60} {seconds:7.2f} CPU s   {beside}", flush=True)


if __name__ == "__main__":
    main()
