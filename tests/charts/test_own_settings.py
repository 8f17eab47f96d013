"""Nobody's own matplotlib settings reach a chart."""

import matplotlib as mpl
import pandas as pd

import labkit as lk


def test_a_chart_is_the_same_whatever_a_person_set_for_matplotlib():
    pivot = lk.pivot(pd.DataFrame({"里": ["甲", "乙", "乙"], "件": [1, 2, 3]}), rows=["里"])
    before = lk.draw(pivot).png
    with mpl.rc_context({"axes.facecolor": "pink", "lines.linewidth": 9, "xtick.direction": "in", "axes.grid": True}):
        assert lk.draw(pivot).png == before
