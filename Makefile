# Everything runs in .venv, made on the first call; nothing else of the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# Folders whose tests start no worker and freeze no whole assignment: nearly half of all tests, in half a minute of CPU time.
FAST := $(addprefix tests/,bank collect gradebook judge load report)

.PHONY: waits oracles secrets demo samples test quick lint types bench startup scaling cluster term accuracy attacks fuzz faults screenshots clean

$(VENV)/base: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --editable .
	@touch $@

$(VENV)/dev: $(VENV)/base
	$(PIP) --editable '.[dev]' torch
	@touch $@

# Grade the sample submissions of the assignments in submissions/demo.txt. No torch: those that need it are skipped by name.
demo: $(VENV)/base
	@test -f .grader/secret || $(BIN)/grader secret new
	@for slug in $$(cat submissions/demo.txt); do $(BIN)/grader grade $$slug --gradebook .grader/demo.db || exit $$?; done
	@echo
	@echo "  samples of the others:    make samples"
	@echo "  details of one student:   $(BIN)/grader show convolution dmitri --gradebook .grader/demo.db"
	@echo "  as a student sees it:     $(BIN)/grader check submissions/convolution/dmitri"

# As `make demo`, for every assignment of the course.
samples: $(VENV)/base
	@test -f .grader/secret || $(BIN)/grader secret new
	@for slug in $$($(BIN)/grader list --names); do $(BIN)/grader grade $$slug --gradebook .grader/demo.db || exit $$?; done

test: $(VENV)/dev lint types
	$(BIN)/grader validate --test-secret
	$(BIN)/python -m pytest -n 2 --dist loadgroup --cov

# Before every commit: under a minute on a quiet machine.
quick: lint types
	$(BIN)/python -m pytest -q -n 2 $(FAST)

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/dev
	$(BIN)/mypy

# Times of a submission beside a plain loop and beside peers; writes docs/performance.md. Peers are installed once.
bench: $(VENV)/dev
	$(BIN)/python benchmarks/speed.py

# What a student waits for: `grader --help` and the first answer of `grader check`, beside bare imports.
startup: $(VENV)/dev
	$(BIN)/python benchmarks/startup.py

# Where people wait: programs that hang, releases, changed banks, small calls of torch; BASE is a checkout of another build.
waits: $(VENV)/dev
	$(BIN)/python benchmarks/waits.py $(if $(BASE),--base $(BASE))

# How cost grows with classes, jobs, cases, problems and arrays; writes its part of docs/performance.md, too.
scaling: $(VENV)/dev
	$(BIN)/python benchmarks/scaling.py

# Two hundred students, four platforms, two regrades, two kills: the same totals in every platform's file.
term: $(VENV)/dev
	$(BIN)/python benchmarks/term.py

# A class of ten thousand through a Dask cluster of this machine; writes docs/scale.md.
cluster: $(VENV)/dev
	$(BIN)/python benchmarks/dask_cluster.py

# The proofs that depend on draws, for every assignment under many secrets made for this; mutants under the first five.
SECRETS ?= 200
secrets: $(VENV)/dev
	$(BIN)/python benchmarks/fresh_secrets.py --secrets $(SECRETS)

# Oracles and PyTorch samples on the pinned libraries and on the newest ones, which are installed beside them.
oracles: $(VENV)/dev
	$(PIP) --editable '.[dev,oracles]' torch
	$(BIN)/python benchmarks/oracles.py

accuracy: $(VENV)/dev
	$(BIN)/python benchmarks/accuracy.py

# Every attack of tests/attacks at every level as every user; writes the table of docs/security.md.
attacks: $(VENV)/dev
	PYTHONPATH=tests:. $(BIN)/python -m attacks.table

FUZZ ?= 3000
fuzz: $(VENV)/dev
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -q tests/fuzz

FAULTS ?= 50
faults: $(VENV)/dev
	PYTHONPATH=tests:. $(BIN)/python -m faults.killing $(FAULTS)

screenshots: $(VENV)/dev
	$(BIN)/python docs/screenshots.py

clean:
	rm -rf $(VENV) .venv-newest .grader/cache .grader/demo.db*
