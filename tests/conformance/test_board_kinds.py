"""Every kind of board: named like its file, with a template, a schema, a form that gives it back, and a poster of its words."""

import typing

import pytest

from labkit.core.plugs import camel
from labkit.core.resources import resource
from labkit.core.yaml import parse
from labkit.workshop.board import BOARDS, words_of
from labkit.workshop.held import Held
from tests.workshop.boards_made import BOARDS_MADE

EACH = pytest.mark.parametrize("kind", BOARDS)


@EACH
def test_it_is_named_like_its_file(kind):
    assert BOARDS[kind].__name__ == camel(kind)
    assert typing.get_args(BOARDS[kind].model_fields["kind"].annotation) == (kind,)
    assert BOARDS[kind].model_fields["kind"].default == kind


@EACH
def test_its_template_is_shipped_and_explains_every_key(kind):
    text = resource("templates", "boards", f"{kind}.yml").read_text(encoding="utf-8")
    assert set(parse(text).value) == set(BOARDS[kind].model_fields)


@EACH
def test_its_form_asks_for_every_key_and_gives_the_board_back(kind):
    board = BOARDS[kind].of_yaml(parse(BOARDS_MADE[kind]))
    asked = {one.key.split(".")[0] for one in board.ASKED}
    assert set(BOARDS[kind].model_fields) - {"version", "kind"} <= asked
    assert all(one.label for one in board.ASKED)
    told = {"kind": kind, **board.from_form(board.to_form())}
    assert BOARDS[kind].model_validate(told) == board


@EACH
def test_every_word_of_it_stands_on_its_poster(kind):
    board = BOARDS[kind].of_yaml(parse(BOARDS_MADE[kind]))
    shown = "\n".join(board.poster(Held()).texts())
    for place, text in words_of(board):
        if place not in {"kind", "scene"}:
            assert text in shown, place


@EACH
def test_it_is_written_and_read_back_equal(kind):
    board = BOARDS[kind].of_yaml(parse(BOARDS_MADE[kind]))
    assert BOARDS[kind].of_yaml(parse(board.to_yaml())) == board
