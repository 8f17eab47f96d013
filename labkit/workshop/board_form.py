"""A form in the notebook that writes the same YAML as an editor would; without a browser nothing is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.core.batch import nobody_there
from labkit.core.errors import LabkitError
from labkit.core.files import write_whole
from labkit.core.html import Shown, said
from labkit.core.workshop_errors import BoardChanged, BoardNotInForm
from labkit.core.yaml import dump, parse
from labkit.workshop.board import Board, load_board
from labkit.workshop.form_rows import Asked

EARLIER = "earlier"


@dataclass(frozen=True)
class BoardForm:
    """A board's file as it was when the form was opened."""

    path: Path
    board: Board
    text: str

    @classmethod
    def open(cls, path: Path) -> BoardForm:
        """Read the board; raises BoardNotInForm for one that the form could not give back as it is."""
        form = cls(path, load_board(path), path.read_text(encoding="utf-8-sig"))
        if form.filled(form.board.to_form()) != form.board:
            raise BoardNotInForm(place=path.name, part="內容", sign="|、、或換行")
        return form

    def filled(self, texts: Mapping[str, str]) -> Board:
        """Return the board that the texts make; raises SpecInvalid, naming the key."""
        kind = type(self.board)
        told = {"version": self.board.version, "kind": self.board.kind, **kind.from_form(texts)}
        return kind.of_yaml(parse(dump(told), place=self.path.name))

    def save(self, texts: Mapping[str, str]) -> BoardForm:
        """Write the board and return the form as it stands now; a text with comments is kept beside it.

        Raises SpecInvalid, and BoardChanged where the file is no longer the one that was opened.
        """
        board = self.filled(texts)
        if not self.path.is_file() or self.path.read_text(encoding="utf-8-sig") != self.text:
            raise BoardChanged(place=self.path.name)
        self._keep()
        board.save(self.path)
        return BoardForm(self.path, board, self.path.read_text(encoding="utf-8"))

    def _keep(self) -> None:
        """Keep a text that no form wrote: a form writes no comments."""
        if self.text == self.board.to_yaml():
            return
        folder, at = self.path.parent / EARLIER, 1
        while (folder / f"{self.path.stem}_{at}.yml").exists():
            at += 1
        write_whole(folder / f"{self.path.stem}_{at}.yml", self.text)


def ask(path: Path) -> Any:
    """Return the form of the board at ``path``; in a batch run only a sentence, the same each time."""
    if nobody_there():
        return said(f"批次執行時不詢問：{path.name} 的內容照檔案。")
    return _widgets(BoardForm.open(path))


def _widgets(form: BoardForm) -> Any:
    import ipywidgets as widgets  # noqa: PLC0415

    texts = form.board.to_form()
    asked = {one.key: _field(one, texts[one.key]) for one in form.board.ASKED}
    button = widgets.Button(description="存檔", button_style="primary")
    told = widgets.HTML()
    opened = [form]

    def save(_: Any) -> None:
        told.value = _saved(opened, {key: field.value for key, field in asked.items()})._repr_html_()

    button.on_click(save)
    rows = [widgets.VBox([widgets.Label(_label(one)), asked[one.key]]) for one in form.board.ASKED]
    return widgets.VBox([*rows, button, told])


def _saved(opened: list[BoardForm], texts: Mapping[str, str]) -> Shown:
    """Save the form that stands last in ``opened``, and tell how it went."""
    try:
        opened.append(opened[-1].save(texts))
    except LabkitError as error:
        return said(f"沒有存檔。{error}")
    left = len(opened[-1].board.open_parts())
    return said(f"已存成 {opened[-1].path.name}。" + (f"還有 {left} 處未填。" if left else "都填好了，執行下一格。"))


def _label(one: Asked) -> str:
    return f"{one.label}（一列一項，欄位以 Tab 或 | 分開：{' | '.join(one.columns)}）" if one.columns else one.label


def _field(one: Asked, text: str) -> Any:
    import ipywidgets as widgets  # noqa: PLC0415

    wide = widgets.Layout(width="60em")
    if one.choices:
        return widgets.Dropdown(options=list(one.choices), value=text)
    if one.columns or one.many:
        return widgets.Textarea(value=text, rows=6 if one.columns else 3, layout=wide)
    if "\n" in text:
        return widgets.Textarea(value=text, rows=3, layout=wide)
    return widgets.Text(value=text, layout=wide)
