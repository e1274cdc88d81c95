# `make run` and `make test` need Python 3.11 or later, make and a package index, and nothing before them.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: run explore test test-slow bench lint types score walk wheel-test format clean

$(VENV)/run.stamp: pyproject.toml hatch_build.py $(wildcard ip5kg/explore/frontend/*.js*)
	$(PYTHON) -c 'import sys; sys.exit("ip5kg needs Python 3.11 or later, this is " + sys.version.split()[0] + " (set PYTHON=...)" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[draw]'
	touch $@

$(VENV)/dev.stamp: pyproject.toml $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

run: $(VENV)/run.stamp
	$(BIN)/ip5kg build --out build --progress
	$(BIN)/ip5kg query participants -p meeting=14

explore: $(VENV)/run.stamp
	$(BIN)/ip5kg explore

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -q -m "not slow"

test-slow: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q -m slow

$(VENV)/bench.stamp: $(VENV)/dev.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

bench: $(VENV)/bench.stamp
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.pages

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev.stamp
	$(BIN)/mypy

score: $(VENV)/dev.stamp
	$(BIN)/python -m tests.score
	$(BIN)/python -m tests.score.rules

walk: $(VENV)/dev.stamp
	$(BIN)/python -m tests.walk

wheel-test: $(VENV)/dev.stamp
	PYTHON=$(BIN)/python sh tests/wheel/smoke.sh

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
