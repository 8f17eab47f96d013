"""The log as files to hand in: the official form, an agency's own template, or a sheet that somebody else fills.

A file that people went on writing in after it was exported is never overwritten: the history knows the hash of each export.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from labkit.coaching.filling.template import Filled, fill_template
from labkit.coaching.session_log.fields import template_fields
from labkit.coaching.session_log.history import Entry, History, Stamp, history_path, note
from labkit.coaching.session_log.lock import only_writer
from labkit.coaching.session_log.log_file import LogFile
from labkit.coaching.session_log.sheet import sheet_text
from labkit.core.errors import FormatUnknown
from labkit.core.files import sha256, write_whole
from labkit.core.log_errors import LogRefused
from labkit.documents.save import render_document

FORM_FORMATS = ("odt", "docx", "pdf")
TO_FILL = "yml"


@dataclass(frozen=True)
class Exported:
    """The files that were written, and the rows of the form that a template has no place for."""

    files: tuple[Path, ...]
    lacking: tuple[str, ...] = ()


def export_log(
    read: LogFile, folder: Path, formats: Sequence[str], stamp: Stamp, *, template: Path | None = None
) -> Exported:
    """Write the log into ``folder`` in each of ``formats`` (odt, docx, pdf, yml) and into ``template``; all files or none.

    Raises FormatUnknown, what ``fill_template`` raises, or LogRefused for a file that was changed since it was exported.
    """
    contents = {folder / f"{read.log.file_name}{_ending(one, read)}": _content(one, read) for one in formats}
    filled = fill_template(template, template_fields(read.log)) if template else Filled(b"", 0)
    if template:
        contents[folder / f"{read.log.file_name}_{template.stem}{template.suffix.lower()}"] = filled.content
    with only_writer(history_path(read.path)) as stream:
        history = History.read(history_path(read.path))
        ours = {value for one in history.entries for value in one.files.values()}
        changed = [path.name for path in contents if path.is_file() and sha256(path) not in ours]
        if changed:
            what = f"輸出之後有人在檔案裡改過，不會蓋掉：{'、'.join(changed)}。請先移走或改名，或把改的內容填進紀錄表。"
            raise LogRefused(place=f"第 {read.log.nth} 次紀錄表", what=what)
        read.note_hand_edits(stream)
        for path, content in contents.items():
            write_whole(path, content)
        files = {path.name: sha256(path) for path in contents}
        note(stream, Entry("exported", stamp, read.sha256, read.sha256, files=files))
    return Exported(tuple(contents), filled.lacking)


def _ending(name: str, read: LogFile) -> str:
    if name not in (*FORM_FORMATS, TO_FILL):
        raise FormatUnknown(place=read.place, suffix=name, names="、".join((*FORM_FORMATS, TO_FILL)))
    return "_待填.yml" if name == TO_FILL else f".{name}"


def _content(name: str, read: LogFile) -> bytes:
    return sheet_text(read).encode() if name == TO_FILL else render_document(read.log.to_document(), name)
