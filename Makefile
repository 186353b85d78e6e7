# Everything a contributor or CI runs. `make help` lists the targets.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
TEMPLATE ?= build/template
# The first Python on the machine that is new enough; PYTHON=… overrides.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# root in a container is fine: everything lands in .venv.
export PIP_ROOT_USER_ACTION := ignore
# Material prints a banner about MkDocs 2 that no reader of a build log can act on.
export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve neighbours site test quick lint check spelling editor bench exits fuzz picture before-after social translations generated sources lock clean inventory package template audit

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/site.stamp ## Serve the catalogue on http://127.0.0.1:8000 (or PORT=8001) and rebuild on every change
	$(BIN)/atelier serve --dev-addr $(HOST):$(PORT)

# OPEN=no opens no browser, FOLDER is where the cities are written.
neighbours: $(VENV)/site.stamp ## Show this catalogue and two made-up cities that find each other's examples
	$(BIN)/python -m tests.tools.neighbours $(FOLDER) --port $(PORT) $(if $(filter no,$(OPEN)),--no-open)

site: $(VENV)/site.stamp ## Build the catalogue into site/
	$(BIN)/atelier build --strict

check: $(VENV)/site.stamp ## Check every file of the catalogue
	$(BIN)/atelier check

# BASE is another checkout: words that stand in it are known.
spelling: $(VENV)/site.stamp ## Remark on words of the catalogue that no dictionary knows (needs Node)
	$(BIN)/python -m tests.tools.spelling --content $(if $(BASE),--base $(BASE))

editor: .vscode/node_modules/.package-lock.json ## Let VS Code check front matter while you type (needs Node)

test: $(VENV)/dev.stamp ## Run all tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

quick: $(VENV)/dev.stamp ## Run the tests that need no browser, in under two minutes
	$(BIN)/python -m pytest -n 2 -m "not slow" --ignore=tests/browser --hypothesis-profile=quick

lint: $(VENV)/dev.stamp ## Check the generator: style, types, imports, workflows, spelling of English and Dutch
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(BIN)/python -m tests.tools.spelling
	$(BIN)/python -m tests.tools.workflows

# PART is weight, find, search or neighbours: those measure pages in a browser.
bench: $(VENV)/dev.stamp ## Measure builds, beside Hugo, MkDocs + Material and Eleventy (20 minutes)
	$(BIN)/python -m tests.bench $(or $(PART),table)

# COUNT, SEED and JOBS choose what is run; a run that was stopped goes on.
fuzz: $(VENV)/dev.stamp ## Look for files that break something, among 100,000 made at random
	$(BIN)/python -m tests.fuzz $(if $(COUNT),--count $(COUNT)) $(if $(SEED),--seed $(SEED)) $(if $(JOBS),--jobs $(JOBS))

exits: $(VENV)/dev.stamp ## Build with ProperDocs and MaterialX too, and compare page by page (fetches them)
	$(BIN)/python -m tests.tools.exits

picture: $(VENV)/dev.stamp ## Make the pictures of the README and the guides
	$(BIN)/python -m tests.tools.picture

social: $(VENV)/dev.stamp ## Draw the pictures of pages that are shared (needs Chromium on the machine)
	$(BIN)/python -m tests.tools.social

# BASE is another checkout; build/report.json says what differs (atelier changes --format json), site/ is built.
before-after: $(VENV)/dev.stamp ## Draw the pages that differ from those of BASE, before and after
	SEARCH=false $(BIN)/atelier build --root $(BASE)
	$(BIN)/python -m tests.tools.before_after $(BASE)

translations: $(VENV)/dev.stamp ## Bring the texts of templates and messages into the .po files
	$(BIN)/python -m atelier.i18n.translation

generated: $(VENV)/site.stamp ## Renew what is made from the model: schemas, issue form, guide of the fields
	$(BIN)/python -m atelier.contribute.generated

sources: $(VENV)/site.stamp ## Renew the table of documents in docs/about/sources.md
	$(BIN)/python -m atelier.contribute.sources_page

# No time and no number of its own: the same lock file gives the same bytes. A lock file has no graph of what needs
# what, which the library warns of.
SBOM = PYTHONWARNINGS=ignore::UserWarning $(BIN)/cyclonedx-py requirements --output-reproducible \
	--pyproject pyproject.toml requirements.lock --output-file

inventory: $(VENV)/tools.stamp ## List in site/ what it was made with (sbom.cdx.json) and the hash of every file
	$(SBOM) site/sbom.cdx.json
	cd site && find . -type f ! -name sha256sums.txt -exec sha256sum {} + | LC_ALL=C sort -k 2 > sha256sums.txt

package: $(VENV)/tools.stamp ## Build the generator's wheel and source archive into build/dist/, with what they need
	rm -rf build/dist
	$(BIN)/python -m hatchling build --directory build/dist
	$(SBOM) build/dist/sbom.cdx.json

# REPOSITORY is where it will be; .github/workflows/template.yml puts it there.
template: $(VENV)/site.stamp ## Make the repository for "Use this template" at GitHub in build/template/
	rm -rf $(TEMPLATE)
	$(BIN)/atelier init $(TEMPLATE) --yes --language nl --name "Catalogus · Catalogue" --no-pillars \
		--repository $(or $(REPOSITORY),https://github.com/innovatieatelier/template)
	cp .github/template/README.md $(TEMPLATE)/
	cp .github/template/begin.yml $(TEMPLATE)/.github/workflows/

# npm needs Node; each folder has a lock file of its own.
audit: $(VENV)/tools.stamp ## Look for known holes in packages, programs of npm and workflows (asks other hosts)
	$(BIN)/pip-audit --disable-pip --require-hashes $$(git ls-files '*requirements*.lock' | sed 's/^/-r /')
	@set -e; for lock in $$(git ls-files '*package-lock.json'); do \
		echo "npm audit: $$lock"; npm audit --package-lock-only --prefix "$$(dirname "$$lock")"; done
	$(BIN)/zizmor --persona=auditor .

lock: $(VENV)/dev.stamp ## Renew the lock files from pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' \
		pyproject.toml requirements-build.in --extra engine --extra dutch -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' \
		pyproject.toml requirements-build.in --extra engine -c requirements.lock -o requirements-engine.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' \
		pyproject.toml requirements-build.in --extra engine --extra dutch --extra receive --extra dev -c requirements.lock \
		-o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' \
		pyproject.toml requirements-build.in --extra receive -c requirements-dev.lock -o requirements-receive.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --custom-compile-command 'make lock' \
		requirements-tools.in -c requirements-dev.lock -o requirements-tools.lock

clean: ## Remove the site and everything that was set up
	rm -rf site .site.builds build $(VENV) .vscode/node_modules .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

# Installs the packages of the lock file $(1), which are $(2) to fetch. It names all, so pip need not look what else they
# need. Without a network pip says in forty lines what it tried how often; here one sentence says what to do.
define installed
	@echo "Packages are fetched into $(VENV), once: $(2)."
	@$(BIN)/python -m pip install --quiet --retries 2 --no-deps --require-hashes -r $(1) 2> $(VENV)/pip.log || { \
		if grep -q -e Retrying -e ConnectionError $(VENV)/pip.log; then \
			echo "The packages cannot be fetched: look whether this machine is online. $(VENV)/pip.log has all that pip said."; \
		else cat $(VENV)/pip.log; fi >&2; exit 1; }
endef

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Innovatieatelier needs Python 3.11 or newer; none was found."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "Python could not make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

# A stamp is newer than the lock file that it was made from, so a second run costs nothing.
$(VENV)/site.stamp: requirements.lock pyproject.toml | $(BIN)/python
	$(call installed,requirements.lock,104 MB and half a minute or more)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.vscode/node_modules/.package-lock.json: .vscode/package.json .vscode/package-lock.json
	cd .vscode && npm ci --no-audit --no-fund --ignore-scripts
	@touch $@

$(VENV)/tools.stamp: requirements-tools.lock $(VENV)/site.stamp
	$(call installed,requirements-tools.lock,21 MB)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/site.stamp
	$(call installed,requirements-dev.lock,148 MB and a minute or more)
	@touch $@
