"""A selection small enough to count by hand: 4 criteria, 5 reviewers, 8 applications, R2 away from A3."""

import functools
import json
import tempfile
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import openpyxl

from labkit.coaching.selection.actions import make_sheets
from labkit.coaching.selection.room import FILLED, SHEETS, Room
from labkit.coaching.selection.spec import Selection
from labkit.coaching.selection.step import Stamp

ASPECTS = ("優化民生相關服務", "落實國家重要政策", "發展跨域多元協力")
# application: the four scores of R1 | R2 | R3 | R4 | R5, and beside them each reviewer's mean as counted by hand
BY_HAND = {
    "A1": "80 84 88 92 | 90 90 80 80 | 70 75 80 85 | 88 88 88 88 | 91 82 73 74",  # 86 85 77.5 88 80, together 416.5
    "A2": "60 70 80 90 | 65 75 85 95 | 72 74 76 78 | 80 80 80 80 | 77 83 81 79",  # 75 80 75 80 80, together 390
    "A3": "90 92 94 96 | -- -- -- -- | 85 85 90 92 | 95 90 85 82 | 91 93 92 84",  # 93 -- 88 88 90, together 359 of four
    "A4": "70 70 70 70 | 75 75 75 75 | 68 72 66 74 | 73 77 79 71 | 60 65 70 65",  # 70 75 70 75 65, together 355
    "A5": "82 78 85 75 | 79 81 83 77 | 75 75 75 75 | 85 85 85 85 | 70 70 70 70",  # 80 80 75 85 70, together 390
    "A6": "88 86 84 82 | 80 85 90 95 | 77 79 81 83 | 86 84 82 80 | 75 80 85 80",  # 85 87.5 80 83 80, together 415.5
    "A7": "61 63 65 67 | 70 60 70 60 | 66 66 66 66 | 72 68 64 56 | 55 65 60 60",  # 64 65 66 65 60, together 320
    "A8": "79 77 75 73 | 81 81 81 81 | 74 70 72 76 | 78 82 80 80 | 76 72 74 78",  # 76 81 73 80 75, together 385
}
MEANS = {"A1": "83.3", "A2": "78", "A3": "89.75", "A4": "71", "A5": "78", "A6": "83.1", "A7": "64", "A8": "77"}
NAMES = ("閻羅十", "鄺金鑫", "龐燚", "鄔淼", "酈垚")
AT = datetime.fromisoformat("2026-03-05T10:00:00+08:00")
STAMP = Stamp(AT, "王科員")


def by_hand_scores():
    found = {}
    for application, line in BY_HAND.items():
        for at, four in enumerate(line.split("|"), 1):
            if "--" not in four:
                found[f"R{at}", application] = tuple(Fraction(score) for score in four.split())
    return found


def selection(**changes):
    told = {
        "year": 115,
        "organiser": "示範部",
        "applications": [
            {"id": one, "agency": f"示範{at}市政府", "topic": f"縮短第{at}類案件的等候", "aspect": ASPECTS[at % 3]}
            for at, one in enumerate(BY_HAND, 1)
        ],
        "reviewers": [{"id": f"R{at}", "name": name, "unit": "示範大學"} for at, name in enumerate(NAMES, 1)],
        "conflicts": [{"reviewer": "R2", "application": "A3", "reason": "三年內曾任該機關顧問"}],
        "written": {"picks": 6, "waiting": 1},
        "video": {"date": "2026-03-20", "start": "09:30"},
    }
    return Selection.model_validate({**told, **changes})


def make_room(folder, **changes):
    Room.create(folder, 115)
    selection(**changes).save(folder / "selection.yml")
    return Room.open(folder)


def fill(room, name, scores):
    """Fill the blank xlsx sheets of a round as reviewers would, into the folder for filled ones."""
    filled = room.folder(name, FILLED)
    filled.mkdir(parents=True, exist_ok=True)
    for path in sorted(room.folder(name, SHEETS).glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        page = book["評分表"]
        reviewer = page["B2"].value
        for row in range(5, page.max_row + 1):
            told = scores.get((reviewer, page.cell(row, 1).value))
            for at, score in enumerate(told or ()):
                page.cell(row, 5 + at).value = float(score)
        book.save(filled / path.name)
    return filled


def written_room(folder, **changes):
    """A room whose written round has its sheets filled; made once for each kind of settings, and copied."""
    for name, content in _written(json.dumps(changes)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return Room.open(folder)


@functools.cache
def _written(changes):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "115"
        make_sheets(make_room(folder, **json.loads(changes)), "written", STAMP)
        fill(Room.open(folder), "written", by_hand_scores())
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
