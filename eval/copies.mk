# Simulated syndication, and reports that only tell of the same events; the Makefile includes this file.
.PHONY: bench-copies

bench-copies: $(VENV)/.installed ## copies found among cut and padded reprints, and stories that were joined wrongly
	@SHARED=$(SHARED) $(BIN)/python eval/bench_copies.py
