"""Run a command from a small process, so that the memory measured is its own: a child counts its parent's as well.

    python benchmarks/launch.py DEADLINE COMMAND...

Prints seconds, peak megabytes, exit code and standard output as JSON. The deadline is in seconds; a command that is
still running then is stopped, and its exit code is null.
"""

import json
import resource
import subprocess
import sys
from time import perf_counter

if __name__ == "__main__":
    started, code = perf_counter(), None
    with subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            written, _ = process.communicate(timeout=float(sys.argv[1]))
            code = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            written, _ = process.communicate()
    seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(json.dumps({"seconds": seconds, "megabytes": peak, "code": code, "written": written.decode()}))
