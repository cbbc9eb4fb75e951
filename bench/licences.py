"""The licences in a bill of materials (CycloneDX, JSON), a line a component.

    python -m bench.licences dist/sbom.cdx.json

Ends with an error where a component states none.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

UNKNOWN = "none stated"
READ = {"asttokens": "Apache-2.0", "protobuf": "BSD-3-Clause", "pyvis": "BSD-3-Clause"}
"""What the licence files say of packages whose metadata name no licence."""


def licences(bill: dict[str, object]) -> Iterator[tuple[str, str, str]]:
    """(name, version, licences) of each component, by name.

    >>> list(licences({"components": [{"name": "a", "version": "1", "licenses": []}]}))
    [('a', '1', 'none stated')]
    """
    components = cast("list[dict[str, Any]]", bill.get("components", []))
    for each in sorted(components, key=lambda component: str(component["name"]).lower()):
        stated = [_name(one) for one in each.get("licenses", ())]
        yield (
            each["name"],
            each.get("version", ""),
            _joined(stated) or READ.get(each["name"], UNKNOWN),
        )


def _joined(names: list[str]) -> str:
    return "; ".join(dict.fromkeys(names))


def _name(stated: dict[str, object]) -> str:
    """An expression, an SPDX id, or a name; a licence's whole text is cut to its first line."""
    held = cast("dict[str, object]", stated.get("license", {}))
    named = stated.get("expression") or held.get("id") or held.get("name") or UNKNOWN
    return str(named).split("\n")[0][:60]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("bill", type=Path)
    rows = list(licences(json.loads(parser.parse_args().bill.read_text(encoding="utf-8"))))
    width = max((len(f"{name} {version}") for name, version, _ in rows), default=0)
    for name, version, stated in rows:
        print(f"{f'{name} {version}':{width}}  {stated}")
    unknown = [name for name, _, stated in rows if stated == UNKNOWN]
    sys.exit(f"no licence is stated by {', '.join(unknown)}" if unknown else 0)


if __name__ == "__main__":
    main()
