import math
import random
from dataclasses import replace

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import CellsRefused
from labkit.pivots.exports import write as exports_write
from labkit.pivots.exports.adapt import plan_of
from labkit.pivots.exports.levels import cells_of
from labkit.pivots.exports.show_as import ALONG, LATER, PLAIN, WITH_BASE, shown_as, shown_cells
from labkit.pivots.native._format import NATIVE_FORMATS, Page
from tests.pivots.native.made_up import protected
from tests.pivots.native.read_back import numbers_of
from tests.pivots.native.refreshed import needs_soffice, refresh
from tests.pivots.native.test_refreshed_numbers import EMPTY

FRAME = pd.DataFrame(
    {"里": ["a", "a", "b", "b", "c", "c"], "管道": ["x", "y", "x", "y", "x", "y"], "規費": [10, 20, 30, 40, 60, 15]}
)


def plan(how, base="里", frame=FRAME):
    made = plan_of(lk.pivot(protected(frame), rows=["里"], columns=["管道"], values={"規費": "sum"}))
    return replace(made, values=(replace(made.values[0], show_as=how, base=base if how in WITH_BASE else ""),))


def shown(how, base="里"):
    made = plan(how, base)
    found = shown_cells(made, cells_of(made))
    return {
        (
            "".join(made.field("里").items[at] for at in down),
            "".join(made.field("管道").items[at] for at in across),
        ): told
        for (down, across), (told,) in found.items()
    }


def test_shares_are_those_of_the_total_the_row_the_column():
    assert shown("percent_of_total")["b", "y"] == 40 / 175
    assert shown("percent_of_row")["b", "y"] == 40 / 70
    assert shown("percent_of_col")["b", "y"] == 40 / 75
    assert shown("percent_of_row")["", ""] == 1


def test_what_goes_along_a_field_starts_at_its_first_item():
    told = shown("run_total")
    assert [told[one, "x"] for one in "abc"] == [10, 40, 100]
    told = shown("difference")
    assert [told[one, "x"] for one in "abc"] == [None, 20, 30]
    told = shown("percent_diff")
    assert [told[one, "x"] for one in "abc"] == [None, 2, 1]
    assert shown("difference", "管道")["b", "y"] == 10


def test_ranks_and_parents():
    assert [shown("rank_descending")[one, "y"] for one in "abc"] == [2, 1, 3]
    assert [shown("rank_ascending")[one, "y"] for one in "abc"] == [2, 3, 1]
    assert shown("percent_of_parent_row")["b", "x"] == 30 / 100
    assert shown("percent_of_running_total")["b", "x"] == 40 / 100


def test_index_weighs_a_cell_by_its_row_and_column():
    assert shown("index")["b", "y"] == (40 * 175) / (70 * 75)


@pytest.mark.parametrize("how", [*PLAIN, *ALONG])
def test_the_standard_names_what_is_shown(how):
    told, extension = shown_as(plan(how), plan(how).values[0])
    assert told["showDataAs"] in {
        "difference",
        "percent",
        "percentDiff",
        "runTotal",
        "percentOfRow",
        "percentOfCol",
        "percentOfTotal",
        "index",
    }
    assert extension == ""


@pytest.mark.parametrize("how", LATER)
def test_what_excel_added_later_is_an_extension_of_the_data_field(how):
    data = NATIVE_FORMATS["xlsx"].render(Page("樞紐", (), (), EMPTY), plan(how))
    _, extension = shown_as(plan(how), plan(how).values[0])
    assert f'pivotShowAs="{LATER[how]}"' in extension
    assert len(data) > 1000


def test_a_format_that_does_not_know_what_is_to_be_shown_refuses(tmp_path, monkeypatch):
    monkeypatch.setattr(exports_write, "plan_of", lambda _: plan("rank_descending"))
    result = lk.pivot(protected(FRAME), rows=["里"])
    with pytest.raises(CellsRefused, match="沒有這種顯示方式"):
        exports_write.write_pivot(result, tmp_path / "a.ods")
    assert exports_write.write_pivot(result, tmp_path / "a.xlsx").is_file()


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_libreoffice_shows_the_same_after_a_refresh(tmp_path, suffix):
    needs_soffice()
    chance = random.Random(7)
    frame = pd.DataFrame(
        {
            "里": [one for one in "abcd" for _ in range(3)],
            "管道": list("xyz") * 4,
            "規費": [chance.randint(1, 90) for _ in range(12)],
        }
    )
    plans = [plan(how, base, frame) for how in [*PLAIN, *ALONG] for base in ("里", "管道")]
    paths = []
    for at, one in enumerate(plans):
        paths.append(tmp_path / f"{at}.{suffix}")
        paths[-1].write_bytes(NATIVE_FORMATS[suffix].render(Page("樞紐", (), (), EMPTY), one))
    for one, path in zip(plans, refresh(paths, tmp_path / "refreshed"), strict=True):
        told = numbers_of(path, one)
        items = [one.field(name).items for name in ("里", "管道")]
        for (down, across), (ours,) in shown_cells(one, cells_of(one)).items():
            theirs = told[tuple(items[0][at] for at in down), tuple(items[1][at] for at in across)][0]
            place = (one.values[0].show_as, one.values[0].base, down, across, ours, theirs)
            assert (ours is None and not theirs) or math.isclose(ours, theirs or 0, rel_tol=1e-9), place
