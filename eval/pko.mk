# Changes of UN peacekeeping deployments between consecutive maps; the Makefile includes this file.
PKO ?= $(SHARED)/data/geo-pko/deployments-1994-2012.csv

.PHONY: bench-pko

bench-pko: $(VENV)/.installed ## changes found between consecutive UN maps, imported as a table
	@$(BIN)/python eval/bench_pko.py --data $(PKO)
