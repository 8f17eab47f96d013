"""Every recognizer: its hits are found, its misses are not, and Presidio's own engine agrees."""

import pytest

from labkit.privacy.presidio import analyze, analyzer
from labkit.privacy.recognizer import RECOGNIZERS
from labkit.privacy.scan import find_all

HITS = [(name, text) for name, one in RECOGNIZERS.items() for text in one.hits]
MISSES = [(name, text) for name, one in RECOGNIZERS.items() for text in one.misses]


@pytest.mark.parametrize("name", RECOGNIZERS)
def test_a_recognizer_is_named_like_its_file_and_says_where_its_format_comes_from(name):
    one = RECOGNIZERS[name]
    assert one.entity == name.upper()
    assert one.source
    assert one.label
    assert len(one.hits) >= 2
    assert len(one.misses) >= 2
    assert not any("\\b" in pattern for pattern in one.patterns)


@pytest.mark.parametrize(("name", "text"), HITS)
def test_a_hit_is_found_also_between_chinese_characters_and_in_full_width(name, text):
    entity = RECOGNIZERS[name].entity
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
    for written in (text, f"請{text}。", wide):
        assert entity in {span.entity for span in find_all(written)}, written


@pytest.mark.parametrize(("name", "text"), MISSES)
def test_a_miss_is_not_found(name, text):
    assert RECOGNIZERS[name].entity not in {span.entity for span in find_all(text)}


@pytest.fixture(scope="module")
def engine():
    return analyzer()


@pytest.mark.parametrize("text", [text for _, text in HITS + MISSES])
def test_presidio_finds_the_same_spans(engine, text):
    ours = {(span.entity, span.start, span.end) for span in find_all(text)}
    theirs = set(analyze(engine, text))
    assert ours <= theirs
    assert {entity for entity, _, _ in theirs} == {entity for entity, _, _ in ours}
