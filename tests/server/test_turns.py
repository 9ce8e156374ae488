"""Places that go round among clients, what each client may have of them, and what tells one client from another."""

import asyncio

import pytest
from aside import aside

from rabatkg.server.clients import client
from rabatkg.server.keeping import Kept
from rabatkg.server.turns import Budget, Busy, Turns


async def held(turns, name, done, order):
    async with turns.turn(name, 5):
        order.append(name)
        await done.wait()


async def soon():
    for _ in range(5):
        await asyncio.sleep(0)


def served(places, names, **told):
    """In which order clients, who all ask at once, get their turns."""

    async def go():
        turns, order = Turns(places, 100, **told), []

        async def one(name):
            async with turns.turn(name, 5):
                order.append(name)
                await asyncio.sleep(0.001)

        await asyncio.gather(*map(one, names))
        assert turns.running == turns.queued == 0
        return "".join(order)

    return aside(go())


def test_places_go_round_among_clients():
    assert served(1, "aaaabc") == "abcaaa"
    assert served(1, "aaabbbc") == "abcabab"
    assert served(2, "aaaabb").index("b") <= 2


def test_no_client_has_more_places_than_it_may():
    async def go():
        turns, done, order = Turns(3, 100, each=2), asyncio.Event(), []
        tasks = [asyncio.ensure_future(held(turns, name, done, order)) for name in "aaab"]
        await soon()
        assert order == ["a", "a", "b"]
        done.set()
        await asyncio.gather(*tasks)
        assert order == ["a", "a", "b", "a"]

    aside(go())


def test_where_too_many_wait_the_greediest_is_sent_away():
    async def go():
        turns, done, order = Turns(1, 3), asyncio.Event(), []
        tasks = [asyncio.ensure_future(held(turns, name, done, order)) for name in "aaaab"]
        await soon()
        assert [isinstance(one.exception(), Busy) for one in tasks if one.done()] == [True]
        with pytest.raises(Busy):
            async with turns.turn("a", 5):
                pass
        done.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert order == ["a", "a", "b", "a"] or order == ["a", "b", "a", "a"]

    aside(go())


def test_who_waits_too_long_or_goes_away_leaves_nothing_behind():
    async def go():
        turns = Turns(1, 10)
        async with turns.turn("a", 1):
            with pytest.raises(Busy):
                async with turns.turn("b", 0.02):
                    pass
            gone = asyncio.ensure_future(held(turns, "c", asyncio.Event(), []))
            await soon()
            assert turns.queued == 1
            gone.cancel()
            await soon()
            assert turns.queued == 0
        assert turns.running == 0
        async with turns.turn("d", 0.02):
            assert turns.running == 1

    aside(go())


def test_a_turn_that_comes_as_one_leaves_goes_on_to_the_next():
    async def go():
        turns, order = Turns(1, 10), []
        async with turns.turn("a", 1):
            first = asyncio.ensure_future(held(turns, "b", asyncio.Event(), order))
            second = asyncio.ensure_future(held(turns, "c", asyncio.Event(), order))
            await soon()
        first.cancel()  # its turn has come, and it has not heard of it yet
        await soon()
        assert order == ["c"]
        second.cancel()
        await soon()
        assert turns.running == 0

    aside(go())


def test_what_a_client_uses_comes_back_in_time():
    now = [0.0]
    budget = Budget(10, 0.5, clock=lambda: now[0])
    budget.use("a", 12)
    with pytest.raises(Busy) as busy:
        budget.check("a")
    assert busy.value.again == 4
    budget.check("b")
    now[0] = 4.5
    budget.check("a")
    assert budget.used("a") == 9.75


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "found"),
    [
        ("192.0.2.1", None, (), "192.0.2.1"),
        ("192.0.2.1", "198.51.100.7", (), "192.0.2.1"),  # nobody trusts it
        ("127.0.0.1", "198.51.100.7", ("127.0.0.1",), "198.51.100.7"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.7", ("127.0.0.1",), "198.51.100.7"),  # the first is only said
        ("127.0.0.1", "203.0.113.9, 192.0.2.1", ("127.0.0.1", "192.0.2.1"), "203.0.113.9"),
        ("127.0.0.1", None, ("127.0.0.1",), "127.0.0.1"),
        ("127.0.0.1", "unknown", ("127.0.0.1",), ""),
        ("2001:db8::1", None, (), "2001:db8::/64"),
        ("2001:db8::ffff:2", None, (), "2001:db8::/64"),
        ("2001:db8:0:1::1", None, (), "2001:db8:0:1::/64"),
        ("::ffff:192.0.2.1", None, (), "192.0.2.1"),
        ("::1", "[2001:db8::1]", ("::1",), "2001:db8::/64"),
        ("::1", "[2001:db8::1]:443", ("::1",), "2001:db8::/64"),
        ("127.0.0.1", "198.51.100.7:51234", ("127.0.0.1",), "198.51.100.7"),  # as some proxies write it
        ("2001:db8::1", "198.51.100.7", ("2001:db8::1",), "198.51.100.7"),
        ("2001:db8::2", "198.51.100.7", ("2001:db8::1",), "2001:db8::/64"),  # a neighbour of the proxy
        ("fe80::1%eth0", "198.51.100.7", ("fe80::1",), "198.51.100.7"),
    ],
)
def test_clients_are_told_apart_by_their_addresses(peer, forwarded, trusted, found):
    assert client(peer, forwarded, trusted) == found


def test_what_is_kept_stays_within_its_bytes():
    kept = Kept(100)
    for number in range(10):
        kept.put(number, str(number), 20)
        kept.get(0)
    assert [number for number in range(10) if kept.get(number)] == [0, 6, 7, 8, 9]
    kept.put(9, "larger", 25)
    kept.put("too large", "", 26)
    assert kept.size <= 100 and kept.get(9) == "larger" and kept.get("too large") is None
