"""Names in free text by a language model, where the team names one that is installed: nothing is downloaded.

The model is a spaCy pipeline, named as its package (``zh_core_web_sm``) or by its folder. Without one, names are found by
rule: role words, titles, and the names that the table itself tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from labkit.core.errors import ModelMissing
from labkit.privacy.detection.spans import Span

PEOPLE = frozenset({"PERSON", "PER"})
SCORE = 0.7
BY_RULE = "規則（角色詞、稱謂、表內姓名欄），未使用語言模型"


@dataclass(frozen=True, eq=False, repr=False)
class NameModel:
    """An installed pipeline that finds persons' names; ``told`` says which, with its version."""

    told: str
    pipeline: Any

    @classmethod
    def named(cls, name: str) -> NameModel:
        """Load the model ``name``; raises ModelMissing where none of this name is installed, or it finds no persons."""
        import spacy  # noqa: PLC0415

        try:
            pipeline = spacy.load(name)
        except (OSError, ValueError, ImportError):
            raise ModelMissing(place=name, what="沒有安裝，或不是 spaCy 的模型") from None
        labels = {label for pipe in pipeline.pipe_labels.values() for label in pipe}
        if not labels & PEOPLE:
            raise ModelMissing(place=name, what="這個模型不會找人名（沒有 PERSON）")
        return cls(f"語言模型 {pipeline.meta.get('name', name)} {pipeline.meta.get('version', '')}".strip(), pipeline)

    def names(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return the spans of persons in each text."""
        return [
            [Span("PERSON", part.start_char, part.end_char, SCORE) for part in read.ents if part.label_ in PEOPLE]
            for read in self.pipeline.pipe(texts)
        ]
