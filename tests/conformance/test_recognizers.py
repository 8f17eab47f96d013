"""Every recognizer: its hits are found, its misses are not, its many-at-once check agrees, and Presidio's engine too."""

import re

import pandas as pd
import pyarrow as pa
import pytest

import labkit as lk
from labkit.privacy.detection.candidates import candidates, relaxed
from labkit.privacy.detection.context import named
from labkit.privacy.detection.spans import find_all, plain_text
from labkit.privacy.presidio import analyze, analyzer
from labkit.privacy.recognizer import KEEP, RECOGNIZERS

ENTITIES = [
    "TW_NATIONAL_ID",
    "TW_RESIDENT_ID",
    "TW_PASSPORT",
    "TW_UBN",
    "TW_NHI_CARD",
    "TW_MEDICAL_RECORD",
    "TW_HOUSEHOLD_NO",
    "TW_CITIZEN_CERT",
    "TW_MOBILE",
    "TW_LANDLINE",
    "TW_ADDRESS",
    "TW_LAND_PARCEL",
    "TW_PLATE",
    "TW_BANK_ACCOUNT",
    "TW_INVOICE_CARRIER",
    "CREDIT_CARD",
    "EMAIL_ADDRESS",
    "IP_ADDRESS",
    "LINE_ID",
    "BIRTH_DATE",
    "PERSON",
]


def examples(kind):
    told = [(name, one) for name, plug in RECOGNIZERS.items() for one in getattr(plug, kind)]
    return [(name, *(one if isinstance(one, tuple) else ("", one))) for name, one in told]


HITS, MISSES = examples("hits"), examples("misses")


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def test_the_frozen_entities_are_all_there():
    assert set(ENTITIES) <= {one.entity for one in RECOGNIZERS.values()}


@pytest.mark.parametrize("name", RECOGNIZERS)
def test_a_recognizer_is_named_like_its_file_and_says_where_its_format_comes_from(name):
    one = RECOGNIZERS[name]
    assert one.entity == name.upper()
    assert one.source
    assert one.label
    assert len(one.hits) >= 2
    assert len(one.misses) >= 2
    assert not any("\\b" in pattern.regex for pattern in one.patterns)


@pytest.mark.parametrize("name", RECOGNIZERS)
def test_a_format_of_low_confidence_always_needs_context(name):
    one = RECOGNIZERS[name]
    if one.confidence == "low":
        assert not any(pattern.stands for pattern in one.patterns)
    assert all(0 < pattern.score <= 1 for pattern in one.patterns)
    assert one.words or all(pattern.stands for pattern in one.patterns)


@pytest.mark.parametrize(("name", "column", "text"), HITS)
def test_a_hit_is_found_also_between_chinese_characters_and_in_full_width(name, column, text):
    entity = RECOGNIZERS[name].entity
    for written in (text, wide(text), *([] if column else [f"請{text}。"])):
        assert entity in {span.entity for span in find_all(written, column=column)}, written


@pytest.mark.parametrize(("name", "column", "text"), MISSES)
def test_a_miss_is_not_found(name, column, text):
    for written in (text, wide(text)):
        assert RECOGNIZERS[name].entity not in {span.entity for span in find_all(written, column=column)}


@pytest.mark.parametrize("name", RECOGNIZERS)
def test_a_check_of_many_agrees_with_the_check_of_one(name):
    one = RECOGNIZERS[name]
    texts = [text for _, _, text in HITS + MISSES] + ["", "甲", "A" * 30, "０" * 8]
    if one.checks:
        assert list(one.checks(texts)) == [one.check(text) for text in texts]


@pytest.mark.parametrize(("name", "column", "text"), HITS)
def test_the_quick_pass_over_a_column_lets_every_match_through(name, column, text):
    one = RECOGNIZERS[name]
    text = plain_text(text)
    texts = pa.array(["甲乙丙", text, f"請{text}。"])
    found = candidates(one, texts, column, spoken=named(one, column)).tolist()
    assert 1 in found
    for pattern in one.patterns:
        if pattern.compiled.search(text):
            re.compile(relaxed(pattern))
            assert candidates(one, texts, column or "x", spoken=True).tolist() or pattern.names


@pytest.mark.parametrize(("name", "column", "text"), HITS)
def test_a_column_of_one_hit_says_what_the_cell_says(name, column, text):
    cells = lk.scan(pd.DataFrame({column or "欄1": [text, None]})).cells
    found = {(entity, start, end) for entity, start, end in cells[["entity", "start", "end"]].itertuples(index=False)}
    assert found == {(span.entity, span.start, span.end) for span in find_all(text, column=column or "欄1")}
    assert RECOGNIZERS[name].entity in {entity for entity, _, _ in found}


@pytest.fixture(scope="module")
def engine():
    return analyzer()


@pytest.mark.parametrize(("column", "text"), [(column, text) for _, column, text in HITS + MISSES])
def test_presidio_finds_the_same_spans(engine, column, text):
    ours = sorted((span.entity, span.start, span.end) for span in find_all(text, column=column))
    assert ours == analyze(engine, text, column=column)
    assert all(span.score >= KEEP for span in find_all(text, column=column))
