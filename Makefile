# labkit: `make demo` sets up and runs the demonstration, `make test` sets up and runs every test.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q

.PHONY: crate demo test setup check lock lab bench proof wheel clean

demo: .venv/core
	$(BIN)/labkit demo

test: .venv/dev
	$(BIN)/python -m pytest

setup: .venv/dev

check: test

# uv first: pip alone needs minutes for 200 packages. Where uv finds no index, pip's own settings are tried.
.venv/uv: requirements-build.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-build.lock
	@touch $@

.venv/core: .venv/uv requirements.lock pyproject.toml
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements.lock \
	  || $(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/core requirements-dev.lock
	$(UV) pip install -q --python $(BIN)/python --require-hashes -r requirements-dev.lock \
	  || $(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

# The validator of research-object crates, which the tests run where it is there (CI demands it).
crate: .venv/crate/ready

.venv/crate/ready: .venv/uv requirements-crate.lock
	$(PYTHON) -m venv .venv/crate
	$(UV) pip install -q --python .venv/crate/bin/python --require-hashes -r requirements-crate.lock \
	  || .venv/crate/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-crate.lock
	@touch $@

lock: .venv/uv
	$(BIN)/$(LOCK) --group build -o requirements-build.lock
	$(BIN)/$(LOCK) --group crate -o requirements-crate.lock
	$(BIN)/$(LOCK) pyproject.toml -o requirements.lock
	$(BIN)/$(LOCK) pyproject.toml --all-extras -c requirements.lock -o requirements-dev.lock

lab: .venv/core
	$(BIN)/labkit lab demo/land_office

bench: .venv/dev
	$(BIN)/python -m tests.bench.run

proof: .venv/dev
	LABKIT_PROOF=1 $(BIN)/python -m pytest

wheel: .venv/core
	$(BIN)/python -m hatchling build -t wheel -t sdist

clean:
	rm -rf .venv dist build demo .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
