#!/bin/sh
# Fetch what the tests need beside Python packages: Chromium, axe-core, and the jars of two Neo4j
# servers.
# What cannot be had is left out with a word; the tests that need it then skip, or fail
# where KG_REQUIRE_ALL=1 asks for all of them.
set -u
here=$(cd "$(dirname "$0")" && pwd)

have() { command -v "$1" >/dev/null 2>&1; }

if ! have chromium && ! have chromium-browser && ! have google-chrome; then
    if have apt-get && [ "$(id -u)" = 0 ]; then
        echo 'fetching chromium' >&2
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } \
            >/dev/null 2>&1 || echo 'chromium could not be installed' >&2
    else
        echo 'no chromium, and it may not be installed from here: browser tests will skip' >&2
    fi
fi

axe="$here/../.cache/axe"
if [ ! -f "$axe/node_modules/axe-core/axe.min.js" ]; then
    if have npm; then
        mkdir -p "$axe"
        npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$axe" axe-core@4.14.1 \
            >/dev/null 2>&1 || echo 'axe-core could not be fetched' >&2
    else
        echo 'no npm: the test of accessibility will skip' >&2
    fi
fi

if have java && have mvn; then
    "$here/../.venv/bin/python" -m tests.neo4j_server || echo 'the Neo4j jars could not be fetched' >&2
else
    echo 'no Java and Maven: tests against a Neo4j server will skip' >&2
fi
exit 0
