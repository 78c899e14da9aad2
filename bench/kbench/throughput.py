"""Requests a second and CPU a request, two servers in turn."""

import os
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("call.lua")


@dataclass
class Run:
    requests_per_second: float
    cpu_microseconds: float  # of the server, user and system, a request
    p50_ms: float
    p99_ms: float
    errors: int


def load(server, headers, body, seconds, cores, folder, connections=64):
    """One wrk run against `server` from the given cores."""
    header_file, body_file = Path(folder) / "headers", Path(folder) / "body"
    header_file.write_text("".join(f"{name}: {value}\n" for name, value in headers.items()))
    body_file.write_text(body)
    before = server.cpu_seconds()
    output = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s", "--latency", "-s", SCRIPT,
         f"http://127.0.0.1:{server.port}/mcp", "--", header_file, body_file],
        check=True, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores)).stdout
    spent = server.cpu_seconds() - before
    line = next(line for line in output.splitlines() if line.startswith("RESULT "))
    requests, duration, p50, p99, errors = map(int, line.split()[1:])
    return Run(requests * 1e6 / duration, spent * 1e6 / requests, p50 / 1e3, p99 / 1e3, errors)


def in_turn(first, second, rounds):
    """A B A B …: the runs of both, and the median of the ratios of neighbours."""
    runs = [(first(), second()) for _ in range(rounds)]
    ratio = statistics.median(a.requests_per_second / b.requests_per_second for a, b in runs)
    return [a for a, _ in runs], [b for _, b in runs], ratio


def median(runs, field):
    return statistics.median(getattr(run, field) for run in runs)
