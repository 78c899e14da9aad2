"""Servers on other SDKs that offer the same tool: brought from their registries, built and started. See ../peers/README.md."""

import hashlib
import os
import re
import shutil
import socket
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .footprint import free_port
from .server import PATIENCE, Server, environment, wait_until

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "bench/peers"
KEPT = ROOT / "build/peers"  # what was downloaded and built, until the sources change
PREPARATION = 1200


class Unavailable(Exception):
    """A peer that cannot be had here: its tools are missing, or its registry cannot be reached."""


@dataclass(frozen=True)
class Peer:
    title: str  # {}: the version
    folder: str
    version: tuple  # file and pattern that say which version is pinned
    bring: tuple  # commands that need a registry, which may not be possible here
    build: tuple  # commands that must succeed
    start: tuple
    environment: dict = field(default_factory=dict)

    @property
    def name(self):
        file, pattern = self.version
        return self.title.format(re.search(pattern, (SOURCES / self.folder / file).read_text())[1])


FASTMCP = {
    "folder": "python", "version": ("requirements.txt", r"fastmcp==(.+)"), "build": (), "start": ("venv/bin/python", "server.py"),
    "bring": (("python3", "-m", "venv", "venv"),
              ("venv/bin/pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1",
               "-r", "requirements.txt", "-c", str(ROOT / "test/interop/python/constraints.txt"))),
}
TYPESCRIPT = {
    "folder": "typescript", "version": ("package.json", r'server": "(.+)"'), "build": (), "start": ("node", "server.mjs"),
    "bring": (("npm", "ci", "--ignore-scripts", "--loglevel=error"),),
}
NODE = {"NODE_ENV": "production"}
PEERS = (
    Peer("TypeScript SDK {} as documented", **TYPESCRIPT, environment=NODE | {"DOCUMENTED": "1"}),
    Peer("TypeScript SDK {} at its quickest", **TYPESCRIPT, environment=NODE),
    Peer("Python FastMCP {} as installed", **FASTMCP),
    Peer("Python FastMCP {} with uvloop", **FASTMCP, environment={"UVLOOP": "1"}),
    Peer("Go SDK {}", "go", ("go.mod", r"go-sdk v(.+)"),
         bring=(("go", "mod", "download"),), build=(("go", "build", "-o", "server", "."),),
         start=("./server",), environment={"GOMAXPROCS": "1"}),
    Peer("Rust rmcp {}", "rust", ("Cargo.toml", r'rmcp = \{ version = "=([^"]+)"'),
         bring=(("cargo", "fetch"),), build=(("cargo", "build", "--release", "--quiet", "--offline"),),
         start=("target/release/server",)),
)


def prepare(peer):
    """Nothing when everything went well before with the same sources."""
    source, target = SOURCES / peer.folder, KEPT / peer.folder
    files = sorted(path for path in source.rglob("*") if path.is_file())
    wanted = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
    stamp = target / ".prepared"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    shutil.copytree(source, target, dirs_exist_ok=True)
    for command in peer.bring:
        try:
            run(command, target)
        except (RuntimeError, FileNotFoundError, subprocess.TimeoutExpired) as error:
            raise Unavailable(str(error)) from None
    for command in peer.build:
        run(command, target)
    stamp.write_text(wanted)


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PREPARATION,
                          env=os.environ | {"GOTOOLCHAIN": "local"})
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines() or ["nothing"]
        raise RuntimeError(f"{' '.join(command[:2])}: {said[-1]}")


def build_library_server():
    """mcp-bench-server: the same tool on lib/mcp alone."""
    run(("cmake", "--preset", "release", "-DKBROKER_BUILD_BENCH=ON"), ROOT)
    run(("ninja", "-C", "build/release", "mcp-bench-server"), ROOT)
    return str(ROOT / "build/release/bin/mcp-bench-server")


def command(peer):
    """npm has a newer Node.js than the distribution."""
    node = next((KEPT / peer.folder).glob("node_modules/node-linux-*/bin/node"), "node")
    return [str(node) if word == "node" else word for word in peer.start]


def start(command, variables, home, tool_file, mode, cores, folder):
    """Starts a server of ../peers in the folder `home` and waits until it accepts."""
    port = free_port()
    log = Path(folder) / f"peer-{port}.log"
    with log.open("w") as said:
        server = Server([*command, str(port), str(tool_file), mode], cores, cwd=home, stdout=said, stderr=said,
                        env=environment(folder) | variables)
    server.port = port
    if not wait_until(lambda: accepts(port) or server.process.poll() is not None, PATIENCE) or server.process.poll() is not None:
        server.stop()
        raise RuntimeError(f"{command[0]} did not start:\n{log.read_text()[-2000:]}")
    return server


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
