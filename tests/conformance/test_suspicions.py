"""Every reason to doubt a cell, as it stands in its folder."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from labkit.cleaning.suspects import find_suspects
from labkit.cleaning.suspicion import SUSPICIONS, Coded
from labkit.core.plugs import camel


@pytest.mark.parametrize("name", SUSPICIONS)
def test_a_suspicion_is_named_like_its_file_and_speaks_of_itself(name):
    suspicion = SUSPICIONS[name]
    assert suspicion.__name__ == camel(name)
    assert suspicion.label
    assert suspicion.label_en
    assert suspicion.__doc__


@pytest.mark.parametrize("name", SUSPICIONS)
@pytest.mark.parametrize("cells", [[], [None] * 30, ["甲"] * 30, [f"{n}" for n in range(30)]])
def test_empty_missing_equal_and_orderly_columns_give_no_cause(name, cells):
    columns = [Coded.of(one, pa.chunked_array([pa.array(cells, pa.string())])) for one in ("a", "b")]
    assert [rows for _, rows in SUSPICIONS[name]().find(columns) if np.asarray(rows).size] == []


def test_a_table_without_rows_or_columns_is_looked_at_and_found_in_order():
    assert find_suspects(pd.DataFrame({"a": []})).frame.empty
    assert find_suspects(pd.DataFrame({"a": ["x"]})).summary == "1 列中有 0 格值得核對，都沒有更動。"
