# The course in four commands: make book, make test, make serve, make clean.
# Windows: the same commands are written out in CONTRIBUTING.md.

SHELL := bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
STAGE := $(PYTHON) tests/stages.py
SEED ?= 1
MUTANTS ?= 28
NOTEBOOKS := $(wildcard notebooks/*.ipynb exercises/*/practice.ipynb exercises/*/assignment.ipynb)

.PHONY: book test check serve lint notebooks lock chapter mutants findings wheel clean browser
.DEFAULT_GOAL := book

# The locked environment: every package with its hash, then the course's own.
$(INSTALLED): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer with venv is needed (Debian and Ubuntu: apt install python3-venv)."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

book: $(INSTALLED)
	@started=$$(date +%s); \
	$(BIN)/jupyter-book build . --quiet -W --keep-going 2>&1 >/dev/null | { grep -v IPKernelApp || true; } && \
	echo "The book is ready after $$(( $$(date +%s) - started )) s: open $(CURDIR)/_build/html/index.html, or run 'make serve'."

# Everything, from lint to browser; ends with a table of minutes by stage.
test:
	@$(STAGE) begin
	@$(STAGE) install $(MAKE) --no-print-directory $(INSTALLED)
	@$(STAGE) browsers $(MAKE) --no-print-directory browser
	@$(STAGE) book $(MAKE) --no-print-directory book
	@$(STAGE) lint $(MAKE) --no-print-directory lint
	@$(STAGE) tests $(BIN)/python -m pytest
	@$(STAGE) end

# For daily work: lint, and the tests whose sources have changed since they last passed.
check: book lint browser
	$(BIN)/python -m pytest --changed-only || test $$? = 5

lint: $(INSTALLED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet --persona pedantic .github/workflows

# The browser tests are never skipped: what they need is installed, or named.
browser:
	@tests/browser/system-packages

# A free port, this machine only.
serve: book
	@$(BIN)/python -m coursekit.serve _build/html

# Run the notebooks and store their text outputs for nbval to compare.
notebooks: $(INSTALLED)
	$(BIN)/python -m coursekit.notebooks $(NOTEBOOKS)

# Renew requirements.txt after a change of dependencies in pyproject.toml; needs uv on the path.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv"; exit 1; }
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-emit-index-url --quiet --output-file requirements.txt

# Lay what a chapter consists of: make chapter N=07. Nothing that exists is overwritten.
chapter: $(INSTALLED)
	@$(BIN)/coursekit chapter "$(N)"

# Do the tests notice small changes to the core? A sample of them, outside CI; takes half an hour.
mutants: $(INSTALLED)
	$(PYTHON) -m venv .venv/mutants
	.venv/mutants/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/mutants.txt
	.venv/mutants/bin/python benchmarks/mutants.py --seed $(SEED) --number $(MUTANTS)

# What libraries and formats do against a good guess: run every finding, outside CI; needs the network, node and npm.
findings:
	@changed=0; for file in findings/*.sh; do echo "== $$file"; "$$file" || { changed=1; echo "changed: $$file"; }; done; \
	[ $$changed = 0 ] && echo "Every finding is as it was written down."

wheel: $(INSTALLED)
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf _build dist .pytest_cache .mypy_cache .ruff_cache
