import math
import os
import random

import pytest

from labkit.pivots.exports import sheet
from labkit.pivots.exports.plan import StaticTable
from labkit.pivots.native._format import NATIVE_FORMATS, Page
from tests.pivots.native.made_up import brute, random_plan
from tests.pivots.native.read_back import cells, number, numbers_of
from tests.pivots.native.refreshed import needs_soffice, refresh

PLANS = 200 if os.environ.get("LABKIT_PROOF") else 10
EMPTY = StaticTable("", (("",),), ([],), (), ("label",), 1)
PAGE = Page("樞紐", (), (), EMPTY)


def same(ours, told):
    if ours is None or told is None:
        return ours is told
    return math.isclose(ours, told, rel_tol=1e-9, abs_tol=1e-9)


def differences(plan, told):
    expected = brute(plan)
    known = set(told)
    wrong = [place for place in expected if place not in known]
    wrong += [place for place in expected if place in known and not all(map(same, expected[place], told[place]))]
    wrong += [place for place in known - set(expected) if any(one is not None for one in told[place])]
    return wrong


@pytest.fixture
def wrong_cells(monkeypatch):
    """Write other numbers than the right ones into the cells: what is right afterwards was refreshed."""
    right = sheet.cells_of

    def planted(plan):
        return {at: tuple(987_654 + place for place in range(len(told))) for at, told in right(plan).items()}

    monkeypatch.setattr(sheet, "cells_of", planted)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
@pytest.mark.usefixtures("wrong_cells")
def test_libreoffice_refreshes_every_pivot_to_the_numbers_of_plain_loops(tmp_path, suffix):
    needs_soffice()
    chance = random.Random(20260110)
    plans = [random_plan(chance) for _ in range(PLANS)]
    paths = []
    for at, plan in enumerate(plans):
        paths.append(tmp_path / f"{at}.{suffix}")
        paths[-1].write_bytes(NATIVE_FORMATS[suffix].render(PAGE, plan))
    made = refresh(paths, tmp_path / "refreshed")
    found = {
        at: differences(plan, numbers_of(path, plan)) for at, (plan, path) in enumerate(zip(plans, made, strict=True))
    }
    assert {at: wrong for at, wrong in found.items() if wrong} == {}


def test_an_ods_shows_before_the_refresh_what_it_shows_after(tmp_path):
    needs_soffice()
    chance = random.Random(4)
    plans = [random_plan(chance) for _ in range(PLANS)]
    paths = []
    for at, plan in enumerate(plans):
        paths.append(tmp_path / f"{at}.ods")
        paths[-1].write_bytes(NATIVE_FORMATS["ods"].render(PAGE, plan))
    for plan, before, after in zip(plans, paths, refresh(paths, tmp_path / "refreshed"), strict=True):
        labels = len(plan.rows)
        assert [line[:labels] for line in cells(before)][2:] == [line[:labels] for line in cells(after)][2:]
        assert all(map(same_line, numbers(before, labels), numbers(after, labels)))


def numbers(path, labels):
    return [[number(cell) for cell in line[labels:]] for line in cells(path)]


def same_line(left, right):
    return all(map(same, left, right))
