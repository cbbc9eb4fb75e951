#!/bin/sh
# Fetch what the tests need beside Python packages: Chromium, axe-core, the Nu HTML Checker, and the
# jars of two Neo4j servers.
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

# from_npm FOLDER FILE PACKAGE: the package in .cache/FOLDER, if its FILE is not there yet.
from_npm() {
    place="$here/../.cache/$1"
    [ -f "$place/node_modules/$2" ] && return
    mkdir -p "$place"
    npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$place" "$3" \
        >/dev/null 2>&1 || echo "$3 could not be fetched" >&2
}

if have npm; then
    from_npm axe axe-core/axe.min.js axe-core@4.14.1
    from_npm vnu vnu-jar/build/dist/vnu.jar vnu-jar@26.9.27
else
    echo 'no npm: the tests of accessibility and of valid HTML will skip' >&2
fi

if have java && have mvn; then
    "$here/../.venv/bin/python" -m tests.neo4j_server || echo 'the Neo4j jars could not be fetched' >&2
else
    echo 'no Java and Maven: tests against a Neo4j server will skip' >&2
fi
exit 0
