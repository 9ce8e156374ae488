"""Lines and large answers, when there are too many of them: who takes most of either stands back first."""

import asyncio
import select
import socket
from contextlib import asynccontextmanager

import pytest
from aside import aside

from rabatkg.server import listening as listening_module
from rabatkg.server.exchange import Response
from rabatkg.server.listening import Listener
from rabatkg.server.running import bound

BODY = b"x" * 8_000_000


@asynccontextmanager
async def listening(monkeypatch, **limits):
    """Serve something large to whoever asks for it, and something small to all others."""
    for name, value in limits.items():
        monkeypatch.setattr(listening_module, name, value)

    async def answer(request):
        return Response(200, BODY if request.path == "/large" else b"small\n")

    listener = Listener(answer, lambda *_: 1000, lambda *_: None, pytest.fail)
    with bound("127.0.0.1", 0) as own:
        (server,) = await listener.start([own])
        yield listener, own.getsockname()[1]
        server.close()


async def until(holds, seconds=20):
    """Wait till something holds."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.01)


async def asked(port, path, address="127.0.0.1"):
    """Ask, and return the line until the answer begins, and the first of it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=(address, 0), limit=1000)
    writer.write(f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
    return writer, await asyncio.wait_for(reader.read(600), 20)


def test_those_who_take_large_answers_slowly_fill_no_memory(monkeypatch):
    async def go():
        async with listening(monkeypatch, MOST_HELD=12_000_000) as (listener, port):
            slow, first = await asked(port, "/large")
            other, second = await asked(port, "/large")
            small, third = await asked(port, "/small")
            assert first.startswith(b"HTTP/1.1 200") and third.startswith(b"HTTP/1.1 200")
            assert second.startswith(b"HTTP/1.1 503") and b"Retry-After: 5" in second
            slow.transport.abort()
            await until(lambda: listener.held < len(BODY) // 2)
            again, fourth = await asked(port, "/large")
            assert fourth.startswith(b"HTTP/1.1 200")
            for one in (other, small, again):
                one.transport.abort()
            await until(lambda: listener.held == 0)

    aside(go())


def test_for_who_takes_nothing_nothing_is_kept(monkeypatch):
    async def go():
        async with listening(monkeypatch) as (listener, port):
            listener.read = 0.2
            with socket.socket() as line:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                line.connect(("127.0.0.1", port))
                line.sendall(b"GET /large HTTP/1.1\r\nHost: here\r\n\r\n")
                cut = select.poll()
                cut.register(line, 0)  # tells by itself that the line was cut, and not that something can be read
                await until(lambda: cut.poll(0) and listener.held == 0)

    aside(go())


def test_where_lines_run_out_one_is_cut_of_who_has_most(monkeypatch):
    async def go():
        async with listening(monkeypatch, MOST=6) as (_, port):
            friend, told = await asked(port, "/small")
            assert told.startswith(b"HTTP/1.1 200")
            greedy = [await asyncio.open_connection("127.0.0.1", port, local_addr=("127.0.0.9", 0)) for _ in range(20)]
            await asyncio.sleep(0.1)
            writer, told = await asked(port, "/small", "127.0.0.8")
            assert told.startswith(b"HTTP/1.1 200")
            friend.write(b"GET /small HTTP/1.1\r\nHost: here\r\n\r\n")
            await asyncio.sleep(0.1)
            assert not friend.transport.is_closing()
            for one in (friend, writer, *(line for _, line in greedy)):
                one.transport.abort()
            await asyncio.sleep(0.1)

    aside(go())
