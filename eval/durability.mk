# Kills and speed of the ledger; the Makefile includes this file. make torture KILLS=50 · make bench-ledger N=10000000
KILLS ?= 50
SEED  ?= 1

.PHONY: torture bench-ledger

torture: $(VENV)/.installed ## kill ingests, imports and reviews at random moments, and check the record after each
	@$(BIN)/python eval/torture.py --kills $(KILLS) --seed $(SEED)

bench-ledger: $(VENV)/.installed ## size and speed of the ledger on N made-up claims (default 200,000)
	@$(BIN)/python eval/bench_ledger.py --claims $(if $(filter file,$(origin N)),200000,$(N))
