"""A planted value is caught wherever a published file can carry it; the same file without the value passes."""

import pandas as pd
import pytest

import labkit as lk
from tests.privacy.planted import BUILDERS

PLANTED, PERSON, HARMLESS = "A123456789", "王小明", "甲乙丙"
RAW = pd.DataFrame({"姓名": [PERSON, "陳大文"], "件": [1, 2]})


def gated(folder, carrier, text, raw=()):
    suffix, make = BUILDERS[carrier]
    (folder / f"a.{suffix}").write_bytes(make(text))
    return lk.gate(folder, raw=raw)


@pytest.mark.parametrize("carrier", BUILDERS)
def test_an_identifier_is_caught_and_never_repeated(tmp_path, carrier):
    result = gated(tmp_path, carrier, PLANTED)
    assert "TW_NATIONAL_ID" in result.frame["entity"].tolist(), result.frame.to_string()
    with pytest.raises(lk.LabkitError) as refused:
        result.refuse_unless_passed()
    assert PLANTED not in str(refused.value) + result.frame.to_string()


@pytest.mark.parametrize("carrier", BUILDERS)
def test_a_raw_name_is_caught(tmp_path, carrier):
    result = gated(tmp_path, carrier, PERSON, raw=[RAW])
    assert "RAW_IDENTIFIER" in result.frame["entity"].tolist(), result.frame.to_string()
    assert PERSON not in result.frame.to_string()


@pytest.mark.parametrize("carrier", BUILDERS)
def test_the_same_file_without_the_value_passes(tmp_path, carrier):
    result = gated(tmp_path, carrier, HARMLESS, raw=[RAW])
    assert result.passed, result.frame.to_string()
