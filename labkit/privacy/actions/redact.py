"""Cut what identifies people out of free text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from labkit.privacy.action import Action, Given
from labkit.privacy.detection.spans import Span, find_all
from labkit.privacy.keys import Key
from labkit.privacy.recognizer import entity_label
from labkit.tables.kinds import as_text

if TYPE_CHECKING:
    import pyarrow as pa


class Redact(Action):
    """Each value found in the text becomes its kind: 「請洽王小明」 becomes 「請洽【姓名】」.

    What the scan found in the column is cut, the names told by the table's own columns included. What nobody found stays: read
    some cells before they leave.
    """

    action: Literal["redact"] = "redact"
    label: ClassVar[str] = "塗銷文字中的個資"
    examples: ClassVar[tuple[tuple[dict[str, Any], list[Any], list[Any]], ...]] = (
        ({}, ["請洽承辦人王小明0912-345-678", "無", None], ["請洽承辦人【姓名】【手機號碼】", "無", None]),
    )

    def treat(self, value: Any, key: Key | None) -> Any:
        """Return the text without what is found in it alone."""
        del key
        text = as_text(value)
        return redacted(text, find_all(text))

    def treat_column(self, given: Given) -> pa.Array:
        """Return the column without what the scan found in it."""
        import pyarrow as pa  # noqa: PLC0415

        texts = [redacted(text, given.hits.found.get(at, [])) for at, text in enumerate(given.hits.texts)]
        places = [None if at < 0 else at for at in given.hits.codes.tolist()]
        return pa.array(texts, pa.string()).take(pa.array(places, pa.int64()))


def redacted(text: str, spans: list[Span]) -> str:
    """Return ``text`` with each span as its kind's label.

    >>> redacted("洽王小明", [Span("PERSON", 1, 4, 0.9)])
    '洽【姓名】'
    """
    kept, at = "", 0
    for span in sorted(spans, key=lambda one: one.start):
        kept += f"{text[at : span.start]}【{entity_label(span.entity)}】"
        at = span.end
    return kept + text[at:]
