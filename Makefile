# The daily commands of the project. `make` alone lists them.
PY ?= python3.11
V  := .venv
UV := $(V)/bin/uv
BIN := $(V)/bin

# What runs here starts our own code hundreds of times: to compile it each time costs a third of the tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check format transcripts interop explore fuzz bench lock clean

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(UV):
	$(PY) -m venv $(V)
	$(BIN)/pip install --quiet --disable-pip-version-check 'uv>=0.13,<0.14'

$(V)/.run: $(UV) requirements.lock
	$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements.lock --python $(BIN)/python
	@printf '#!/bin/sh\nPYTHONPATH="%s" exec "%s" -m sportello "$$@"\n' '$(CURDIR)' '$(CURDIR)/$(BIN)/python' > $(BIN)/sportello
	@chmod +x $(BIN)/sportello
	@touch $@

$(V)/.dev: $(V)/.run requirements-dev.lock
	$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.lock --python $(BIN)/python
	@touch $@

$(V)/.interop: $(V)/.dev requirements-interop.lock
	$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements-interop.lock --python $(BIN)/python
	@touch $@

$(V)/.fuzz: $(V)/.dev requirements-fuzz.lock
	$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements-fuzz.lock --python $(BIN)/python
	@touch $@

run: $(V)/.run ## Run the counter on embedded defaults and open http://127.0.0.1:8080
	$(BIN)/sportello serve --try

test: $(V)/.dev ## Run every test that needs nothing but Python
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder --ignore tests/benchmarks

check: $(V)/.dev ## Formatting, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(V)/.dev ## Format the code and apply the safe fixes
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix-only .

transcripts: $(V)/.dev ## Rewrite the expected replies of tests/transcripts; read the diff
	$(BIN)/python -m pytest tests/transcripts --update-transcripts

interop: $(V)/.interop ## Run the whole crash matrices, the benchmarks in short, the tests against real peers (installs packages)
	$(BIN)/python -m pytest -q -n 4 --dist loadfile tests/crash tests/storage tests/house/test_ready_words.py --everywhere
	$(BIN)/python -m pytest -q tests/benchmarks
	interop/run

explore: $(V)/.dev ## Try the property tests on examples that nobody has seen yet
	$(BIN)/python -m pytest -n 4 --dist loadfile -q --hypothesis-profile explore -m hypothesis tests --ignore tests/crash --ignore tests/benchmarks

fuzz: $(V)/.fuzz ## Read 200,000 spoilt certified mails: none may raise, take over 1 s or 200 MB
	$(BIN)/python -m fuzz.plain 100000
	$(BIN)/python -m fuzz.guided -runs=100000 -timeout=1 -rss_limit_mb=200 -max_len=40000 -verbosity=0 -print_final_stats=1 -artifact_prefix=fuzz-failed-

bench: $(V)/.dev ## Run the benchmarks; each ends with one JSON line
	$(BIN)/python -m benchmarks.turns
	$(BIN)/python -m benchmarks.edge
	$(BIN)/python -m benchmarks.channels
	$(BIN)/python -m benchmarks.pec
	$(BIN)/python -m benchmarks.payments
	$(BIN)/python -m benchmarks.uniform
	$(BIN)/python -m benchmarks.desk
	$(BIN)/python -m benchmarks.broadcast

lock: $(UV) ## Write the hashed lock files anew from pyproject.toml
	$(UV) pip compile pyproject.toml --quiet --generate-hashes --no-header --no-annotate --universal --python-version 3.11 -o requirements.lock
	$(UV) pip compile pyproject.toml --quiet --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --group dev -c requirements.lock -o requirements-dev.lock
	$(UV) pip compile pyproject.toml --quiet --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --group dev --group interop -c requirements-dev.lock -o requirements-interop.lock
	$(UV) pip compile pyproject.toml --quiet --generate-hashes --no-header --no-annotate --universal --python-version 3.11 --group dev --group fuzz -c requirements-dev.lock -o requirements-fuzz.lock

clean: ## Remove what the commands above have made, but for the database
	rm -rf $(V) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
