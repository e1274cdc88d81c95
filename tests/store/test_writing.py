"""Stores appear whole or not at all, whoever else is reading, writing or being killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph as ox
import pytest

from ip5kg import iris
from ip5kg.errors import BadArgument, StoreError
from ip5kg.store import Editor, Store, building, copy, editing, new_folder, write, write_lock
from tests.conftest import ROOT
from tests.store import sample

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def quad(name: str, graph: str = "graph/extra") -> ox.Quad:
    return ox.Quad(sample.node(name), sample.node("p"), sample.node("o"), sample.node(graph))


def count(path: Path) -> int:
    with Store.open(path) as store:
        return len(store)


def left_over(path: Path) -> list[str]:
    return sorted(p.name for p in path.parent.iterdir() if p.name != path.name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of one quad."""
    place = tmp_path / "store"
    write(place, [quad("first")])
    return place


def test_a_store_tells_how_much_it_holds(tmp_path: Path) -> None:
    holdings = write(tmp_path / "store", iter(sample.quads()))
    assert (holdings.quads, holdings.graphs) == (len(sample.quads()), 4)


def test_readers_keep_the_old_store_until_they_open_the_new_one(path: Path) -> None:
    with Store.open(path) as old:
        write(path, [quad("a"), quad("b")])
        assert len(old) == 1
        assert old.select(COUNT).rows[0][0] == ox.Literal(1)
        assert count(path) == 2
        write(path, [quad("a"), quad("b"), quad("c")])
        assert len(old) == 1
        assert left_over(path)  # what is still being read is still there …
    write(path, [quad("d")])
    assert left_over(path) == []  # … and goes when nobody reads it any more


def test_a_store_can_be_opened_while_it_is_being_replaced(path: Path) -> None:
    """Oxigraph opens files by their path, one after the other; those of two stores must not be mixed."""
    done = threading.Event()

    def replace() -> None:
        for number in range(8):
            write(path, [quad(f"{number}-{i}") for i in range(number + 1)])
        done.set()

    writer = threading.Thread(target=replace)
    writer.start()
    sizes = []
    while not done.is_set():
        with Store.open(path) as store:
            sizes.append(len(list(store.quads())))
    writer.join()
    assert sizes == sorted(sizes)
    assert count(path) == 8


def test_a_build_that_fails_changes_nothing(path: Path) -> None:
    with pytest.raises(IsADirectoryError), new_folder(path) as folder:
        folder.write_text("a folder cannot be written like a file")

    def broken() -> list[ox.Quad]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(path, (q for q in [quad("a"), *broken()]))
    assert count(path) == 1
    assert left_over(path) == []


KILLED = """
import sys
from pathlib import Path
from ip5kg.store import building
from tests.store import sample
with building(Path(sys.argv[1])) as folder:
    folder.store(sample.quads())
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_build_leaves_the_old_one_and_the_next_clears_up(tmp_path: Path, signal_number: signal.Signals) -> None:
    out = tmp_path / "build"
    with building(out) as folder:
        folder.store([quad("first")])
    command = [sys.executable, "-c", KILLED, str(out)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal_number)
        process.wait()
    assert left_over(out) == [".build.lock", ".build.new"]
    assert count(out) == 1
    with building(out) as folder:
        folder.store([quad("a"), quad("b")])
    assert left_over(out) == []
    assert count(out) == 2


FULL = """
import resource, signal, sys
from pathlib import Path
from ip5kg.errors import StoreError
from ip5kg.store import write
from tests.store import sample
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    write(Path(sys.argv[1]), sample.quads())
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("size", [0, 100, 2_000])
def test_a_disk_without_room_is_told_and_changes_nothing(path: Path, size: int) -> None:
    done = subprocess.run([sys.executable, "-c", FULL, str(path), str(size)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(str(path))
    assert "cannot be written" in done.stdout
    assert done.stdout.count("\n") == 1
    assert count(path) == 1
    assert left_over(path) == []


def test_writers_wait_for_their_turn_and_lose_nothing(path: Path) -> None:
    def add(name: str) -> None:
        with editing(path) as editor:
            editor.replace(iris.BASE + f"graph/{name}", [quad(name, f"graph/{name}")])

    writers = [threading.Thread(target=add, args=(name,)) for name in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Store.open(path) as store:
        assert store.graphs() == tuple(iris.BASE + f"graph/{name}" for name in ("a", "b", "c", "extra"))


def test_who_does_not_want_to_wait_is_told_who_is_writing(path: Path) -> None:
    with write_lock(path), pytest.raises(StoreError, match="is being written by another process"):
        write(path, [quad("a")], wait=0)
    assert count(path) == 1


def test_a_graph_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write(path, sample.quads())
    graph = iris.release_graph(sample.RELEASE)
    new = ox.Quad(sample.node("new"), sample.node("p"), ox.Literal("new"), ox.NamedNode(graph))
    with editing(path) as editor:
        editor.replace(graph, [new])
        assert list(editor.quads(graph)) == [new]
    with Store.open(path) as store:
        assert list(store.quads(graph)) == [new]
        assert len(store) == len(sample.quads())


def test_a_release_is_dropped_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "store"
    write(path, sample.quads())
    with editing(path) as editor:
        editor.drop(sample.RELEASE)
    with Store.open(path) as store:
        assert not any(sample.RELEASE in graph for graph in store.graphs())
        assert len(store) == len(sample.quads()) - 2
    with pytest.raises(StoreError, match="holds no release"), editing(path) as editor:
        editor.drop(sample.RELEASE)


def _replace_twice(editor: Editor, kept: list[Editor]) -> None:
    kept.append(editor)
    editor.replace(iris.BASE + "graph/extra", [])
    editor.replace(iris.BASE + "graph/extra", [quad("strange", "graph/other")])


def test_changes_of_a_failing_block_are_not_seen(path: Path) -> None:
    kept: list[Editor] = []
    with pytest.raises(StoreError, match="is not the graph"), editing(path) as editor:
        _replace_twice(editor, kept)
    assert count(path) == 1
    assert left_over(path) == []
    with pytest.raises(StoreError, match="no longer being edited"):
        kept[0].replace(iris.BASE + "graph/extra", [])


def test_no_triple_may_stand_in_two_graphs(path: Path) -> None:
    """Oxigraph's union of graphs would count it twice in every answer."""
    with pytest.raises(StoreError, match=r"the triple <.*first> <.*p> <.*o> in two graphs, <.*extra> and <.*other>"):
        write(path, [quad("first"), quad("first", "graph/other"), quad("second")])
    with pytest.raises(StoreError, match="in two graphs"), editing(path) as editor:
        editor.replace(iris.BASE + "graph/other", [quad("first", "graph/other")])
    with pytest.raises(StoreError, match="is not the graph"), editing(path) as editor:
        editor.replace(iris.BASE + "graph/other", [quad("first")])
    assert count(path) == 1


def test_a_copy_is_independent(path: Path, tmp_path: Path) -> None:
    place = tmp_path / "copy"
    place.mkdir()
    copy(path, place)
    write(path, [quad("a"), quad("b")])
    assert len(ox.Store.read_only(str(place))) == 1


def test_a_refused_build_is_set_aside(tmp_path: Path) -> None:
    out = tmp_path / "build"
    with building(out) as folder:
        folder.store([quad("first")])
    with building(out) as folder:
        folder.store([quad("a"), quad("b")])
        (folder.path / "report.txt").write_text("why")
        folder.refuse()
    assert count(out) == 1
    aside = tmp_path / "build.refused"
    assert [p.name for p in aside.iterdir()] == ["report.txt"]  # its store cannot be taken for a good one
    with building(out) as folder:
        folder.store([quad("a"), quad("b")])
    assert count(out) == 2
    assert not aside.exists()


def test_only_folders_are_replaced(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    link = tmp_path / "link"
    link.symlink_to(path)
    for place in (file, link):
        with pytest.raises(BadArgument, match="is not a folder"):
            write(place, [quad("a")])
    with pytest.raises(StoreError, match="cannot be written"):
        write(file / "below", [quad("a")])
    assert file.read_text() == "mine"
    assert link.is_symlink()
    assert count(path) == 1


def test_relative_paths_are_taken_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(Path("store"), [quad("a")])
    assert count(tmp_path / "store") == 1
    assert os.listdir(tmp_path / "store")  # noqa: PTH208
