"""Output replaces a file whole or not at all, and no device, pipe, link or file of others."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import kg
from kg.core.errors import KGError, StoreError
from kg.core.output_path import replacing
from kg.store.neo4j.cypher_script import write_script
from kg.store.neo4j.import_csv import MANIFEST, write_csv
from kg.workflows.sync import _beside
from tests.test_stores import SMALL, UNSOUND, Held, paper


def write(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text)


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write(path, "one\n")
    path.chmod(0o600)
    write(path, "two\n")
    assert path.read_text("utf-8") == "two\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    write(path, "old")
    with pytest.raises(ZeroDivisionError), replacing(path) as file:
        file.writelines(f"{60 // left}\n" for left in (2, 1, 0))
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_link_points_to_is_replaced(tmp_path: Path) -> None:
    target, link, dangling = (tmp_path / name for name in ("target", "link", "dangling"))
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    dangling.symlink_to(tmp_path / "new")
    write(link, "new")
    write(dangling, "made")
    assert link.is_symlink()
    assert dangling.is_symlink()
    assert target.read_text("utf-8") == "new"
    assert (tmp_path / "new").read_text("utf-8") == "made"


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    found: list[str] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_text("utf-8")))
    reader.start()
    write(pipe, "through\n")
    reader.join(10)
    assert found == ["through\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_to() -> None:
    before = Path("/dev/null").stat()
    write(Path("/dev/null"), "gone")
    assert Path("/dev/null").stat() == before
    assert stat.S_ISCHR(before.st_mode)


@pytest.mark.parametrize("to_file", [True, False])
def test_standard_output_is_written_to(tmp_path: Path, to_file: bool) -> None:
    code = (
        "from pathlib import Path; from kg.core.output_path import replacing\n"
        "with replacing(Path('/dev/stdout')) as file: file.write('said')"
    )
    out = tmp_path / "out.txt"
    if to_file:
        with out.open("w") as file:
            subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
        assert out.read_text("utf-8") == "said"
    else:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        assert done.stdout == b"said"


@pytest.mark.parametrize("name", ["", "none/out.txt", "file/out.txt"])
def test_where_nothing_can_be_written_is_an_error_with_the_path(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("a file", "utf-8")
    path = tmp_path / name
    with pytest.raises(KGError, match="cannot write") as caught:
        write(path, "x")
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_killed_runs_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".out.txt.{ended.pid}.part"
    at_work = tmp_path / f".out.txt.{os.getppid()}.part"
    others = tmp_path / f".other.txt.{ended.pid}.part"
    for path in (left, at_work, others):
        path.write_text("half", "utf-8")
    write(tmp_path / "out.txt", "whole")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ("out.txt", at_work.name, others.name)
    )


def test_a_script_goes_to_a_device() -> None:
    assert write_script(SMALL, Path("/dev/null")).nodes["Paper"] == 2
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


# --- the folder of CSV -----------------------------------------------------------------------


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("a,b\n", "utf-8")
    with pytest.raises(StoreError, match=r"has mine\.csv"):
        write_csv(SMALL, tmp_path)
    assert list(tmp_path.iterdir()) == [mine]
    assert mine.read_text("utf-8") == "a,b\n"


def test_force_leaves_files_of_others_and_replaces_those_with_our_names(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("a,b\n", "utf-8")
    (tmp_path / "Paper.csv").write_text("a,b\n", "utf-8")
    with pytest.raises(StoreError, match="give --force"):
        kg.export(Held((paper("p"),)), tmp_path, format="neo4j-admin")
    kg.export(Held((paper("p"),)), tmp_path, format="neo4j-admin", force=True)
    assert (tmp_path / "mine.csv").read_text("utf-8") == "a,b\n"
    assert (tmp_path / "Paper.csv").read_text("utf-8") != "a,b\n"
    assert "mine.csv" not in (tmp_path / MANIFEST).read_text("utf-8")


def test_an_export_replaces_the_files_of_the_one_before_alone(tmp_path: Path) -> None:
    place = tmp_path / "csv"
    write_csv(SMALL, place)
    first = {path.name for path in place.iterdir()}
    assert set((place / MANIFEST).read_text("utf-8").split()) == first - {MANIFEST}
    mine = place / "mine.csv"
    mine.write_text("a,b\n", "utf-8")
    write_csv(Held((paper("p"),)), place)
    assert {path.name for path in place.iterdir()} == {
        *("Paper.csv", "import.sh", "finish.cypher", MANIFEST, "mine.csv")
    }
    assert mine.read_text("utf-8") == "a,b\n"


def test_an_export_that_failed_is_replaced(tmp_path: Path) -> None:
    place = tmp_path / "csv"
    with pytest.raises(StoreError):
        write_csv(next(reversed(UNSOUND.values())), place)
    assert (place / MANIFEST).exists()
    write_csv(SMALL, place)
    assert (place / "Method.csv").exists()


def test_a_manifest_names_no_files_elsewhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    outside.write_text("kept", "utf-8")
    place = tmp_path / "csv"
    place.mkdir()
    (place / MANIFEST).write_text(f"../outside.csv\n{outside}\nimport.sh\n", "utf-8")
    write_csv(SMALL, place)
    assert outside.read_text("utf-8") == "kept"


def test_a_file_of_others_with_a_name_of_ours_stays(tmp_path: Path) -> None:
    place = tmp_path / "csv"
    write_csv(Held((paper("p"),)), place)
    (place / "Method.csv").write_text("mine", "utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        write_csv(SMALL, place)
    assert (place / "Method.csv").read_text("utf-8") == "mine"


def test_what_killed_pulls_left_is_swept(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f".g.kg.pulling-{ended.pid}-x"
    at_work = tmp_path / f".g.kg.pulling-{os.getppid()}-x"
    for path in (left, at_work):
        path.mkdir()
    with _beside(tmp_path / "g.kg") as new:
        (new / "file").write_text("whole", "utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(("g.kg", at_work.name))
