# `make` alone prints what there is. Everything is set up on the way: a bare Python 3.11 with venv is enough.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# The demo's own commands know which site they are; see manage.py.
MANAGE := $(BIN)/python manage.py

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  \033[1m%-12s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv $(VENV)

# Marker files: what is installed follows the lock files, and nothing is installed twice.
$(VENV)/.runtime: $(BIN)/python requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.test: $(VENV)/.runtime requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

.PHONY: demo
demo: $(VENV)/.runtime ## Serve the demo newspaper on http://127.0.0.1:8000 (PORT=8100 to change)
	@DEMO=1 $(MANAGE) demo --port $(PORT)

.PHONY: demo-reset
demo-reset: $(VENV)/.runtime ## Start the demo over: its database, pictures and key are made anew
	@if kill -0 "$$(head -n 1 var/postgres/postmaster.pid 2>/dev/null)" 2>/dev/null; then \
		echo "The demo's PostgreSQL is in use: stop the demo (Ctrl-C) or the tests first." >&2; exit 1; fi
	@rm -rf var
	@DEMO=1 $(MANAGE) demo --port $(PORT)

.PHONY: check
check: $(VENV)/.test ## Linters, types, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	git ls-files -z 'templates/*.html' ':!templates/website' | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(BIN)/mypy
	DEMO=1 $(MANAGE) makemigrations --check --dry-run

.PHONY: test
test: check ## Everything: linters, then the whole test suite on a real PostgreSQL
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal

# RIVAL=NAME=BASE@FOLDER measures another site beside ours (docs/performance.md); RIVAL_COMMAND serves it meanwhile.
BENCH ?= var/bench
LASTING ?= --rounds 3 --seconds 6
SIZED := article,home,section,section_deep,tag,tag_deep,author,newest_deep,search
RIVALRY := $(if $(RIVAL),--rival '$(RIVAL)' $(if $(RIVAL_COMMAND),--rival-command '$(RIVAL_COMMAND)'))

.PHONY: bench
bench: $(VENV)/.test ## Measure: pages a second, ours and others', of 20,000 and 200,000 stories (needs wrk; fills 15 GB once)
	$(BIN)/python benchmarks/load.py $(BENCH)/20000 --stories 20000
	$(BIN)/python benchmarks/load.py $(BENCH)/200000 --stories 200000
	$(BIN)/python benchmarks/pages.py $(BENCH)/20000 $(LASTING) $(RIVALRY)
	$(BIN)/python benchmarks/cached.py $(BENCH)/20000 $(LASTING)
	$(BIN)/python benchmarks/beacon.py $(BENCH)/20000 $(LASTING)
	$(BIN)/python benchmarks/pages.py $(BENCH)/20000 $(LASTING) --against $(BENCH)/200000 --only $(SIZED)
	$(BIN)/python benchmarks/statements.py $(BENCH)/200000
	$(BIN)/python benchmarks/bars.py $(BENCH)/20000 --larger $(BENCH)/200000 $(if $(RIVAL),--rival '$(firstword $(subst =, ,$(RIVAL)))')

.PHONY: bench-storm
bench-storm: $(VENV)/.test ## Ten minutes of readers and editors at once: nothing may break, be lost or grow
	$(BIN)/python benchmarks/load.py $(BENCH)/storm --stories 20000
	$(BIN)/python benchmarks/storm.py $(BENCH)/storm

.PHONY: bench-similar
bench-similar: $(VENV)/.test ## Measure: near-duplicates among 200,000 stories (fills 5 GB once)
	$(BIN)/python benchmarks/similar_stories.py $(BENCH)/similar

.PHONY: format
format: $(VENV)/.test ## Put code and templates in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files -z 'templates/*.html' ':!templates/website' | xargs -0 $(BIN)/djade --target-version 5.2

.PHONY: messages
messages: $(VENV)/.test ## Collect and compile the Vietnamese translations (needs gettext)
	DEMO=1 $(MANAGE) makemessages --locale vi --no-location --no-obsolete --ignore .venv --ignore var --ignore tests
	DEMO=1 $(MANAGE) compilemessages --locale vi --ignore .venv

.PHONY: icons
icons: $(VENV)/.test ## Draw the site's icons anew from static/public/icon.svg (needs Chromium)
	$(BIN)/python -m tests.browser.icons

.PHONY: lock
lock: $(VENV)/.test ## Write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml $(LOCK) --extra embedded -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml $(LOCK) --extra embedded --group test -c requirements.lock -o requirements-test.lock
LOCK := --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet
