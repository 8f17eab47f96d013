"""k, l and t counted by pycanon, in an environment of its own: it pins other versions of pandas and numpy. Under `make proof` alone."""

import json
import os
import subprocess
import venv

import pandas as pd
import pytest

import labkit as lk

QUASI = ["sex", "age", "race", "marital-status", "education", "native-country", "workclass", "occupation"]
COUNT = """
import json, sys
import pandas as pd
from pycanon import anonymity
frame = pd.read_csv(sys.argv[1], sep=";", dtype=str)
quasi, sensitive = json.loads(sys.argv[2]), ["salary-class"]
print(json.dumps({"k": int(anonymity.k_anonymity(frame, quasi)), "l": int(anonymity.l_diversity(frame, quasi, sensitive)),
                  "t": float(anonymity.t_closeness(frame, quasi, sensitive))}))
"""


@pytest.fixture(scope="module")
def pycanon(tmp_path_factory):
    if not os.environ.get("LABKIT_PROOF"):
        pytest.skip("installs pycanon: only under `make proof`")
    folder = tmp_path_factory.mktemp("pycanon")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "pycanon==1.3.5"], check=True)
    return python


@pytest.mark.parametrize(
    ("options", "least"),
    [
        ({"method": "global", "suppression": 0.05}, 1),
        ({"method": "local", "labels": "sets"}, 1),
        ({"method": "local", "labels": "hierarchy", "l": 2}, 2),
    ],
)
def test_k_l_and_t_are_what_pycanon_counts(shared, pycanon, tmp_path, options, least):
    folder = shared / "bench" / "adult"
    frame = pd.read_csv(folder / "adult.csv", sep=";")
    result = lk.anonymize(
        frame, quasi_identifiers=QUASI, hierarchies=folder, sensitive=["salary-class"], k=5, **options
    )
    shown = result.frame[~(result.frame[QUASI] == "*").all(axis=1)]
    shown.to_csv(tmp_path / "out.csv", sep=";", index=False)
    done = subprocess.run(
        [pycanon, "-c", COUNT, tmp_path / "out.csv", json.dumps(QUASI)], capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["k"] == result.risk_after.k >= 5
    assert told["l"] == result.risk_after.l >= least
    assert told["t"] == pytest.approx(result.risk_after.t, abs=1e-4)
