"""Posters on paper: every word in order and inside the sheet, the same bytes each time, nothing cut."""

import hashlib
import io
import itertools
import re
import subprocess
import sys
from datetime import date

import pytest
from pypdf import PdfReader

from labkit.charts.contrast import TEXT, contrast, rgb
from labkit.core.errors import FileExists, FormatUnknown
from labkit.core.glyphs import missing_glyphs
from labkit.core.workshop_errors import PosterOverlong
from labkit.core.yaml import parse
from labkit.workshop.board import BOARDS
from labkit.workshop.held import Held
from labkit.workshop.poster.curve import BAD, GOOD, WORDS
from labkit.workshop.poster.fit import fitting
from labkit.workshop.poster.poster import Line, Matrix, Panel, Poster, Step
from labkit.workshop.poster.save import preview, render_poster, save_poster
from labkit.workshop.poster.typeset import COLOURS, compiled
from tests.workshop.boards_made import BOARDS_MADE, JOURNEY, put

HELD = Held.of({"叫號紀錄.csv": ("取號時間", "櫃檯")})
A3 = (1190.55, 841.89)


def poster_of(kind, text=""):
    return BOARDS[kind].of_yaml(parse(text or BOARDS_MADE[kind])).poster(HELD)


def bare(text):
    return re.sub(r"[\s\u200b]", "", text)


def pdf_of(poster):
    return PdfReader(io.BytesIO(render_poster(poster, "x", ["pdf"])["x.pdf"]))


def margins(poster):
    """The signs that are not white in the outer centimetre of each sheet."""
    from PIL import Image

    found = 0
    for sheet in compiled(poster, fitting(poster), format="png", ppi=50.8):  # 20 dots to the centimetre
        grey = Image.open(io.BytesIO(sheet)).convert("L")
        grey.paste(255, (20, 20, grey.width - 20, grey.height - 20))
        found += sum(grey.histogram()[:250])
    return found


@pytest.mark.parametrize("kind", BOARDS)
def test_every_word_stands_in_the_pdf_in_the_order_of_reading(kind):
    poster = poster_of(kind)
    text = bare("".join(page.extract_text() for page in pdf_of(poster).pages))
    at = 0
    for word in filter(None, map(bare, poster.texts())):
        at = text.find(word, at)
        assert at >= 0, word


@pytest.mark.parametrize("kind", BOARDS)
def test_the_sheet_is_a3_with_nothing_in_its_margins(kind):
    for page in pdf_of(poster_of(kind)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A3, abs=1)
    assert margins(poster_of(kind)) == 0


def test_the_paper_is_dated_by_the_board():
    created = pdf_of(poster_of("journey")).metadata.creation_date
    assert (created.year, created.month, created.day) == (2025, 11, 14)


def test_two_processes_make_the_same_bytes(tmp_path):
    path = put(tmp_path, "j.yml", JOURNEY)
    code = (
        "import sys, hashlib, pathlib\n"
        "from labkit.workshop.board import load_board\nfrom labkit.workshop.held import Held\n"
        "from labkit.workshop.poster.save import render_poster\n"
        "held = Held.of({'叫號紀錄.csv': ('取號時間', '櫃檯')})\n"
        "made = render_poster(load_board(pathlib.Path(sys.argv[1])).poster(held), 'x')\n"
        "sys.stdout.write(' '.join(hashlib.sha256(one).hexdigest() for one in made.values()))"
    )
    own = [hashlib.sha256(one).hexdigest() for one in render_poster(poster_of("journey"), "x").values()]
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
        assert done.stdout.split() == own


def test_many_steps_go_on_on_further_sheets_with_every_step_once():
    steps = "\n".join(
        f"- {{name: 步驟名{at:02}, action: 做第{at}件事, touchpoint: 窗口{at}, feeling: {at % 5 - 2}}}"
        for at in range(1, 15)
    )
    poster = poster_of("journey", JOURNEY.split("steps:")[0] + "steps:\n" + steps + "\n")
    pages = [bare(page.extract_text()) for page in pdf_of(poster).pages]
    assert len(pages) == 3
    assert [sum(f"步驟名{at:02}" in page for page in pages) for at in range(1, 15)] == [1] * 14
    assert all(f"第{at}張，共3張" in page for at, page in enumerate(pages, 1))
    assert list(render_poster(poster, "x", ["svg"])) == ["x_1.svg", "x_2.svg", "x_3.svg"]


def test_long_texts_wrap_and_take_fewer_steps_a_sheet_but_are_never_cut():
    long = "這一步要填很多欄位而且每一欄都要查閱另一份表單" * 30
    poster = poster_of("journey", JOURNEY.replace("按取號機", long).replace("坐在大廳", long))
    text = bare("".join(page.extract_text() for page in pdf_of(poster).pages))
    assert text.count(long) == 2


def test_a_word_without_a_place_to_break_stays_inside_its_column():
    word = "https://example.gov.tw/" + "abcdefghij" * 12
    poster = poster_of("journey", JOURNEY.replace("按取號機", word))
    assert word in bare("".join(page.extract_text() for page in pdf_of(poster).pages))
    assert margins(poster) == 0
    assert margins(poster_of("group", BOARDS_MADE["group"].replace("1,190", "1,190,000,000,000,000"))) == 0
    assert margins(poster_of("group", BOARDS_MADE["group"].replace("尖峰不再塞車", word))) == 0


def test_what_does_not_fit_at_the_smallest_size_is_refused_by_its_longest_part():
    poster = Poster("題", "副題", rows=((Panel("短", (Line("短"),)), Panel("情境", (Line("長" * 12_000),))),))
    with pytest.raises(PosterOverlong, match="最長的是「情境」（12,000 個字）"):
        render_poster(poster, "x")
    step = Step("第一步", ((Line("長" * 12_000),),), 0)
    with pytest.raises(PosterOverlong, match="第一步"):
        fitting(Poster("題", "", matrix=Matrix(("行動",), (step,), curve_after=1)))


def test_a_text_is_data_and_never_markup():
    poster = poster_of("persona", BOARDS_MADE["persona"].replace("到職兩年的課員", r'"#image(\"x\") $a$ *b* \\ [c] ]"'))
    assert bare('#image("x") $a$ *b* \\ [c] ]') in bare(pdf_of(poster).pages[0].extract_text())


def test_a_drawing_tells_its_words_to_those_who_cannot_see_it_and_has_no_address():
    svg = render_poster(poster_of("journey"), "x", ["svg"])["x.svg"].decode()
    assert 'role="img"><title>第一次辦繼承登記</title><desc>' in svg
    assert "不知道要等多久" in svg
    assert not re.findall(r'(?:href|src)="(?!#|data:)', svg)
    assert "<script" not in svg


def test_the_words_of_labkit_have_glyphs_and_every_ink_is_read_on_its_ground():
    words = "".join(WORDS.values()) + "".join("".join(poster_of(kind).texts()) for kind in BOARDS)
    assert missing_glyphs(words) == []
    for ink, ground in COLOURS.values():
        assert contrast(rgb(ink), rgb(ground)) >= TEXT
    for ink, ground in itertools.product((GOOD, BAD), ("#FFFFFF",)):
        assert contrast(rgb(ink), rgb(ground)) >= TEXT


def test_a_sign_that_the_font_lacks_is_listed_on_the_sheet():
    poster = poster_of("persona", BOARDS_MADE["persona"].replace("到職兩年的課員", "新𡍼里的課員"))
    assert "U+2137C" in pdf_of(poster).pages[0].extract_text()


def test_an_undated_board_has_no_day_of_the_clock():
    poster = poster_of("persona", BOARDS_MADE["persona"].replace("date: 2025-11-14\n", ""))
    assert poster.as_of is None
    assert pdf_of(poster).metadata.creation_date.date() == date(2000, 1, 1)


def test_another_poster_is_never_overwritten_unasked(tmp_path):
    poster = poster_of("persona")
    assert [path.name for path in save_poster(poster, tmp_path, "p")] == ["p.pdf", "p.svg"]
    save_poster(poster, tmp_path, "p")
    (tmp_path / "p.svg").write_text("own", encoding="utf-8")
    with pytest.raises(FileExists, match=r"p\.svg"):
        save_poster(poster, tmp_path, "p")
    save_poster(poster, tmp_path, "p", replace=True)
    assert "<svg" in (tmp_path / "p.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("formats", [["docx"], []])
def test_an_unknown_format_is_refused(formats):
    with pytest.raises(FormatUnknown):
        render_poster(poster_of("persona"), "x", formats)


def test_the_preview_is_a_picture_with_words():
    shown = preview(poster_of("persona"))
    assert shown.blocks[0].png.startswith(b"\x89PNG")
    assert "海報預覽" in shown.blocks[0].alt
