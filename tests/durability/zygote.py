"""A process that has the program in memory and has opened no store: it forks a child for each command, and kills it.

A process in which the engine of the store has been at work cannot fork one that writes; this one can, any number of
times, and a command costs what it does and not what it loads.
"""

import faulthandler
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from desks import DRAFT, tiny

import rabatkg
from rabatkg.cli import main

LONGEST = 60
"""Seconds after which a command hangs; it is then ended, and tells where it was."""
PAUSE = 0.0005


@dataclass(frozen=True)
class Job:
    """A command, and when it is killed.

    Attributes:
        home: the folder of the desk; the command is run in it.
        words: the command line.
        moment: seconds after which it is killed; None if it is to end by itself.
        watched: folders; the seconds count from the moment when a draft stands in one of them. None: from the start.
    """

    home: str
    words: list[str]
    moment: float | None = None
    watched: list[str] | None = None

    def child(self):
        """Run the command as the child, and end as it ends."""
        told = os.open(f"{self.home}.told", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(told, stream)
        os.chdir(self.home)
        os.environ |= {"RABATKG_BUILD": f"{self.home}/build", "COLUMNS": "200"}
        code = 99
        try:
            main.main(["--data", f"{self.home}/data", "--lang", "en", *self.words])
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            os._exit(code)

    def done(self):
        """Fork the child, kill it when its time has come, and return its exit code, its life and what it said."""
        started = time.monotonic()
        child = os.fork()
        if not child:
            self.child()
        deadline = started + (LONGEST if self.moment is None or self.watched else self.moment)
        waits = bool(self.watched)
        while not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            now = time.monotonic()
            if waits and any(DRAFT.fullmatch(name) for folder in self.watched for name in os.listdir(folder)):
                deadline, waits = now + self.moment, False
            if now >= deadline:
                os.kill(child, signal.SIGABRT if now >= started + LONGEST else signal.SIGKILL)
                break
            time.sleep(min(PAUSE, max(0, deadline - now)))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with open(f"{self.home}.told", encoding="utf-8") as told:
            return {"code": code, "life": time.monotonic() - started, "told": told.read()}


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, negative where a signal ended it, its life in seconds, and what it said."""

    code: int
    life: float
    told: str


class Zygote:
    """The process, as its parent has it."""

    def __enter__(self):
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", "import zygote; zygote.serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        )
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def run(self, desk, words, moment=None, watched=None):
        """Run a command, see `Job`, and return how it ended."""
        job = Job(str(desk.home), words, moment, [str(one) for one in watched] if watched else None)
        self.process.stdin.write(json.dumps(asdict(job)) + "\n")
        self.process.stdin.flush()
        return Ended(**json.loads(self.process.stdout.readline()))


def serve():
    """Load the program and answer jobs until there are no more."""
    for module in pkgutil.walk_packages(rabatkg.__path__, "rabatkg."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    tiny()
    faulthandler.enable()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(Job(**json.loads(line)).done()), flush=True)
