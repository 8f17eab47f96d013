"""The facilitators' page says of every exercise in the notebooks what the exercise says of itself."""

import re

from labkit.workshop.exercise import EXERCISES
from labkit.workshop.room import minutes_by_theme, workshop_notebooks
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "workshop.zh-TW.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\S+) \| (★?) ?\| `(\w+)` \| (.+?) \| (\d+) \| (.+?) \|$", PAGE, re.MULTILINE)


def test_the_table_names_what_the_notebooks_ask_with_minutes_and_mistakes():
    asked = re.findall(
        r'q = w\[\\"(\w+)\\"\]', "".join(path.read_text(encoding="utf-8") for path in workshop_notebooks())
    )
    assert [row[2] for row in ROWS] == list(dict.fromkeys(asked))
    for theme, _, name, title, minutes, often in ROWS:
        one = EXERCISES[name]
        assert (theme, title, int(minutes), often) == (one.theme, one.title, one.minutes, one.often)


def test_two_hours_hold_the_whole_and_the_core():
    core = [row for row in ROWS if row[1]]
    assert f"★，{len(core)} 題，一題 8 分鐘，共 {8 * len(core)} 分鐘" in PAGE
    assert len({row[0] for row in core}) == len(minutes_by_theme())
    assert sum(int(row[4]) for row in ROWS) + 5 + 4 == 120


def test_the_minutes_of_each_notebook_are_those_of_its_rows():
    for path in workshop_notebooks():
        theme, minutes = re.search(rf"`{path.name}` \| (\S+) \| (\d+)", PAGE).groups()
        assert int(minutes) == sum(int(row[4]) for row in ROWS if row[0] == theme)
