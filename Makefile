# `make demo` and `make test` need Python 3.11+, make and a package registry; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NEO4J := .cache/neo4j

GRAPH ?= .cache/bench.kg
PAPERS ?= kg/ingest/data/sample.txt

.PHONY: help demo test webgl bench bench-pages bench-neo4j bench-scale bench-readers bench-questions bench-faults fuzz sbom lock lint fetch constraints clean

help:
	@echo 'make demo         install into $(VENV), build the sample graph, ask it, write a page'
	@echo 'make test         lint, types and all tests, with a real Neo4j and Chromium where they can be had'
	@echo 'make bench        speed and memory of the extraction; PAPERS=papers.jsonl.gz for real input'
	@echo 'make lint         ruff and mypy alone'
	@echo 'make bench-neo4j  speed of writing to Neo4j, beside two other ways and the offline importer'
	@echo 'make bench-scale  100,000 papers into both stores: time, and memory at its peak'
	@echo 'make bench-readers  300,000 papers in each format that is read by the record: time, and memory'
	@echo 'make bench-questions  every named question about 200 entities, equal on both stores;'
	@echo '                 GRAPH=papers.kg COPIES=48: 2,000 of a large graph; PROFILE=1: database hits'
	@echo 'make bench-faults kills, damaged files and full disks, counted by what came of them'
	@echo 'make fuzz         each reader, the guard and the layout of the page for MINUTES=1 each'
	@echo 'make bench-pages  the page, stock pyvis and sigma alone in a real browser: time, frames, keystrokes'
	@echo 'make webgl        kg/exporters/webgl/sigma.min.js and its licences anew, at a release; needs npm'
	@echo 'make sbom         dist/sbom.cdx.json: what a user installs, as CycloneDX, and its licences'
	@echo 'make lock         dist/requirements.lock: the same with the sums of its files, for pip --require-hashes'
	@echo 'make constraints  pin anew what demo and test install (constraints.txt)'
	@echo 'make clean        remove what the above made'

$(VENV)/user: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/dev: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/user

demo: $(VENV)/user
	$(BIN)/kg demo

# Whatever cannot be fetched is left out: the tests that need it say so when they skip.
fetch: $(VENV)/dev
	sh tests/fetch.sh

lint: $(VENV)/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: lint fetch
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

# What draws large graphs in the page, of the versions that package-lock.json pins: one file, which
# is committed, so that nobody who installs or builds needs npm.
WEBGL := kg/exporters/webgl
webgl:
	mkdir -p .cache/webgl
	cp $(WEBGL)/package.json $(WEBGL)/package-lock.json $(WEBGL)/entry.js .cache/webgl/
	cd .cache/webgl && npm ci --silent --no-audit --no-fund --ignore-scripts
	cd .cache/webgl && node_modules/.bin/esbuild entry.js --bundle --minify --format=iife \
		--global-name=sigmaBundle --target=es2020 --legal-comments=none --charset=utf8 \
		--outfile=$(CURDIR)/$(WEBGL)/sigma.min.js
	cd .cache/webgl/node_modules && for each in sigma graphology graphology-utils events; do \
		echo "== $$each"; cat $$each/LICENSE*; echo; done > $(CURDIR)/$(WEBGL)/sigma.min.js.LICENSE.txt

bench: $(VENV)/dev
	$(BIN)/python bench/extraction.py $(PAPERS)

# neo4j-graphrag takes part where it is installed: $(BIN)/pip install neo4j-graphrag.
bench-neo4j: $(VENV)/dev
	$(BIN)/python -m bench.stores

# RECORDS=records.jsonl, as kg extract writes them, takes the place of the invented graph.
bench-scale: $(VENV)/dev
	$(BIN)/python -m bench.scale $(if $(RECORDS),--records $(RECORDS))

# NODES='1000 5000 50000' of copies of GRAPH, in the Chromium of the tests.
bench-pages: fetch
	test -d $(GRAPH) || $(BIN)/kg build $(PAPERS) --graph $(GRAPH)
	$(BIN)/python -m bench.pages --graph $(GRAPH) $(if $(NODES),--nodes $(NODES))

bench-readers: $(VENV)/dev
	$(BIN)/python -m bench.readers

# Every named question on both stores; GRAPH is built from the sample if it is not there.
bench-questions: $(VENV)/dev
	test -d $(GRAPH) || $(BIN)/kg build $(PAPERS) --graph $(GRAPH)
	$(BIN)/python -m bench.questions --graph $(GRAPH) $(if $(COPIES),--copies $(COPIES)) $(if $(PROFILE),--profile)

MINUTES ?= 1

# Each target in turn, for so long: the readers of all formats, the guard, the layout.
fuzz: $(VENV)/dev
	$(BIN)/python -m tests.fuzzing --seconds $$(( 60 * $(MINUTES) ))

bench-faults: $(VENV)/dev
	$(BIN)/python -m bench.faults

# Of what a user installs, not of our tools; the program that lists it is in a place of its own.
sbom: constraints.txt
	$(PYTHON) -m venv .cache/sbom
	.cache/sbom/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt .
	$(PYTHON) -m venv .cache/sbom-tool
	.cache/sbom-tool/bin/python -m pip install --quiet --disable-pip-version-check 'cyclonedx-bom>=6,<8'
	mkdir -p dist
	.cache/sbom-tool/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--of JSON -o dist/sbom.cdx.json .cache/sbom/bin/python
	$(PYTHON) -m bench.licences dist/sbom.cdx.json

# The pins of constraints.txt with the sums of all their files, for every system, and what builds
# the package; then a proof that it installs with these files alone.
lock: $(VENV)/dev
	mkdir -p dist
	printf 'hatchling\n' | $(BIN)/uv pip compile --quiet --generate-hashes --no-annotate --no-header \
		--no-emit-index-url --python-version 3.11 --universal -c constraints.txt pyproject.toml - \
		-o dist/requirements.lock
	$(PYTHON) -m venv --clear .cache/lock
	.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r dist/requirements.lock
	.cache/lock/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation .
	.cache/lock/bin/python -m pip --disable-pip-version-check check
	.cache/lock/bin/kg formats > /dev/null

constraints: $(VENV)/dev
	$(BIN)/uv pip compile --quiet --extra dev --extra notebooks --no-annotate --no-header --no-emit-index-url \
		--python-version 3.11 --universal --upgrade pyproject.toml -o constraints.txt

clean:
	rm -rf $(VENV) .cache demo.kg demo.html .mypy_cache .ruff_cache .pytest_cache
