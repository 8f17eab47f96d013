"""Fill an agency's .odt or .docx at its {{placeholders}}; every other part of the file stays byte for byte.

A placeholder is known by its Chinese label or English name, in half or full width braces, also where the word processor spread it
over several runs, in tables, headers, footers and text boxes. Nothing is filled where one of them is not known.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.coaching.filling.pieces import Template, fill_paragraph, is_unpaired, key_of, names_in
from labkit.core.errors import FileBroken, FileMissing, FormatUnknown
from labkit.core.log_errors import TemplateRefused
from labkit.core.near import near_miss
from labkit.core.plugs import Register

TEMPLATES: Register[Template] = Register("labkit.coaching.filling.formats", Template)
LIMIT = 100_000_000  # bytes of all parts unpacked
SIGNED = {"META-INF/documentsignatures.xml"}  # a signature does not hold for what was filled in


@dataclass(frozen=True)
class Field:
    """What may be filled in: its label, its other names, its text; ``needed`` ones are listed where a template lacks them.

    ``covers``: the label of the field that this one is a part of, so that a template with the parts does not lack the whole.
    """

    label: str
    names: tuple[str, ...]
    text: str
    needed: bool = True
    covers: str = ""


@dataclass(frozen=True)
class Filled:
    """A filled template: the file, how many placeholders were filled, and the labels of the fields that it has no place for."""

    content: bytes
    count: int
    lacking: tuple[str, ...] = ()


def fill_template(path: Path, fields: Sequence[Field]) -> Filled:
    """Return the template at ``path`` filled with ``fields``.

    Raises FileMissing, FormatUnknown, FileBroken (also for a template with a password), or TemplateRefused with every placeholder
    that is not known, each with the nearest name, and every paragraph whose braces do not pair.
    """
    if not path.is_file():
        raise FileMissing(place=path.name)
    suffix = path.suffix.lower().lstrip(".")
    if suffix not in TEMPLATES:
        raise FormatUnknown(place=path.name, suffix=path.suffix, names="、".join(f".{name}" for name in TEMPLATES))
    template, parts = TEMPLATES[suffix], _read(path)
    trees = {name: _tree(data, path) for name, data in parts.items() if template.parts(name)}
    answers = {key_of(name): field.text for field in fields for name in (field.label, *field.names)}
    used = _checked(path, template, trees, answers, fields)
    for paragraph in _all(template, trees):
        if names_in(template, paragraph):
            fill_paragraph(template, paragraph, answers)
    return Filled(_packed(path, trees), len(used), _lacking(fields, used))


def _lacking(fields: Sequence[Field], used: Sequence[str]) -> tuple[str, ...]:
    keys = {key_of(name) for name in used}
    there = [one for one in fields if keys & {key_of(name) for name in (one.label, *one.names)}]
    covered = {name for one in there for name in (one.label, one.covers)}
    return tuple(one.label for one in fields if one.needed and one.label not in covered)


def _checked(
    path: Path, template: Template, trees: dict[str, Any], answers: dict[str, str], fields: Sequence[Field]
) -> list[str]:
    """Return the placeholders in order; raises TemplateRefused for all that cannot be filled."""
    shown = [name for field in fields for name in (field.label, *field.names)]
    used = [name for paragraph in _all(template, trees) for name in names_in(template, paragraph)]
    unknown = [name for name in dict.fromkeys(used) if key_of(name) not in answers]
    faults = [f"．沒有「{name}」這個欄位，{near_miss(name, shown)}" for name in unknown]
    unpaired = sum(is_unpaired(template, paragraph) for paragraph in _all(template, trees))
    if unpaired:
        faults.append(f"．有 {unpaired} 段的括號沒有成對；佔位符要寫在同一段，例如 {{{{輔導日期}}}}。")
    if not used and not faults:
        faults.append("．沒有任何佔位符。請在要填的地方寫 {{輔導日期}}、{{參與人員}} 等。")
    if faults:
        raise TemplateRefused(place=path.name, what="\n".join(faults))
    return used


def _all(template: Template, trees: dict[str, Any]) -> Iterator[Any]:
    for tree in trees.values():
        yield from list(template.paragraphs(tree))


def _read(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as source:
            if sum(info.file_size for info in source.infolist()) > LIMIT:
                raise FileBroken(place=path.name, why=f"解開後超過 {LIMIT // 1_000_000} MB")
            return {name: source.read(name) for name in source.namelist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise FileBroken(place=path.name, why="不是完整的 odt 或 docx 檔，或設有密碼") from error


def _tree(data: bytes, path: Path) -> Any:
    from lxml import etree  # noqa: PLC0415

    reader = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, reader)
    except etree.XMLSyntaxError as error:
        raise FileBroken(place=path.name, why="內容不是 odt 或 docx 的寫法，或設有密碼") from error


def _packed(path: Path, trees: dict[str, Any]) -> bytes:
    """Return the file with the filled parts in their old places; the rest as it was."""
    from lxml import etree  # noqa: PLC0415

    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            if info.filename in SIGNED:
                continue
            data = source.read(info)
            if info.filename in trees:
                data = etree.tostring(trees[info.filename], xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(info, data)
    return out.getvalue()
