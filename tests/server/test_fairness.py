"""What is soon done waits for nothing that takes long, and what falls over is replaced, with real workers."""

import asyncio
import os
import time
from contextlib import asynccontextmanager

import psutil
import pytest
from aside import aside

from rabatkg.server.pool import Pool
from rabatkg.server.turns import Budget, Busy
from rabatkg.server.workers import Down, Spent

pytestmark = pytest.mark.xdist_group("server")

SECONDS = 1


@asynccontextmanager
async def pooled(store, module="rabatkg.store.strangers", seconds=SECONDS, **told):
    pool = Pool(module, str(store), seconds, 300_000_000, 2, 20, long=2, **told)
    await pool.start()
    try:
        yield pool
    finally:
        pool.close()


def job(query):
    forms = {"table": "text/csv", "truth": "application/json", "graph": "text/turtle"}
    return {"query": query, "base": "https://example.org/", "named_here": None, **forms}


def endless(number):
    return job(f"SELECT (COUNT(*) AS ?n{number}) WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}")


async def refused(pool, asked, name, error):
    began = time.monotonic()
    with pytest.raises(error):
        await pool.ask(asked, name)
    return time.monotonic() - began


def test_what_is_soon_done_waits_for_nothing_long(built):
    """Eight endless queries for two long places: two are done at length behind others, and none holds up the rest."""

    async def go():
        async with pooled(built / "store") as pool:
            behind = asyncio.ensure_future(two_behind(psutil.Process(pool._home.process.pid)))
            bad = [asyncio.ensure_future(refused(pool, endless(n), f"bad{n % 2}", (Spent, Busy))) for n in range(8)]
            await asyncio.sleep(0.1)
            began = time.monotonic()
            for number in range(20):
                head, body = await pool.ask(job(f"SELECT ({number} AS ?n) {{}}"), "good")
                assert body.split() == [b"n", str(number).encode()], head
            assert time.monotonic() - began < 2.5
            assert max(await asyncio.gather(*bad)) < SECONDS + 2
            await asyncio.wait_for(behind, 1)
            assert pool.stopped >= 2 and pool.refused >= 1 and pool.running == pool.queued == 0

    aside(go())


async def two_behind(nursery):
    """Wait for a moment when two of its workers stand back behind others."""
    while sum(_behind(one) for one in nursery.children()) < 2:
        await asyncio.sleep(0.02)


def _behind(process):
    try:
        return process.nice() > 0
    except psutil.NoSuchProcess:
        return False


def test_what_was_stopped_is_not_begun_again_at_once(built):
    async def go():
        async with pooled(built / "store") as pool:
            first = await refused(pool, endless(1), "a", Spent)
            again = await refused(pool, endless(1), "b", Spent)
            assert again < SECONDS / 2 < first

    aside(go())


def test_who_has_used_all_it_may_is_still_answered_what_is_soon_done(built):
    async def go():
        async with pooled(built / "store", budget=Budget(0.2, 0.1)) as pool:
            await refused(pool, endless(1), "a", Spent)
            assert pool.stopped == 1
            await refused(pool, endless(2), "a", Busy)
            assert (await pool.ask(job("ASK {}"), "a"))[1] == b'{"head":{},"boolean":true}'
            await refused(pool, endless(3), "b", Spent)

    aside(go())


def test_one_worker_does_many_small_jobs_and_a_large_one_ends_it(built):
    async def go():
        async with pooled(built / "store") as pool:
            for number in range(150):
                await pool.ask(job(f"SELECT ({number} AS ?n) {{}}"), "a")
            few = pool._numbers
            assert few <= 6, "each job took a worker of its own"
            before = {one.number for one in pool._ready}
            await asyncio.gather(*(refused(pool, endless(number), "a", Spent) for number in range(2)))
            assert before - {one.number for one in pool._ready}

    aside(go())


def test_without_a_nursery_it_says_so_and_with_another_it_goes_on(built):
    async def go():
        async with pooled(built / "store", seconds=30) as pool:
            await pool.ask(job("ASK {}"), "a")
            running = asyncio.ensure_future(refused(pool, endless(1), "a", Down))
            await asyncio.sleep(0.1)
            workers = psutil.Process(pool._home.process.pid).children()
            os.kill(pool._home.process.pid, 9)
            deadline = time.monotonic() + 20
            while not pool.fallen() or any(one.is_running() for one in workers):
                assert time.monotonic() < deadline
                await asyncio.sleep(0.01)
            assert workers and await running < 20
            await refused(pool, job("ASK {}"), "a", Down)
            await pool.restart()
            assert (await pool.ask(job("ASK {}"), "a"))[0]["type"] == "application/json"
            assert pool.restarts == 1

    aside(go())


def test_a_worker_that_is_killed_costs_no_other_its_answer(built):
    async def go():
        async with pooled(built / "store") as pool:
            await pool.ask(job("ASK {}"), "a")
            for one in psutil.Process(pool._home.process.pid).children():
                one.kill()
            await asyncio.sleep(0.3)
            assert (await pool.ask(job("ASK { ?s ?p ?o }"), "a"))[0]["type"] == "application/json"

    aside(go())


def test_a_store_that_is_too_large_for_the_memory_is_asked_on_the_disk(built):
    """The threads of such a store take more room than a query may; and it is opened once by each worker."""

    async def go():
        async with pooled(built / "store", module="on_disk") as pool:
            head, body = await pool.ask(job("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"), "a")
            assert int(body.split()[1]) > 1000, head
            began = time.monotonic()
            for number in range(30):
                await pool.ask(job(f"SELECT ({number} AS ?n) {{ ?s ?p ?o }} LIMIT 1"), "a")
            assert time.monotonic() - began < 2
            await refused(pool, endless(1), "a", Spent)

    aside(go())
