"""What the careful policy lets out of tables whose personal data is known to the letter: nothing that was found, hardly anything that was not."""

import pandas as pd
import pytest

import labkit as lk
from labkit.privacy.recognizer import RECOGNIZERS
from tests.privacy.labelled import tables

DIRECT = {one.entity for one in RECOGNIZERS.values() if one.role == "direct"}
LONG_ENOUGH = 4


def texts(frame):
    """Return each row's cells as one text."""
    return [" ".join("" if pd.isna(cell) else str(cell) for cell in row) for row in frame.itertuples(index=False)]


@pytest.mark.parametrize("audience", ["機關內部", "跨機關", "開放資料"])
def test_no_direct_identifier_survives_the_proposed_policy(audience):
    told = survived = 0
    for one in tables(7):
        scan = lk.scan(one.frame)
        out = lk.suggest_policy(scan, audience).apply(one.frame)
        rows = texts(out.frame) if len(out.table.columns) else [""] * len(one.frame)
        for row, column, entity, start, end in one.truth:
            value = str(one.frame[column].iloc[row])[start:end]
            if entity in DIRECT and len(value) >= LONG_ENOUGH:
                told += 1
                survived += value in rows[row]
        found = scan.cells[scan.cells.entity.isin(DIRECT)]
        for cell in found.itertuples():
            value = str(one.frame[cell.column].iloc[cell.row])[cell.start : cell.end]
            masked = any(sign in value for sign in "○〇◯●*＊Xx_#")
            assert masked or len(value) < LONG_ENOUGH or value not in rows[cell.row], (
                one.name,
                cell.column,
                cell.entity,
            )
    assert told > 10_000
    assert survived <= 0.002 * told
