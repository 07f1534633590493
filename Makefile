# Caretaker: `make demo` shows it, `make test` tries it, `make` lists the rest.
# Everything is installed into .venv, as soon as it is needed and again when requirements/ change.

PORT ?= 8080
PYTEST_FLAGS ?=
ROUNDS ?= 20
DAYS ?= 7
ITEMS ?= 5000
CYCLES ?= 300
DATABASE ?= both
INPUTS ?= 20000
SEED ?=
FUZZ_SEED := $(or $(SEED),$(shell date +%s))
VENV := .venv
BIN := $(VENV)/bin
PYTHON := $(BIN)/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes
# With extras: older pips take a pin without them for another package and look for its newest version.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-annotate --no-emit-index-url --custom-compile-command "make lock" pyproject.toml

# The newest Python found here that is new enough; asked for only when there is no .venv yet.
FOUND = $(firstword $(foreach name,python3.14 python3.13 python3.12 python3.11 python3 python,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print(sys.executable)' 2>/dev/null)))

.PHONY: help demo run test nightly crash fuzz soak outage check fix bench lock

help: ## List what there is
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' Makefile

demo: $(VENV)/run ## Show the desk in a browser, without Telegram (PORT=8080)
	@$(PYTHON) -m bot demo --port $(PORT)

run: $(VENV)/run ## Run the desk on Telegram (settings: .env)
	@$(PYTHON) -m bot run

test: $(VENV)/dev ## Run all tests, on SQLite and on PostgreSQL (PYTEST_FLAGS=)
	$(PYTHON) -m pytest -n auto $(PYTEST_FLAGS)

nightly: $(VENV)/dev ## Hold the rules against 100,000 random cases, round by round (ROUNDS=20)
	@for round in $$(seq $(ROUNDS)); do \
		echo "Round $$round of $(ROUNDS), 5,000 cases against the oracle in each"; \
		$(PYTHON) -m pytest -q -n auto -m hypothesis --hypothesis-profile nightly --timeout 1200 \
			tests/domain || exit 1; \
	done

crash: $(VENV)/dev ## Kill desks at every named place and at random moments, and judge (CYCLES=300)
	@$(PYTHON) -m tests.crash --cycles $(CYCLES) --database $(DATABASE) $(if $(SEED),--seed $(SEED))

fuzz: $(VENV)/dev ## Throw hostile updates and requests at the desk (INPUTS=20000 SEED=4)
	@echo "Again: make fuzz INPUTS=$(INPUTS) SEED=$(FUZZ_SEED)"
	@$(PYTHON) -m pytest -q -s -n 0 -p no:randomly --timeout 0 --inputs $(INPUTS) \
		--seed $(FUZZ_SEED) tests/fuzz

soak: $(VENV)/dev ## Live through days with a fault each minute, and judge (DAYS=7)
	@$(PYTHON) -m tests.soak --days $(DAYS) --database $(DATABASE) $(if $(SEED),--seed $(SEED))

check: $(VENV)/dev ## Check format, lint, types, contracts, dead code, dependencies, catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(BIN)/vulture
	$(PYTHON) -m pytest -q tests/architecture tests/locales

fix: $(VENV)/dev ## Format, and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev ## Measure what an update costs, beside a bare echo, and what a deadline does
	$(PYTHON) -m benchmarks

outage: $(VENV)/dev ## Come back after six hours without Telegram, on both databases (ITEMS=5000)
	$(PYTHON) -m pytest -q -s --timeout 3600 --outage $(ITEMS) tests/stories/test_six_hours.py

lock: $(PYTHON) ## Pin and hash the newest dependencies that pyproject.toml allows
	$(PYTHON) -m pip install --quiet uv
	$(LOCK) --upgrade --output-file requirements/run.txt
	$(LOCK) --upgrade --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

$(VENV)/run: requirements/run.txt | $(PYTHON)
	@echo "Installing what the desk needs into $(VENV); this takes a minute, once."
	@$(INSTALL) -r requirements/run.txt && touch $@

# The set for development holds the other one, so that has nothing left to install.
$(VENV)/dev: requirements/dev.txt | $(PYTHON)
	@echo "Installing what tests and checks need into $(VENV); this takes a minute or two, once."
	@$(INSTALL) -r requirements/dev.txt && touch $(VENV)/run $@

$(PYTHON):
	@test -n "$(FOUND)" || { echo "Install Python 3.11 or newer, then run make again."; exit 1; }
	@$(FOUND) -m venv $(VENV) || { rm -rf $(VENV); echo "Install the package with Python's venv" \
		"(on Debian and Ubuntu: apt-get install python3-venv), then run make again."; exit 1; }
