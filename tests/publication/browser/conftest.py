"""A real browser, a server of files, and a guard: what a script complains of, or asks of others, fails the test."""

import os
import re
import shutil
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""The last one sees to it that no name is looked up, whatever a page asks for."""
ROOT = Path(__file__).resolve().parents[3]
NPM = Path(os.environ.get("RABATKG_NPM") or ROOT / ".venv" / "npm")
"""Where `make test` puts what package.json names."""
AXE = NPM / "node_modules" / "axe-core" / "axe.min.js"
PATIENT = 60_000
"""Milliseconds that something in a page is waited for, on a machine that does other things besides."""
KIND = re.compile(r'<body class="?page-([\w-]+)')


def lacking(what):
    """Skip a test that needs what is not here; where everything must be tested, fail."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


class Files(SimpleHTTPRequestHandler):
    def log_message(self, *told):
        """Be quiet."""


@contextmanager
def served(folder):
    """Serve a folder on this machine, and yield its address, which ends in a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Tab:
    """A page in the browser, and what went wrong in it so far: `faults`."""

    def __init__(self, chromium, origin, width=1280, scheme="light"):
        self.origin, self.faults = origin, []
        self.context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        self.context.route(lambda address: not self.own(address), self._refuse)
        self.context.set_default_timeout(PATIENT)
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self._fault(str(error)))
        self.page.on("response", lambda told: told.status >= 400 and self._fault(f"{told.status} {told.url}"))
        self.page.on("request", lambda asked: self.own(asked.url) or self._fault(f"asks another host: {asked.url}"))

    def own(self, address):
        """Tell whether an address is of the site, or of no host at all."""
        return address.startswith((self.origin, "data:", "blob:"))

    def open(self, path):
        """Go to a page of the site, and return the tab of the browser."""
        self.page.goto(self.origin + path)
        return self.page

    def resize(self, width):
        self.page.set_viewport_size({"width": width, "height": 800})

    def _refuse(self, route):
        self._fault(f"asks another host: {route.request.url}")
        route.abort()

    def _heard(self, message):
        if message.type in ("error", "warning"):
            self._fault(message.text)

    def _fault(self, told):
        self.faults.append(f"{self.page.url.removeprefix(self.origin)}: {told}")


@pytest.fixture(scope="session")
def chromium():
    """Return the browser, one for all tests."""
    if CHROMIUM is None:
        lacking("there is no Chromium here: make engines")
    api = pytest.importorskip("playwright.sync_api")
    api.expect.set_options(timeout=PATIENT)
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=PATIENT)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def origin(published_full):
    """Return the address of the site of the graph that comes along."""
    with served(published_full) as address:
        yield address


@pytest.fixture
def heard(chromium, origin):
    """Return a function that opens a tab, of a width and a colour scheme."""
    opened = []

    def new(width=1280, scheme="light", origin=origin):
        opened.append(Tab(chromium, origin, width, scheme))
        return opened[-1]

    yield new
    for one in opened:
        one.context.close()


@pytest.fixture
def tab(heard):
    """Return a function that opens a tab as `heard` does, in which nothing may go wrong."""
    opened = []

    def new(*told, **named):
        opened.append(heard(*told, **named))
        return opened[-1]

    yield new
    assert [fault for one in opened for fault in one.faults] == []


@pytest.fixture(scope="module")
def standing(chromium, origin):
    """Return one tab for all tests of a module, in which nothing may go wrong."""
    tab = Tab(chromium, origin)
    yield tab
    tab.context.close()
    assert tab.faults == []


@pytest.fixture(scope="session")
def axe():
    """Return the script that looks for what shuts readers out."""
    if not AXE.is_file():
        lacking(f"axe-core is not in {NPM}: make test")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def kinds(published_full):
    """Return the paths of the pages made from each template, in English where there is a choice, the longest first."""
    found = {}
    for path in [published_full / "index.html", *sorted(published_full.glob("en/**/*.html"))]:
        kind = KIND.search(path.read_text(encoding="utf-8"))[1]
        found.setdefault(kind, []).append((-path.stat().st_size, path.relative_to(published_full).as_posix()))
    return {kind: [path for _, path in sorted(sized)] for kind, sized in found.items()}
