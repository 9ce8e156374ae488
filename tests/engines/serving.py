"""Real SPARQL servers on loopback, each with a folder and ports of its own, stopped when the tests end."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

import pytest

STARTS_WITHIN = 60
"""Seconds after which a server that does not answer is taken for broken."""
INI = """\
[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
FileExtend = 200
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
CheckpointInterval = 0
MaxClientConnections = 10
ThreadsPerQuery = 1
AsyncQueueMaxThreads = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""


@dataclass(frozen=True)
class Server:
    """Where a server is asked and written, and who may write.

    Attributes:
        query: address of the SPARQL 1.1 Protocol.
        graphs: address of the Graph Store HTTP Protocol.
        user: who may write, or None where anyone may.
    """

    query: str
    graphs: str
    user: str | None = None
    password: str | None = None

    @property
    def environ(self) -> dict[str, str]:
        """What to set so that a program may write."""
        return {"RABATKG_USER": self.user, "RABATKG_PASSWORD": self.password or ""} if self.user else {}


@contextmanager
def oxigraph(folder: Path, nquads: bytes = b"", *, union: bool = True, writable: bool = False) -> Iterator[Server]:
    """Serve a store by oxigraph; with `union`, queries see all graphs unless they name one."""
    program = shutil.which("oxigraph", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert program, "the oxigraph wheel is among the requirements of the tests"
    load = [program, "load", "--location", str(folder), "--format", "nq"]
    subprocess.run(load, input=nquads, check=True, capture_output=True)
    port = _free_port()
    serve = [program, "serve" if writable else "serve-read-only", "--location", str(folder)]
    serve += ["--bind", f"127.0.0.1:{port}", *(["--union-default-graph"] if union else [])]
    with _running(serve, folder, f"http://127.0.0.1:{port}/"):
        yield Server(f"http://127.0.0.1:{port}/query", f"http://127.0.0.1:{port}/store")


@contextmanager
def virtuoso(folder: Path, nquads: bytes = b"", *, rows: int = 1_000_000) -> Iterator[Server]:
    """Serve a store by Virtuoso, which cuts what it answers after so many rows.

    A machine without Virtuoso skips the test; continuous integration does not.
    """
    program, asks = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not program or not asks:
        told = "Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    sql, http, password = _free_port(), _free_port(), token_hex(8)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "v.ini").write_text(INI.format(folder=folder, sql=sql, http=http, rows=rows))
    start = [program, "+configfile", str(folder / "v.ini"), "-f"]
    subprocess.run([*start, "+pwdold", "dba", "+pwddba", password], cwd=folder, capture_output=True, check=False)
    with _running(start, folder, f"http://127.0.0.1:{http}/sparql"):
        if nquads:
            (folder / "graph.nq").write_bytes(nquads)
            load = f"ld_dir('{folder}', 'graph.nq', 'urn:none'); rdf_loader_run(); checkpoint;"
            told = "select count(*) from DB.DBA.load_list where ll_error is not null or ll_state <> 2;"
            isql = [asks, f"127.0.0.1:{sql}", "dba", password, "VERBOSE=OFF", "BANNER=OFF"]
            subprocess.run([*isql, f"exec={load}"], check=True, capture_output=True)
            faults = subprocess.run([*isql, f"exec={told}"], check=True, capture_output=True, text=True).stdout
            assert faults.split()[-1] == "0", faults
        place = f"http://127.0.0.1:{http}"
        yield Server(f"{place}/sparql", f"{place}/sparql-graph-crud-auth", "dba", password)


def _free_port() -> int:
    """A port that is free, and not of those that the system hands out: before a server has it, many may be."""
    for port in random.sample(range(12_000, 30_000), 100):
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


@contextmanager
def _running(command: list[str], folder: Path, address: str) -> Iterator[None]:
    """Run a server in a folder till the end, from the moment when its address answers, be it with a refusal."""
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while not _answers(address):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "output.txt").read_text()
            time.sleep(0.05)
        yield
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
