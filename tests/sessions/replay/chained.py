"""Runs chained land-office sessions in a folder, replays each, and prints what came of them: a process of its own, in any environment."""

import json
import sys
from datetime import date
from pathlib import Path

import labkit as lk
from tests.conftest import land_office_workspace

PLAN = "version: 1\nnth: {nth}\ndate: {day}\nform: 實體\nparameters:\n  04_pivot: {{least: '{least}'}}\n"
EDITS = {
    2: ("policies/櫃檯同仁問卷.yml", "width: 5", "width: 10"),
    3: ("policies/收件簿.yml", "to: month", "to: year"),
    4: ("recipes/收件簿.yml", "四種民國日期寫法並存", "民國日期有四種寫法"),
    5: ("team.yml", "\n", "\n# 第五次\n"),
}


def main(folder: str, count: int) -> None:
    ws = land_office_workspace(Path(folder))
    found = {}
    for nth in range(1, count + 1):
        day = date(2025, 2 + nth, 14).isoformat()
        ws.plan_path(nth).write_text(PLAN.format(nth=nth, day=day, least=nth + 1), encoding="utf-8")
        if nth in EDITS:
            place, old, new = EDITS[nth]
            text = (ws.root / place).read_text(encoding="utf-8")
            if old not in text:
                raise ValueError(place)
            (ws.root / place).write_text(text.replace(old, new, 1), encoding="utf-8")
        found[nth] = [lk.run_session(ws, nth).manifest.digest]
    for nth in found:
        result = lk.replay(ws, nth)
        found[nth] += [result.identical, result.same, result.frame.to_numpy().tolist()]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
