import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import SpecSyntax
from labkit.core.yaml import comments, dump, load, merge_marks, parse, rewrite

TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS.filter(bool), VALUES, max_size=4))
def test_what_is_dumped_is_parsed_back_as_text(value):
    assert parse(dump(value)).value == value


def test_scalars_stay_text_and_only_empty_and_tilde_are_none():
    text = parse("time: 14:00\ncode: 010\nno: no\nempty:\ntilde: ~\nquoted: '~'\nnull_word: null\n")
    assert text.value == {
        "time": "14:00",
        "code": "010",
        "no": "no",
        "empty": None,
        "tilde": None,
        "quoted": "~",
        "null_word": "null",
    }


def test_lines_of_keys_and_items_are_kept():
    text = parse("a: 1\nb:\n  - x\n  - c: 2\n")
    assert (text.line_of(("a",)), text.line_of(("b", 1, "c")), text.line_of(("b", 1, "unknown"))) == (1, 4, 4)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\na: 2\n", 2, "重複"),
        ("a: &x 1\nb: *x\n", 1, "別名"),
        ("a: !!python/object:os.system x\n", 1, "型別標記"),
        ("a: [1\nb: 2\n", 2, "不是正確的 YAML"),
        ("? [a]\n: b\n", 1, "鍵必須是文字"),
        ("a: 1\n---\nb: 2\n", 3, "一份內容"),
        ("a: 1\nb: \x07\n", 2, "不能放在文字檔裡"),
        ('a: 1\nb: "\\UFFFFFFFF"\n', 2, "不能放在文字檔裡"),
        ('a: 1\nb: "\\ud800"\n', 2, "不能放在文字檔裡"),
        ('a: 1\n"\\ud800": b\n', 2, "不能放在文字檔裡"),
        ("a: 1\nb: " + "[" * 3000, 2, "層數太多"),
        ("a: 1\nb:\n" + "- " * 3000, 3, "層數太多"),
        ("a: {" * 3000, 1, "層數太多"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(text, line, what):
    with pytest.raises(SpecSyntax) as refused:
        parse(text, place="x.yml")
    assert what in str(refused.value)
    if "一份" not in what:
        assert f"x.yml 第 {line} 行" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> theirs\n", "2、4、6"),
        ("\ufeff<<<<<<< HEAD\r\nb: 2\r\n||||||| 1a2b\r\n=======\r\nb: 3\r\n>>>>>>> theirs", "1、3、4、6"),
        ("a: 1\n=======\nb: 3\n>>>>>>> theirs\n", "2、4"),
        ("a:\n- 1\n=======\n- 2\n", "3"),
    ],
)
@pytest.mark.parametrize("read", [parse, comments])
def test_an_unfinished_merge_is_told_as_one_with_its_lines(read, text, lines):
    with pytest.raises(SpecSyntax, match=f"x.yml 第 {lines[0]} 行：有合併衝突的記號（第 {lines} 行）"):
        read(text, place="x.yml")


def test_signs_that_only_look_like_a_merge_are_text():
    text = "# =======\na: |\n  <<<<<<< HEAD\n  =======\nb: <<<<<<<< eight\n"
    assert parse(text).value == {"a": "<<<<<<< HEAD\n=======\n", "b": "<<<<<<<< eight"}
    assert merge_marks("a\n=======\n") == []


def test_a_file_over_a_megabyte_or_not_in_utf8_is_refused(tmp_path):
    big, foreign = tmp_path / "big.yml", tmp_path / "big5.yml"
    big.write_bytes(b"a: " + b"x" * 1_000_001)
    foreign.write_bytes("名稱: 里".encode("cp950"))
    with pytest.raises(SpecSyntax, match="1 MB"):
        load(big)
    with pytest.raises(SpecSyntax, match="UTF-8"):
        load(foreign)


def test_rewriting_a_key_keeps_the_comments(tmp_path):
    path = tmp_path / "log.yml"
    path.write_text("# 說明\na: 1  # 第一\nb: 2\n", encoding="utf-8")
    assert rewrite(path, {"b": {"c": "3"}}) == "# 說明\na: 1  # 第一\nb:\n  c: '3'\n"
