# The two commands of the house are `make run` and `make test`. Both set up everything they need.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test lint bench lock translations screenshots clean

help:
	@echo "make run           set up and serve Quaderno on http://127.0.0.1:$(PORT) with demo people"
	@echo "make test          set up and run every check"
	@echo "make bench         measure speed, weight and memory against a floor of the same run"
	@echo "make translations  bring the catalogues up to date with the source strings"
	@echo "make screenshots   pictures of the main pages, for looking at"
	@echo "make lock          renew the lock files from the ranges in setup.cfg"

run: $(VENV)/run-ready
	@$(BIN)/python -m elearn demo --port $(PORT)

test: $(VENV)/test-ready
	@$(BIN)/python -m tests.everything

lint: $(VENV)/test-ready
	@$(BIN)/python -m tests.everything --only lint

bench: $(VENV)/test-ready
	@$(BIN)/python -m tests.bench

translations: $(VENV)/test-ready
	@$(BIN)/python -m elearn translations update

screenshots: $(VENV)/test-ready
	@$(BIN)/python -m tests.browser.screenshots

lock: $(VENV)/test-ready
	@$(BIN)/python -m tests.lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Quaderno needs Python 3.11 or newer: install it, then run make PYTHON=python3.11 run."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Python's venv module is missing: install it (on Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run-ready: requirements.lock | $(VENV)/bin/python
	@echo "Installing what Quaderno needs into $(VENV) ..."
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps --only-binary :all: -r requirements.lock
	@touch $@

$(VENV)/test-ready: requirements-test.lock | $(VENV)/run-ready
	@echo "Installing what the tests need into $(VENV) ..."
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes --no-deps --only-binary :all: -r requirements-test.lock
	@touch $@

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache build dist *.egg-info
