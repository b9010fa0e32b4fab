# Four words: run, demo, test, check. Each installs what it needs the first time, and nothing the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: run demo test check lock
run: $(VENV)/.installed ## Serve the real world at http://127.0.0.1:8000
	$(BIN)/municipal serve $(ARGS)

demo: $(VENV)/.installed ## Serve the fictitious demonstration
	$(BIN)/municipal serve --demo $(ARGS)

test: $(VENV)/.developed ## The whole suite, on SQLite and PostgreSQL, by two processes
	$(BIN)/python -m pytest --numprocesses 2 $(ARGS)

check: $(VENV)/.developed ## Format, lint, types, imports, templates
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/pyright

lock: ## Write the two lock files anew (needs uv)
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet \
	  --custom-compile-command "make lock" pyproject.toml build-requirements.in --output-file requirements.lock
	uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet --extra dev \
	  --custom-compile-command "make lock" pyproject.toml build-requirements.in --constraint requirements.lock \
	  --output-file requirements-dev.lock

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.developed: requirements-dev.lock $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	touch $@
