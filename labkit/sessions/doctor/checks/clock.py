"""The clock and its zone: the days within which a log is due are counted from it."""

from __future__ import annotations

from labkit.sessions.doctor.check import BAD, GOOD, MIND, Answer, Check, Machine

FIRST_YEAR, LAST_YEAR = 2025, 2099
TAIPEI = 8.0


def measure(machine: Machine) -> tuple[int, float]:
    """Return the year, and the hours that this computer's zone is ahead of Greenwich."""
    ahead = machine.now.utcoffset()
    return machine.now.year, ahead.total_seconds() / 3600 if ahead else 0.0


def judge(told: tuple[int, float]) -> Answer:
    """Answer whether days will be counted rightly."""
    year, ahead = told
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Answer(BAD, f"電腦的日期在西元 {year} 年。", "請在系統設定把日期時間改對，否則送交期限會算錯。")
    if ahead != TAIPEI:
        then = "labkit 一律以台北時間計算日期，不受影響；檔案的修改時間會是當地時間。"
        return Answer(MIND, f"電腦的時區是 UTC{ahead:+g}，不是台北時間。", then)
    return Answer(GOOD, "日期正常，時區是台北時間。")


check = Check("日期與時區", "clock", measure, judge, (((2026, 8.0), GOOD), ((2026, 0.0), MIND), ((1970, 8.0), BAD)))
