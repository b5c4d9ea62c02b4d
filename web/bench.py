"""Measures the pages under load: 20 clients on a large made-up record while an ingest runs.

The clients, written in the same language as the server, run in its process and take time from it.

python web/bench.py CLAIMS PLACES
"""

import http.client
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import quote

import uvicorn

import synthetic
from tenure.project import create_project, open_project
from tenure.web.app import Options, create_app

CLIENTS = 20
CALLS = 15
DAYS = ("2018-06-01", "2020-01-01", "2022-03-01", "2024-01-01")
INGEST = """
import sys, time
sys.path.insert(0, sys.argv[1])
import synthetic
from pathlib import Path
from tenure.project import open_project
project = open_project(Path(sys.argv[2]), {})
places = synthetic.places_of(project, 50)
for seed in range(1000, 1100):
    synthetic.fill(project, places, 50, seed)
    time.sleep(0.5)
"""


def main() -> None:
    """Make the record, serve it, ask it, and print a table."""
    claims, count = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "record"
        create_project(folder)
        project = open_project(folder, {})
        places = synthetic.places_of(project, count)
        synthetic.fill(project, places, claims)
        server = uvicorn.Server(
            uvicorn.Config(
                create_app(project, Options(calls_a_minute=10**7)), host="127.0.0.1", port=0, log_level="error"
            )
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        print(f"{claims} claims, {count} places; {CLIENTS} clients, an ingest beside them")
        print("| what | cold, s | first time: p50, ms | p95 | CPU | again: p50, ms | p95 | CPU | errors |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        apart = CLIENTS * CALLS // len(DAYS)
        near = [quote(place.name) for place in places[:apart]]
        words = [f"{quote(place.name)}+guard*" for place in places[: apart * len(DAYS)]]
        kinds = {
            "map state near a place": [f"/timeline.json?as_of={day}&place={word}" for day in DAYS for word in near],
            "place page": [f"/place?id={place.id}&as_of={day}" for day in DAYS for place in places[:apart]],
            "search": [f"/search.json?q={word}" for word in words],
            "search for what most reports say": [f"/search.json?q=guards&first={n}" for n in range(apart * len(DAYS))],
            "whole map on a day": [f"/?as_of={day}&lang={lang}" for lang in ("en", "ru") for day in DAYS],
        }
        for kind, paths in kinds.items():
            _measured(port, kind, paths, folder)
        server.should_exit = True
        thread.join(10)
        project.ledger.close()


def _measured(port: int, kind: str, paths: list[str], folder: Path) -> None:
    began = time.perf_counter()
    for path in paths[:: max(1, len(paths) // len(DAYS))]:
        _ask(port, path + "&all=1")
    cold = (time.perf_counter() - began) / len(DAYS)
    here = str(Path(__file__).parent)
    with subprocess.Popen([sys.executable, "-c", INGEST, here, str(folder)]) as writer:
        first, errors = _asked(port, paths)
        again, more = _asked(port, paths)
        writer.kill()
    print(f"| {kind} | {cold:.2f} | {first} | {again} | {errors + more} |", flush=True)


def _asked(port: int, paths: list[str]) -> tuple[str, int]:
    """Every path once, by all clients together: p50, p95 and CPU a call in ms, and how many failed.

    The CPU is that of server and clients together; it tells of the work where the machine is busy with other things.
    """
    worked = time.process_time()
    times: list[float] = []
    errors: list[int] = []
    waiting = list(reversed(paths))

    def ask() -> None:
        while waiting:
            try:
                path = waiting.pop()
            except IndexError:
                return
            began = time.perf_counter()
            status = _ask(port, path)
            times.append(1000 * (time.perf_counter() - began))
            if status != 200:
                errors.append(status)

    clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    cuts = statistics.quantiles(times, n=20)
    worked = 1000 * (time.process_time() - worked) / len(paths)
    return f"{cuts[9]:.0f} | {cuts[18]:.0f} | {worked:.1f}", len(errors)


def _ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


if __name__ == "__main__":
    main()
