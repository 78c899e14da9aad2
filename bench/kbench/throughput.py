"""Requests a second and CPU a request, servers in turn."""

import json
import os
import statistics
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Run:
    requests_per_second: float
    cpu_microseconds: float  # of the server, user and system, a request
    p50_ms: float
    p99_ms: float
    bytes: float  # an answer, head and body
    errors: int


def load(server, headers, body, seconds, cores, folder, sessions=()):
    """The same POST over and over from the given cores; in one session after another when ids of sessions are given."""
    texts = {"headers": as_lines(headers), "body": body}
    if sessions:
        texts["sessions"] = "\n".join(sessions)
    return wrk(server, seconds, cores, HERE / "call.lua", write(folder, **texts), connections=64, threads=1)


def session_load(server, headers, bodies, seconds, cores, folder, connections=32):
    """Sessions from initialize to DELETE, one after another on each connection; a run counts sessions, not requests.
    `bodies`: initialize, initialized, call."""
    names = ("initialize", "initialized", "call")
    files = write(folder, headers=as_lines(headers), **dict(zip(names, map(json.dumps, bodies))))
    # A connection knows which session it is in when it has a thread, and thereby a Lua state, of its own.
    return wrk(server, seconds, cores, HERE / "session.lua", files, connections, threads=connections)


def wrk(server, seconds, cores, script, arguments, connections, threads):
    before = server.cpu_seconds()
    output = subprocess.run(
        ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s", "--latency", "-s", script,
         f"http://127.0.0.1:{server.port}/mcp", "--", *arguments],
        check=True, capture_output=True, text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores)).stdout
    spent = server.cpu_seconds() - before
    line = next(line for line in output.splitlines() if line.startswith("RESULT "))
    count, duration, p50, p99, size, errors = map(int, line.split()[1:])
    if count == 0:
        raise RuntimeError(f"wrk got no answer within {seconds} s:\n{output}")
    return Run(count * 1e6 / duration, spent * 1e6 / count, p50 / 1e3, p99 / 1e3, size / count, errors)


def as_lines(headers):
    return "".join(f"{name}: {value}\n" for name, value in headers.items())


def write(folder, **texts):
    """A file for each text, named like it; their paths."""
    paths = [Path(folder) / name for name in texts]
    for path, text in zip(paths, texts.values()):
        path.write_text(text)
    return paths


def in_turn(rounds, *measures):
    """A B C A B C …: the runs of each."""
    return list(zip(*[[measure() for measure in measures] for _ in range(rounds)]))


def times(runs, others, field="requests_per_second"):
    """How many times as much as others: the median of the ratios of neighbours."""
    return statistics.median(getattr(a, field) / getattr(b, field) for a, b in zip(runs, others))


def median(runs, field):
    return statistics.median(getattr(run, field) for run in runs)
