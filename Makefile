# Debian and macOS; `make run` is all that a new machine needs.

PORT = 8050
# One commit has one turn, and the next one the other: both are tried, and a commit always alike.
TURN ?= $(shell expr `git rev-list --count HEAD 2>/dev/null || echo 0` % 2)
JOBS = auto
BIN = .venv/bin
NODE = node_modules/.bin
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml

.PHONY: run test check fix docs bench drill cluster-test release lock translations clean installed installed-dev \
	installed-node

run: installed ## Install, load the demonstration, and open the dashboard at PORT
	@$(BIN)/impact migrate
	@$(BIN)/impact demo
	@exec $(BIN)/impact serve --port $(PORT)

test: installed-dev ## Tests, of what is alike one of two TURNs, with a browser and a database server
	@sh .ci/services
	@node --test --test-timeout=120000 --test-reporter=dot tests/scripts/*/*.test.js
	@$(BIN)/pytest -n $(JOBS) --dist worksteal --turn $(TURN)

# On a busy machine, mypy's workers may be given up before they begin (2): one process takes their place.
check: installed-dev installed-node ## Form, style, types, import direction, translations
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --num-workers 2 2>/dev/null || { test $$? = 2 && $(BIN)/mypy; }
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m dashboard.i18n.check
	@$(NODE)/biome check --error-on-warnings --log-level=warn
	@$(NODE)/tsc
	@$(NODE)/tsc -p tests/scripts

fix: installed-dev installed-node ## Mend form and style where a program can
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(NODE)/biome check --write

docs: installed-dev ## Write the lists of settings in README.md and docs/ anew
	@$(BIN)/python -m tests.docs.settings_tables

bench: installed-dev ## Measure how fast it is
	@$(BIN)/python -m tests.bench

drill: installed-dev ## Long trials: every test whole, kills, power cuts, a database written over, attacks
	@sh .ci/services
	@$(BIN)/pytest -n $(JOBS) --dist worksteal
	@$(BIN)/pytest -n 0 tests/drill -o python_files='drill_*.py' -o faulthandler_timeout=0

cluster-test: installed-dev ## Rehearse docs/cluster.md: machines fail while people work
	@sh .ci/services cluster
	@$(BIN)/python -m tests.cluster

release: installed ## All that a server needs in one archive, in dist/; docs/install.md says how
	@$(BIN)/python .ci/release.py

lock: installed-dev ## Write the lock files anew from pyproject.toml
	$(COMPILE) --extra build --output-file requirements.lock
	$(COMPILE) --extra build --extra dev --constraint requirements.lock --output-file requirements-dev.lock

translations: installed-dev ## Bring new messages into the French catalogue, drop old ones
	@$(BIN)/python -m dashboard.i18n.messages
	@$(BIN)/python -m dashboard.i18n.check

clean: ## Remove what make made; the database in data/ stays
	rm -rf .venv node_modules build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	rm -rf .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

installed:
	@PYTHON="$(PYTHON)" sh .ci/venv requirements.lock

installed-dev:
	@PYTHON="$(PYTHON)" sh .ci/venv requirements-dev.lock

installed-node:
	@sh .ci/node_modules
