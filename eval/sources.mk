# Archives at speed; the Makefile includes this file. make bench-sources RECORDS=5000 · make bench-sources-memory
RECORDS ?= 2000
LONG    ?= 100000

.PHONY: bench-sources bench-sources-memory byte-gate kill-archive

bench-sources: $(VENV)/.installed $(BENCH)/.installed ## archives: speed beside reading alone and trafilatura + spaCy, and recall of the gate
	@$(MEASURE) eval/bench_sources.py --shared $(SHARED) --spacy $(BENCH)/bin/python --records $(RECORDS)

bench-sources-memory: $(VENV)/.installed ## archives: memory and cores over a long one
	@$(MEASURE) eval/bench_sources.py --shared $(SHARED) --memory $(LONG)

byte-gate: $(VENV)/.installed ## what the gates of archives keep, by annotated reports and pages on other subjects
	@$(MEASURE) eval/byte_gate.py --shared $(SHARED)

kill-archive: $(VENV)/.installed ## archives: kill and resume one ingest 20 times, and compare the record
	@$(BIN)/python eval/kill_archive.py
