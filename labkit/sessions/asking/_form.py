"""What all forms share: when nobody is there to ask, widgets whose words are not cut, and a button that says what it did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from labkit.core.errors import FileExists, LabkitError
from labkit.core.html import Shown
from labkit.core.spec import Spec
from labkit.sessions.shown import said

WIDE = "38em"
PRESSED = "18em"


def wide(kind: Callable[..., Any], text: str, **told: Any) -> Any:
    """Return a widget described by ``text``, with room for all of it and for the answer; reached by the Tab key as it stands."""
    import ipywidgets as widgets  # noqa: PLC0415

    layout = widgets.Layout(width="auto", min_width=WIDE, max_width="100%")
    return kind(description=text, style={"description_width": "initial"}, layout=layout, **told)


def button(text: str) -> Any:
    """Return the button that saves a form."""
    import ipywidgets as widgets  # noqa: PLC0415

    layout = widgets.Layout(width="auto", min_width=PRESSED)
    return widgets.Button(description=text, button_style="primary", tooltip=text, layout=layout)


def save_new(folder: Path, name: str, spec: Spec) -> str:
    """Write what a form asked for as <folder>/<name>.yml and return how it is called; raises FileExists, nothing is overwritten."""
    path = folder / f"{name}.yml"
    place = f"{folder.name}/{path.name}"
    if path.exists():
        raise FileExists(place=place)
    spec.save(path)
    return place


def saving(press: Any, told: Any, action: Callable[[], Shown]) -> None:
    """Let ``press`` do ``action`` and ``told`` show what came of it; a refusal is shown in its own words, and nothing is saved."""

    def pressed(_: Any) -> None:
        told.value = answered(action)._repr_html_()

    press.on_click(pressed)


def answered(action: Callable[[], Shown]) -> Shown:
    """Return what ``action`` says, or the sentence of what it refuses.

    >>> from labkit.core.run_errors import AnswerMissing
    >>> def refuse(): raise AnswerMissing(place="決定", what="理由")
    >>> answered(refuse)
    「決定」還沒有填：理由。請填好再按一次。
    """
    try:
        return action()
    except LabkitError as refused:
        return said(str(refused))


def refuse_empty(place: str, answers: dict[str, str]) -> None:
    """Raise AnswerMissing, naming every question of ``answers`` that has none."""
    from labkit.core.run_errors import AnswerMissing  # noqa: PLC0415

    if lacking := [question for question, answer in answers.items() if not answer.strip()]:
        raise AnswerMissing(place=place, what="、".join(lacking))
