# The pages: tests in a real browser, measurements, pictures. Debian's chromium is needed for the first and the last.
.PHONY: test-web bench-web screenshots map-lines

test-web: $(VENV)/.developing ## test the pages in a real browser (apt install chromium)
	@command -v chromium >/dev/null || { echo "No chromium here; on Debian: apt install chromium"; exit 1; }
	@$(BIN)/pip --disable-pip-version-check --quiet install playwright schemathesis
	@$(BIN)/python -m pytest tests/web

bench-web: $(VENV)/.developing ## measure the pages under load (CLAIMS=100000 PLACES=5000)
	@$(BIN)/python web/bench.py $(or $(CLAIMS),20000) $(or $(PLACES),1500)

screenshots: $(VENV)/.developing ## take pictures of every page of the example project for the documentation
	@$(BIN)/pip --disable-pip-version-check --quiet install playwright pillow
	@rm -rf build/screenshots
	@$(BIN)/tenure init build/screenshots
	@$(BIN)/tenure -C build/screenshots ingest examples/south-caucasus
	@$(BIN)/python web/screenshots.py build/screenshots docs/images

map-lines: $(BIN)/python ## make the map's lines anew: COUNTRIES=countries-50m.json PROVINCES=ne_10m_admin_1_….shp
	@$(BIN)/python web/lines.py $(COUNTRIES) $(PROVINCES) src/tenure/web/static/lines
