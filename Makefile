# Two commands do everything on a fresh machine with Python 3.11+:
#   make demo    install, then draft a shipped example with the offline writer
#   make test    install, then run every test
PYTHON ?= python3
VENV ?= .venv
# The recorded answers were written for the environment bureau's facts.
FACTS ?= fixtures/facts/$(if $(filter stub,$(MODEL)),environment,publicity-county).yaml
SAMPLES ?= fixtures/samples
OUT ?= out

BIN := $(VENV)/bin
# MODEL=stub runs the whole pipeline against recorded answers; any other MODEL is a real one.
STUB := stub:fixtures/responses/repaired
MODEL_ARGS := $(if $(MODEL),--model $(if $(filter stub,$(MODEL)),$(STUB),$(MODEL)))

.PHONY: demo test lint coverage bench bundle clean

demo: $(VENV)/.installed
	@mkdir -p $(OUT)
	@$(BIN)/assistant draft $(FACTS) --samples $(SAMPLES) $(MODEL_ARGS) --force -o $(OUT)/demo.docx

# The layers whose every branch is held are measured by their own tests: tracing the rest would double its time.
HELD := tests/domain tests/extraction tests/facts

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -q -n auto --dist worksteal $(HELD) --cov --cov-report=term:skip-covered
	@$(BIN)/python -m pytest -n auto --dist worksteal $(HELD:%=--ignore=%)

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

# The verifier is driven by sentences, not by branches: its coverage is looked at, not held to a number.
coverage: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -n auto -q tests/verification --cov=assistant.verification --cov-report=term:skip-covered --cov-fail-under=0

bench: $(VENV)/.installed-dev
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# One zip for offices without network: make bundle PLATFORM=win_amd64 (linux_x86_64, linux_aarch64) [FOR=3.12]
bundle: $(VENV)/.installed
	@$(BIN)/python -m bundle $(PLATFORM) $(if $(FOR),--python $(FOR))

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	@rm -rf $(VENV) $(OUT) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
