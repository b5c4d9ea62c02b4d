# The baseline that the reader is measured against: rules over spaCy small, in an environment of its own. The Makefile
# includes this file, and eval.mk says how that environment is made.
BENCH ?= .venv-bench

.PHONY: baseline

baseline: $(BENCH)/.installed ## the scorer's figures for a rule reader on spaCy small, to compare the reader with
	@SHARED=$(SHARED) PYTHONPATH=src OMP_NUM_THREADS=1 $(BENCH)/bin/python eval/rule_baseline.py --gold $(GOLD)
