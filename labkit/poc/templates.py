"""Metric templates: a metric with gaps, and the questions that fill them. A template is a file of templates/metrics."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from labkit.core.resources import resource
from labkit.core.run_errors import AnswerMissing
from labkit.core.spec import Spec, SpecPart
from labkit.core.yaml import YamlText, dump, parse
from labkit.poc.metric import Metric

GAP = re.compile(r"\{(\w+)\}")


class Ask(SpecPart):
    """One question of a template: the gap that it fills, its words, what kind of answer, and an example."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=1)
    kind: Literal["table", "column", "number", "text"] = "text"
    example: str = Field(min_length=1)


class MetricTemplate(Spec):
    """A metric whose texts hold gaps such as ``{table}``; ``asks`` fill them. ``use`` says when to take it."""

    name: str = Field(min_length=1)
    use: str = Field(min_length=1)
    asks: tuple[Ask, ...] = Field(min_length=1)
    metric: dict[str, Any]

    @property
    def gaps(self) -> set[str]:
        """Return the keys of all gaps of the metric."""
        return set(GAP.findall(dump(self.metric)))

    @property
    def examples(self) -> dict[str, str]:
        """Return the template's own example of every answer."""
        return {one.key: one.example for one in self.asks}

    def fill(self, answers: Mapping[str, str]) -> Metric:
        """Return the metric with every gap filled; raises AnswerMissing, SpecInvalid or what the metric's kind refuses."""
        if lacking := [one.label for one in self.asks if not answers.get(one.key, "").strip()]:
            raise AnswerMissing(place=self.name, what="、".join(lacking))
        told = _filled(self.metric, {name: text.strip() for name, text in answers.items()})
        return Metric.of_yaml(YamlText(parse(dump({"version": "1", **told})).value, place=self.name, form=True))


def metric_templates() -> dict[str, MetricTemplate]:
    """Return the shipped templates by file name."""
    folder = resource("templates", "metrics")
    return {path.stem: MetricTemplate.load(path) for path in sorted(folder.glob("*.yml"))}


def _filled(value: Any, answers: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, answers) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, answers) for one in value]
    return GAP.sub(lambda gap: answers.get(gap[1], gap[0]), value) if isinstance(value, str) else value
