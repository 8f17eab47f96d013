"""Every kind of metric states its kind, has a label, and is reached by Metric.load through its own name."""

import pytest

from labkit.core.plugs import camel
from labkit.poc.metric import KINDS, Metric


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_named_like_its_file(name):
    kind = KINDS[name]
    assert issubclass(kind, Metric)
    assert kind.__name__ == camel(name)
    assert kind.model_fields["kind"].default == name
    assert kind.label


def test_an_unknown_kind_names_the_nearest(tmp_path):
    path = tmp_path / "m.yml"
    path.write_text("version: 1\nkind: produkt\nid: a\nname: 甲\n", encoding="utf-8")
    with pytest.raises(Exception, match="第 2 行.*是不是「product」"):
        Metric.load(path)
