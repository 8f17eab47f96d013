"""Made-up rows and the text for an AI assistant: the schema and the written forms stay, no real value does."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import PromptRefused
from labkit.privacy.decisions import Roles
from labkit.privacy.made_up.prompt_words import FIXED, without_fixed
from labkit.privacy.made_up.ranges import inner_range
from labkit.privacy.made_up.reserved import is_reserved
from labkit.privacy.withheld.check_prompt import check_prompt
from labkit.privacy.withheld.written import days_in, numbers_in
from labkit.tables.kinds import as_text
from labkit.taiwan.identifiers import check_digit, is_national_id
from tests.cli.test_command_line import labkit
from tests.privacy.labelled import tables

ROWS = 120
ILLNESSES = ["糖尿病", "高血壓", "失智症", "憂鬱症", "帕金森氏症"]
NAMES = [sur + given for sur in "陳林黃張李王" for given in ("大明", "小華", "美玲", "志強", "淑芬")]


def national_id(number):
    body = f"1{number:07}"
    return f"A{body}{check_digit('A', body)}"


def case(**more):
    columns = {
        "姓名": [NAMES[n % 30] for n in range(ROWS)],
        "身分證字號": [national_id(3456789 + 97 * n) for n in range(ROWS)],
        "手機": [f"0912-{345 + n:03}-{678 - n:03}" for n in range(ROWS)],
        "收件日期": [f"113/{n % 12 + 1}/{n % 28 + 1}" for n in range(ROWS)],
        "出生日期": [f"民國{40 + n % 50}年{n % 12 + 1:02}月{n % 28 + 1:02}日" for n in range(ROWS)],
        "方式": ["臨櫃", "網路"] * 58 + ["外縣市代送", "電話補件", "駐點服務", "駐點服務"],
        "代碼": [f"{n % 7:04}" for n in range(ROWS)],
        "規費": [f"{1003 + 977 * n:,}" for n in range(ROWS)],
        "分鐘": [7 + 3 * n for n in range(ROWS)],
        "公里": [round(1.37 + n * 0.61, 2) for n in range(ROWS)],
        "面積": [f"{100 + n}平方公尺" for n in range(ROWS)],
        "診斷": [ILLNESSES[n % 5] for n in range(ROWS)],
        "檢驗結果": [700 + 7 * n for n in range(ROWS)],
        "備註": [f"民眾{NAMES[n % 30]}第 {n} 次來電詢問進度並要求回覆" for n in range(ROWS)],
        "已結": [n % 3 == 0 for n in range(ROWS)],
        "建檔時間": [pd.Timestamp(2023 + n % 2, 1 + n % 12, 1 + n % 28, 9, n % 60) for n in range(ROWS)],
        "空欄": [None] * ROWS,
    }
    return pd.DataFrame(columns | more)


FRAME = case()
GUARDED = {
    name: {str(cell) for cell in FRAME[name]}
    for name in ("姓名", "身分證字號", "手機", "出生日期", "診斷", "檢驗結果", "備註")
}


@pytest.fixture(scope="module")
def made():
    return lk.preview(FRAME, rows=60)


@pytest.fixture(scope="module")
def prompt():
    return lk.safe_prompt(FRAME, question="如何計算每種方式的平均分鐘數？")


def test_the_schema_is_the_same(made):
    assert made.columns == list(FRAME.columns)
    assert made.schema == lk.Table.of(FRAME).schema
    assert len(made) == 60
    assert made.source.label == "虛構資料"
    assert made.protection is None


@pytest.mark.parametrize(
    ("column", "form"),
    [
        ("姓名", "[㐀-鿿]{3}"),
        ("身分證字號", "[A-Z][12][0-9]{8}"),
        ("手機", "09[0-9]{2}-[0-9]{3}-[0-9]{3}"),
        ("收件日期", "11[23]/[0-9]{1,2}/[0-9]{1,2}"),
        ("出生日期", "民國[0-9]{2}年[0-9]{2}月[0-9]{2}日"),
        ("代碼", "0{3}[0-9]"),
        ("規費", "[0-9]{1,3}(,[0-9]{3})*"),
        ("面積", "[0-9]+平方公尺"),
        ("公里", r"[0-9]+\.[0-9]{1,2}"),
    ],
)
def test_the_written_forms_stay(made, column, form):
    assert [text for text in made.frame[column].astype(str) if not re.fullmatch(form, text)] == []


def test_no_made_up_person_can_be_a_real_one(made):
    frame = made.frame
    assert not any(is_national_id(text) for text in frame["身分證字號"])
    assert all(is_reserved(text) for column in ("姓名", "手機") for text in frame[column])


def test_no_real_value_of_a_guarded_column_comes_back(made, prompt):
    text = without_fixed(prompt)
    for column, real in GUARDED.items():
        assert not real & set(made.frame[column].astype(str)), column
        assert [value for value in real if re.search(rf"(?<![0-9]){re.escape(value)}(?![0-9])", text)] == [], column


def test_only_categories_of_k_rows_appear(made, prompt):
    assert set(made.frame["方式"]) <= {"臨櫃", "網路", *(f"類別{sign}" for sign in "ABCDEFGHIJ")}
    for rare in ("外縣市代送", "電話補件", "駐點服務"):
        assert rare not in prompt
    assert "駐點服務" in lk.safe_prompt(case(方式=["臨櫃"] * 100 + ["駐點服務"] * 20))


@pytest.mark.parametrize("column", ["規費", "分鐘", "公里", "面積"])
def test_the_ends_of_numbers_never_appear(column, prompt):
    real = FRAME[column].astype(str).str.replace(r"[^0-9.]", "", regex=True).astype(float)
    many = lk.preview(FRAME, rows=400).frame[column].astype(str).str.replace(r"[^0-9.]", "", regex=True).astype(float)
    assert not {real.min(), real.max()} & set(many)
    line = next(one for one in prompt.splitlines() if one.startswith(f"| {column} |"))
    assert not {f"{real.min():g}", f"{real.max():g}"} & {number for *_, number in numbers_in(line)}


def test_a_range_is_told_only_of_enough_rows_and_lies_inside():
    assert inner_range({1.0: 4, 2.0: 4}, 5) is None
    span = inner_range({float(n): 1 for n in range(12, 9877)}, 5)
    assert 12 < span.low < span.high < 9876


def test_the_same_seed_makes_the_same_rows_and_another_does_not(made):
    assert lk.preview(FRAME, rows=60).frame.equals(made.frame)
    assert not lk.preview(FRAME, rows=60, seed=1).frame.equals(made.frame)
    assert lk.safe_prompt(FRAME) == lk.safe_prompt(FRAME)


def test_columns_are_drawn_apart_from_each_other(made):
    alone = lk.preview(FRAME.drop(columns=["方式", "手機"]), rows=60).frame
    assert alone["分鐘"].tolist() == made.frame["分鐘"].tolist()


def test_missing_cells_keep_their_share_in_tenths():
    half = case(分鐘=[None if n % 2 else n for n in range(ROWS)], 方式=["臨櫃"] * 119 + [None])
    frame = lk.preview(half, rows=20).frame
    assert frame["分鐘"].isna().sum() == 10
    assert frame["方式"].isna().sum() == 0
    assert frame["空欄"].isna().all()
    assert "約 5 成" in lk.safe_prompt(half)


def test_the_prompt_says_what_a_helper_needs(prompt):
    assert "約 120 列、17 欄" in prompt
    assert "| 收件日期 | 民國日期 | yyy/M/d | 一般 |" in prompt
    assert re.search(r"\| 方式 \| 文字 \|.*臨櫃、網路等", prompt)
    assert "以下為虛構資料" in prompt
    assert "「姓名」、「身分證字號」、「手機」、「出生日期」" in prompt
    assert "如何計算每種方式的平均分鐘數" in prompt
    assert max(map(len, prompt.splitlines())) < 400


def test_the_clean_prompt_passes_its_check(prompt):
    check_prompt(prompt, FRAME)


@pytest.mark.parametrize(
    ("leak", "said"),
    [
        ("陳大明", "姓名"),
        ("陳 大 明", "姓名"),
        (national_id(3456789), "身分證"),
        (national_id(5555555), "身分證"),  # of nobody in the table: the recognizer finds it
        (national_id(3456789).lower(), "身分證"),
        ("0912345678", "手機"),
        ("０９１２－３４５－６７８", "手機"),
        ("+886 912 345 678", "手機"),
        ("民國40年01月01日", "出生日期"),
        ("1951-01-01", "出生日期"),
        ("憂鬱症", "診斷"),
        ("病歷寫有憂鬱症史", "診斷"),
        ("1533", "檢驗結果"),
        ("1,533.0", "檢驗結果"),
        (FRAME["備註"][3], "備註"),
        ("外縣市代送", "方式"),
        ("wang.ming@mail.gov.tw", "電子郵件"),
    ],
)
@pytest.mark.parametrize("where", ["{}", "請看 {} 這一筆", "| {} | 12 |"])
def test_a_planted_leak_is_refused_and_never_shown(prompt, leak, said, where):
    with pytest.raises(PromptRefused) as refused:
        check_prompt(f"{prompt}\n{where.format(leak)}", FRAME)
    assert said in str(refused.value)
    assert leak not in str(refused.value)


@pytest.mark.parametrize("question", ["請查 A123456789 的案件", "陳大明為什麼等這麼久？", "他得了帕金森氏症嗎"])
def test_a_question_that_names_somebody_is_refused_without_showing_it(question):
    with pytest.raises(PromptRefused) as refused:
        lk.safe_prompt(FRAME, question=question)
    sentence = str(refused.value)
    assert sentence.startswith("「問題」")
    assert not any(word in sentence for word in ("A123456789", "陳大明", "帕金森"))


def test_a_name_of_a_column_that_is_personal_is_replaced():
    frame = case().rename(columns={"公里": national_id(1234567), "分鐘": "王大明 0912-888-777"})
    made = lk.preview(frame, rows=3)
    assert made.columns[8:10] == ["欄位9", "欄位10"]
    text = lk.safe_prompt(frame)
    assert national_id(1234567) not in text
    assert "0912-888-777" not in text


def test_what_the_team_decided_is_kept():
    roles = Roles.model_validate({"columns": {"方式": {"role": "sensitive", "decided_by": "秘書室"}}})
    text = lk.safe_prompt(FRAME, scan=lk.scan(FRAME, roles=roles))
    assert not [line for line in text.splitlines() if "臨櫃" in line]


ODD = [
    pd.DataFrame({"姓名": pd.Series([], dtype=object), "分鐘": pd.Series([], dtype="int64")}),
    pd.DataFrame(),
    pd.DataFrame(
        {"姓名": ["王小明"], "分鐘": [12], "日": [date(2024, 1, 5)], "是": [True], "時": [pd.Timestamp(2024, 1, 5, 8)]}
    ),
    pd.DataFrame({"a|b\n c": ["x"] * 9, " ": range(9), "'\"": [None] * 9, "|": [1.5] * 9}),
    pd.DataFrame({"數": [10**15 + n for n in range(30)], "小": [1e-9 * n for n in range(30)], "大": [1e300] * 30}),
    pd.DataFrame({"姓名": ["王測試"] * 20, "備註": ["這是虛構的說明文字。"] * 20, "類": ["類別A", "類別B"] * 10}),
    pd.DataFrame({"檢驗結果": list(range(100, 1000)), "分鐘": list(range(100, 1000))}),
    pd.DataFrame(
        {"確診日期": [f"113/{m}/{d}" for m in range(1, 13) for d in range(1, 29)], "收件日": ["113/5/6"] * 336}
    ),
    pd.DataFrame({"手機": [912345678 + n for n in range(50)], "金額": ["－", "1,200"] * 25, "年": [110, 111] * 25}),
    pd.DataFrame({"障礙類別": ["肢障", "視障"] * 20, "肢障人數": range(40)}),
]


@pytest.mark.parametrize("frame", ODD, ids=range(len(ODD)))
def test_odd_tables_keep_their_schema_and_pass_the_check(frame):
    made = lk.preview(frame, rows=7)
    assert list(made.schema.values()) == list(lk.Table.of(frame).schema.values())
    assert len(made) == (7 if len(frame) else 0)
    check_prompt(lk.safe_prompt(frame, question="如何作圖？"), frame)


def test_a_rare_category_is_met_alone_and_not_inside_one_that_many_hold():
    frame = pd.DataFrame({"等級": ["極重度等級"] * 20 + ["重度等級"] * 2})
    check_prompt("有極重度等級嗎", frame)
    with pytest.raises(PromptRefused, match="等級"):
        check_prompt("極重度等級與重度等級", frame)


def test_fixed_words_are_found_by_no_recognizer():
    check_prompt("\n".join(FIXED), pd.DataFrame({"a": ["x"]}))


def test_numbers_and_days_are_met_in_every_form():
    assert [one for *_, one in numbers_in("約1,200件（98.50），A-12、113/1/5、14:30、-7")] == ["1200", "98.5"]
    assert {day for *_, day in days_in("113/1/5、1130105、2024-01-05、民國113年1月5日")} == {date(2024, 1, 5)}


@pytest.mark.parametrize("one", tables(1), ids=lambda one: one.name)
def test_no_labelled_value_reaches_the_prompt(one):
    text = without_fixed(lk.safe_prompt(one.frame))
    values = {str(one.frame[column].iloc[row])[start:end] for row, column, _, start, end in one.truth}
    assert [value for value in values if len(value) >= 4 and value in text] == []


CELLS = {
    "姓名": st.sampled_from(NAMES),
    "證號": st.integers(0, 9_999_999).map(national_id),
    "診斷": st.sampled_from(ILLNESSES),
    "用藥": st.text("甲藥乙錠丙膠囊", min_size=3, max_size=6),
    "等級": st.sampled_from(["輕度等級", "中度等級", "重度等級", "極重度等級"]),
    "分鐘": st.integers(0, 500),
    "檢驗結果": st.integers(0, 5000),
    "日期": st.dates(date(2020, 1, 1), date(2024, 12, 31)).map(lambda day: f"{day.year - 1911}/{day.month}/{day.day}"),
}


@settings(max_examples=25)
@given(
    st.lists(st.fixed_dictionaries({name: st.none() | cell for name, cell in CELLS.items()}), min_size=1, max_size=40)
)
def test_no_table_leaks(rows):
    frame = pd.DataFrame(rows)
    roles = lk.scan(frame).frame.set_index("column")["role"]
    made, text = lk.preview(frame, rows=10).frame, without_fixed(lk.safe_prompt(frame, k=5))
    for name in frame.columns:
        counts = frame[name].dropna().map(as_text).value_counts()
        rare = roles[name] == "safe" and name == "等級"
        public = counts[counts >= 5].index if rare else []  # 重度等級 is read inside 極重度等級
        searched = re.sub("|".join(map(re.escape, public)) or "$^", "", text)
        for value in counts[counts < 5].index if rare else counts.index:
            if rare or (roles[name] in {"direct", "sensitive", "free_text"} and len(value) >= 3):
                assert value not in set(made[name].dropna().map(as_text))
                assert not re.search(
                    rf"(?<![0-9,.]){re.escape(value)}(?![0-9,./])", searched
                )  # 113 of 113/1/5 is a year


def test_real_files_make_prompts_that_pass(shared):
    for path in sorted((shared / "corpus" / "files").glob("*.csv"))[:12]:
        table = lk.read(path)
        check_prompt(lk.safe_prompt(table), table)


def test_the_command_prints_saves_and_refuses(tmp_path):
    FRAME.to_csv(tmp_path / "案件.csv", index=False)
    done = labkit("preview", "案件.csv", "--rows", 3, "--out", "虛構.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert lk.read(tmp_path / "虛構.csv").columns == list(FRAME.columns)
    assert "已經存在" in labkit("preview", "案件.csv", "--out", "虛構.csv", cwd=tmp_path).stderr
    assert (
        "以下為虛構資料" in labkit("preview", "案件.csv", "--prompt", "--question", "如何統計？", cwd=tmp_path).stdout
    )
    refused = labkit("preview", "案件.csv", "--prompt", "--question", "陳大明的案件", cwd=tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "「問題」" in refused.stderr
    assert "陳大明" not in refused.stderr
