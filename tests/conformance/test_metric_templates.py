"""Every template of templates/metrics asks for just its gaps, and its own examples make a metric that is saved and read back."""

import json

import pytest

from labkit.cli.app import app
from labkit.core.errors import LabkitError
from labkit.core.resources import resource
from labkit.poc.metric import KINDS, Metric
from labkit.poc.templates import MetricTemplate, metric_templates

TEMPLATES = metric_templates()
EACH = pytest.mark.parametrize("name", list(TEMPLATES))


def test_every_file_of_the_folder_is_a_template():
    assert list(TEMPLATES) == sorted(path.stem for path in resource("templates", "metrics").iterdir())
    assert len(TEMPLATES) >= 5


@EACH
def test_what_is_asked_is_what_is_missing(name):
    template = TEMPLATES[name]
    assert {one.key for one in template.asks} == template.gaps
    assert len({one.label for one in template.asks}) == len(template.asks)
    assert template.metric["kind"] in KINDS


@EACH
def test_its_own_examples_make_a_metric(name, tmp_path):
    metric = TEMPLATES[name].fill(TEMPLATES[name].examples)
    assert Metric.load(metric.save(tmp_path / "one.yml")) == metric


@EACH
def test_a_gap_that_is_left_open_is_named_and_nothing_is_made(name):
    template = TEMPLATES[name]
    for one in template.asks:
        with pytest.raises(LabkitError, match="還沒有填") as refused:
            template.fill({**template.examples, one.key: " "})
        assert one.label in str(refused.value)


@EACH
def test_a_wrong_answer_is_refused_in_a_sentence(name):
    with pytest.raises(LabkitError, match="id"):
        TEMPLATES[name].fill({**TEMPLATES[name].examples, "id": "每件"})


def test_the_schema_of_templates_and_decisions_is_printed():
    from typer.testing import CliRunner

    for name in ("metric_template", "decisions"):
        told = CliRunner().invoke(app, ["schema", name])
        assert told.exit_code == 0
        assert json.loads(told.stdout)["type"] == "object"
    assert set(MetricTemplate.model_fields) >= {"name", "use", "asks", "metric"}
