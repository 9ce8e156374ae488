"""Run a command from a small process, so that the memory measured is its own: a child counts its parent's as well.

    python benchmarks/launch.py COMMAND...

Prints seconds, peak megabytes, exit code and standard output as JSON.
"""

import json
import resource
import subprocess
import sys
from time import perf_counter

if __name__ == "__main__":
    started = perf_counter()
    done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(json.dumps({"seconds": seconds, "megabytes": peak, "code": done.returncode, "written": done.stdout.decode()}))
