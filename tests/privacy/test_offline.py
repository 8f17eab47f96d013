"""Nothing is fetched, logged or printed at import; a language model is used only when a team names one, and the report says so."""

import json
import subprocess
import sys

import pandas as pd
import pytest
import spacy

import labkit as lk
from labkit.core.errors import ModelMissing

FRAME = pd.DataFrame({"紀要": [f"第{n}次訪視時王小明不在家，鄰居說他搬走了，下次再去看看" for n in range(10)]})
ALONE = """
import logging, socket, sys, json
def refused(*args, **kwargs):
    raise OSError("no network")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refused
import labkit as lk
import pandas as pd
lk.scan(pd.DataFrame({"信箱": ["a@x.tw", "b@example.com.tw"], "說明": ["承辦人王小明", "無"]}))
from labkit.privacy.presidio import analyzer, analyze
handlers = {name: len(log.handlers) for name, log in logging.root.manager.loggerDict.items() if getattr(log, "handlers", [])}
print(json.dumps({"root": len(logging.root.handlers), "named": {k: v for k, v in handlers.items() if "labkit" in k or "presidio" in k},
                  "fetched": "tldextract" in sys.modules and bool(sys.modules["tldextract"].tldextract.TLD_EXTRACTOR._extractor)}))
"""


def saved_model(folder, label):
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": "王小明"}])
    pipeline.to_disk(folder)
    return str(folder)


def test_a_scan_needs_no_network_and_leaves_no_log_handler():
    run = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"root": 0, "named": {}, "fetched": False}
    assert run.stderr == ""


def test_names_in_free_text_are_found_by_rule_until_a_team_names_a_model(tmp_path):
    by_rule = lk.scan(FRAME)
    assert not len(by_rule.cells)
    assert "未使用語言模型" in by_rule.names_by
    by_model = lk.scan(FRAME, model=saved_model(tmp_path / "model", "PERSON"))
    assert by_model.cells.groupby("entity").size().to_dict() == {"PERSON": 10}
    assert "語言模型" in by_model.names_by
    assert by_model.columns[0].role == "free_text"


@pytest.mark.parametrize("label", ["ORG", None])
def test_a_model_that_is_missing_or_finds_no_names_is_refused(tmp_path, label):
    name = saved_model(tmp_path / "model", label) if label else "zh_core_web_none"
    with pytest.raises(ModelMissing, match="模型"):
        lk.scan(FRAME, model=name)
