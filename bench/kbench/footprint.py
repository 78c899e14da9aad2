"""Memory and cold start."""

import resource
import statistics
import socket
import time

from . import mcp
from .server import Server, environment


def raise_file_limit():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def settled(server, seconds=1.0):
    time.sleep(seconds)
    return server.memory_kib()


def streams_memory(server, step):
    """KiB, resident and proportional: of the whole server with `step` sessions that have an open event stream each, and
    of one of them, from `step` to twice as many."""
    control, streams, sizes = mcp.Connection(server.port), [], []
    for _ in range(2):
        for _ in range(step):
            headers = mcp.open_session(control)
            stream = mcp.Connection(server.port)
            mcp.open_stream(stream, headers)
            streams.append(stream)
        sizes.append(settled(server))
    for stream in streams:
        stream.close()
    control.close()
    return sizes[0], tuple((after - before) / step for before, after in zip(*sizes))


def cold_starts(command, port, folder, times):
    """Milliseconds from starting the process to the last byte of the answer to the first initialize."""
    measured = []
    for _ in range(times):
        begin = time.perf_counter()
        with Server([*command, "--listen", f"127.0.0.1:{port}"], env=environment(folder), stderr=-3) as server:
            while True:
                try:
                    connection = mcp.Connection(port)
                    break
                except ConnectionRefusedError:
                    if server.process.poll() is not None or time.perf_counter() - begin > 10:
                        raise RuntimeError("kbrokerd did not start") from None
                    time.sleep(0.0005)
            status, _, _ = connection.post(mcp.initialize())
            measured.append((time.perf_counter() - begin) * 1e3)
            connection.close()
            if status != 200:
                raise RuntimeError(f"initialize was answered with {status}")
    return statistics.median(measured), max(measured)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
