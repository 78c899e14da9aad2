"""Servers under measurement: started on a chosen core, observed through /proc, ended by their own id."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 120  # under callgrind on a busy machine
READY = re.compile(r"ready on http://([^:/]+):(\d+)/mcp")


class Server:
    """A process and its children, with CPU time and memory read from /proc."""

    def __init__(self, command, cores=None, **options):
        pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        self.process = subprocess.Popen(command, preexec_fn=pin, **options)
        self.port = 0

    def pids(self):
        pids = [self.process.pid]
        for pid in pids:
            pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        return pids

    def cpu_seconds(self):
        total = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])  # utime, stime
        return total / TICKS

    def memory_kib(self):
        """Resident and proportional size."""
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text()
        return tuple(int(re.search(rf"^{key}:\s+(\d+)", rollup, re.M)[1]) for key in ("Rss", "Pss"))

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def kbrokerd(binary, *arguments, cores=None, config=None, folder=None, under=()):
    """Starts kbrokerd on a free port and waits for its ready line."""
    log = Path(folder) / f"kbrokerd-{time.monotonic_ns()}.log"
    command = [*under, binary, "--listen", "127.0.0.1:0", *arguments]
    if config is not None:
        path = log.with_suffix(".yaml")
        path.write_text(config)
        command += ["--config", str(path)]
    with log.open("w") as errors:
        server = Server(command, cores, stdout=subprocess.DEVNULL, stderr=errors, env=environment(folder))
    wait_until(lambda: READY.search(log.read_text()) or server.process.poll() is not None, PATIENCE)
    ready = READY.search(log.read_text())
    if not ready:
        server.process.kill()
        raise RuntimeError(f"kbrokerd did not become ready:\n{log.read_text()}")
    server.port = int(ready[2])
    return server


def environment(folder):
    """Nothing of the caller's credentials or configuration takes part."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_STATE_HOME": str(Path(folder) / "state")}


def nginx(body, port, folder, cores=None):
    """nginx with one worker that answers every request with `body`."""
    if "$" in body:
        raise ValueError("nginx would read $ in the body as a variable")
    folder = Path(folder) / "nginx"
    folder.mkdir(exist_ok=True)
    quoted = body.replace("\\", "\\\\").replace("'", "\\'")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(f"""
daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  {temporary}
  access_log off; keepalive_requests 1000000000; default_type application/json;
  server {{ listen 127.0.0.1:{port}; location / {{ return 200 '{quoted}'; }} }}
}}
""")
    server = Server(["/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], cores,
                    stderr=subprocess.DEVNULL)
    server.port = port
    return server


def wait_until(condition, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False
