"""Runs a program and prints a JSON line: how long it took, the most memory that it had, and whether it was stopped.

    whole_process.py --limit SECONDS -- PROGRAM WORDS...
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--limit", type=float, required=True, help="seconds after which the program is stopped")
    parser.add_argument("program", nargs="+")
    options = parser.parse_args()
    started = time.perf_counter()
    process = subprocess.Popen(options.program, stdin=subprocess.DEVNULL, stdout=sys.stderr)
    late = threading.Timer(options.limit, process.kill)
    late.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    stopped = seconds >= options.limit
    late.cancel()
    code = os.waitstatus_to_exitcode(status)
    if code != 0 and not stopped:
        sys.exit(f"{options.program[0]} failed: {code}")
    print(json.dumps({"seconds": seconds, "peak_kib": usage.ru_maxrss, "stopped": stopped}))


if __name__ == "__main__":
    main()
