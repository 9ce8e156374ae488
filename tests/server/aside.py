"""Coroutines run where no loop runs yet: the browser of other tests leaves one in the thread that it was started in."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def aside(coroutine):
    """Return what a coroutine gives, run in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
