"""Many idle event streams: what one costs, and how long a message to all of them takes."""

import select
import socket
import struct
import time

from . import mcp
from .footprint import settled

SO_TIMESTAMPNS = 35  # asm-generic/socket.h
TIMESPEC = struct.Struct("qq")
PATIENCE = 120


def open_many(server, count):
    """`count` sessions with a stream each, and the resident KiB of one."""
    control = mcp.Connection(server.port, timeout=60)
    before, _ = settled(server)
    streams = []
    for _ in range(count):
        headers = mcp.open_session(control)
        stream = mcp.Connection(server.port, timeout=60)
        mcp.open_stream(stream, headers)
        streams.append(stream)
    after, _ = settled(server, 3)
    control.close()
    return streams, (after - before) / count


def announce(server, streams):
    """Sorted milliseconds from asking for the notification to its arrival at each stream. The kernel notes the arrival, so
    that it does not matter how fast the streams are read."""
    waiting, delays = {}, []
    with select.epoll() as poll:
        for stream in streams:
            stream.socket.setblocking(False)
            stream.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
            drain(stream.socket)
            waiting[stream.socket.fileno()] = [stream.socket, b""]
            poll.register(stream.socket, select.EPOLLIN)
        control = mcp.Connection(server.port, timeout=PATIENCE)
        begin, deadline = time.time(), time.monotonic() + PATIENCE
        control.send("POST", "/announce", {"Content-Length": "0"})
        while waiting and time.monotonic() < deadline:
            for number, _ in poll.poll(1):
                entry = waiting[number]
                part, ancillary, _, _ = entry[0].recvmsg(4096, socket.CMSG_SPACE(TIMESPEC.size))
                if not part:
                    raise RuntimeError("the server closed an idle stream")
                entry[1] += part
                if b"notifications/tools/list_changed" in entry[1]:
                    seconds, nanoseconds = TIMESPEC.unpack(ancillary[0][2])
                    delays.append((seconds + nanoseconds / 1e9 - begin) * 1e3)
                    poll.unregister(number)
                    del waiting[number]
        control.close()
    if waiting:
        raise RuntimeError(f"{len(waiting)} of {len(streams)} streams were not told within {PATIENCE} s")
    return sorted(delays)


def drain(stream):
    try:
        while stream.recv(65536):
            pass
    except BlockingIOError:
        pass
