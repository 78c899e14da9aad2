"""User-space instructions a request under callgrind: the same figure however busy the machine is."""

import re
from pathlib import Path

from . import mcp

# The C library has copies of memcpy and its like for newer processors; without them every x86-64 counts the same.
PLAIN_PROCESSOR = ("GLIBC_TUNABLES=glibc.cpu.hwcaps=-AVX2,-AVX,-AVX_Fast_Unaligned_Load,-BMI2,-ERMS,-MOVBE,"
                   "-SSE4_2,-SSE4_1,-SSSE3")


def a_request(start, folder, era, count=500):
    """The difference between N and 2 N requests, divided by N: start and stop drop out. `start`: prefix of the command → server."""
    return (total(start, folder, era, 2 * count) - total(start, folder, era, count)) / count


def total(start, folder, era, count):
    profile = Path(folder) / "callgrind.out"
    with start(["env", PLAIN_PROCESSOR, "valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}"]) as server:
        headers, body, _ = mcp.price_call(server.port, era)
        connection = mcp.Connection(server.port, timeout=60)
        for _ in range(count):
            connection.send("POST", "/mcp", headers, body.encode())
            status, answered = connection.head()
            connection.reader.read(int(answered["content-length"]))
            if status != 200:
                raise RuntimeError(f"a call was answered with {status}")
        connection.close()
    return int(re.search(r"^(?:summary|totals): (\d+)", profile.read_text(), re.M)[1])
