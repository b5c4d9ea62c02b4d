"""Measures the pages under load: 20 clients on a large made-up record while an ingest runs.

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
                create_app(project, Options(calls_a_minute=10**6)), host="127.0.0.1", port=0, log_level="error"
            )
        )
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        print(f"{claims} claims, {count} places; {CLIENTS} clients, {CALLS} calls each, an ingest beside them")
        print("| what | cold, s | p50, ms | p95, ms | errors |\n| --- | ---: | ---: | ---: | ---: |")
        near = [quote(place.name.split()[0]) for place in places[:40]]
        kinds = {
            "map state": [f"/timeline.json?as_of={day}&place={word}" for day in DAYS for word in near],
            "place page": [f"/place?id={place.id}&as_of={day}" for day in DAYS for place in places[:40]],
            "search": [f"/search.json?q={word}+guards" for word in near],
        }
        for kind, paths in kinds.items():
            _measured(port, kind, paths, folder)
        server.should_exit = True
        thread.join(10)
        project.ledger.close()


def _measured(port: int, kind: str, paths: list[str], folder: Path) -> None:
    began = time.perf_counter()
    for path in paths[:: max(1, len(paths) // len(DAYS))]:
        _ask(port, path)
    cold = (time.perf_counter() - began) / len(DAYS)
    here = str(Path(__file__).parent)
    with subprocess.Popen([sys.executable, "-c", INGEST, here, str(folder)]) as writer:
        times: list[float] = []
        errors: list[int] = []
        clients = [threading.Thread(target=_client, args=(port, paths, n, times, errors)) for n in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        writer.kill()
    cuts = statistics.quantiles(times, n=20)
    print(f"| {kind} | {cold:.2f} | {cuts[9]:.0f} | {cuts[18]:.0f} | {len(errors)} |", flush=True)


def _client(port: int, paths: list[str], number: int, times: list[float], errors: list[int]) -> None:
    for call in range(CALLS):
        path = paths[(number * CALLS + call) % len(paths)]
        began = time.perf_counter()
        status = _ask(port, path)
        times.append(1000 * (time.perf_counter() - began))
        if status != 200:
            errors.append(status)


def _ask(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


if __name__ == "__main__":
    main()
