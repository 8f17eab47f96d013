# labkit: `make demo` sets up and runs the demonstration, `make test` sets up and runs every test.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links -q

# PLATFORM: how uv and pip name it; one lock without markers and one folder of wheels for each.
PLATFORM ?= windows
HOUSE = dist/wheelhouse-$(PLATFORM)
UV_windows := x86_64-pc-windows-msvc
UV_linux := x86_64-manylinux_2_28
UV_macos := aarch64-apple-darwin
PIP_windows := win_amd64
PIP_linux := manylinux_2_28_x86_64 manylinux_2_27_x86_64 manylinux_2_26_x86_64 manylinux_2_24_x86_64 manylinux_2_17_x86_64 \
  manylinux2014_x86_64 manylinux_2_12_x86_64 manylinux2010_x86_64 manylinux_2_5_x86_64 manylinux1_x86_64
PIP_macos := macosx_13_0_arm64
LOCK_ONE := uv pip compile --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --only-binary :all: -q

.PHONY: crate demo test setup check lock lab bench proof wheel wheelhouse clean

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

# Everything that a computer without network needs, Python apart: wheels, their lock, labkit's own wheel, installers.
wheelhouse: .venv/core
	@test -n "$(UV_$(PLATFORM))" || { echo "PLATFORM is windows, linux or macos, not $(PLATFORM)" >&2; exit 2; }
	rm -rf "$(HOUSE)"
	mkdir -p "$(HOUSE)/wheels"
	cp templates/wheelhouse/* "$(HOUSE)/"
	$(BIN)/$(LOCK_ONE) --python-platform $(UV_$(PLATFORM)) -c requirements.lock pyproject.toml -o "$(HOUSE)/requirements.lock"
	$(BIN)/python -m pip download -q --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
	  --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none $(PIP_$(PLATFORM):%=--platform %) \
	  -r "$(HOUSE)/requirements.lock" -d "$(HOUSE)/wheels"
	$(BIN)/python -m hatchling build -t wheel -d "$(HOUSE)"
	$(BIN)/python -m labkit.sessions.desk.wheelhouse "$(HOUSE)"

clean:
	rm -rf .venv dist build demo .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
