"""Measure `podproof time` as a whole process, in CPU seconds of all its processes, and print a table.

No answer is saved before a question is asked for the first time; what is computed from the sources once is.

python tests/benchmarks/times.py      each Pod once
python tests/benchmarks/times.py 3    each Pod three times; the fastest run counts
python tests/benchmarks/times.py 1 1 20    Pods of these sizes only
python tests/benchmarks/times.py --again   instead: each question is asked twice, and the second time counts
python tests/benchmarks/times.py --scenarios    instead: every scenario, and which of its answers are not decided
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]

SIZES = (1, 2, 4, 8, 20)

PROBE = {"httpGet": {"path": "/", "port": 80}}

QUESTIONS = (("created", "Ready"), ("app0:hang", "app0:start"), ("deleted", "Gone"))

CONFIGURATION = """
[[containers]]
pull = "1s..20s"
starts = "2s..20s"
hangs = "any"
exits = "never"
drains = "1s..40s"
"""


CACHE = Path(tempfile.gettempdir(), f"podproof-times-{os.getpid()}")
"""Where this measurement saves what it computes."""

ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "XDG_CACHE_HOME": str(CACHE)}
"""An installed program has its bytecode."""


def pod(containers: int, different: bool = False) -> dict[str, Any]:
    """A Pod of so many regular containers, each with liveness, readiness and a preStop hook."""
    members = [
        {
            "name": f"app{number}",
            "image": "registry.example/app:1",
            "livenessProbe": PROBE,
            "readinessProbe": PROBE,
            "lifecycle": {"preStop": {"sleep": {"seconds": 5 + different * number}}},
        }
        for number in range(containers)
    ]
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod"}, "spec": {"containers": members}}


def run(*arguments: str) -> tuple[float, dict[str, Any]]:
    """The CPU seconds of the command, and the document that it prints."""
    command = [sys.executable, "-m", "checker", "time", "--format", "json", *arguments]
    before = os.times()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    after = os.times()
    assert done.returncode in (0, 3), done.stderr
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, json.loads(done.stdout)


def forget() -> None:
    """Delete the answers that are saved, but not what is computed from the sources."""
    for file in (CACHE / "podproof" / "compiled").glob("times-*"):
        file.unlink()


def fastest(times: int, again: bool, *arguments: str) -> str:
    """The least CPU seconds of so many runs; marked if an answer is not decided."""
    runs = []
    for _ in range(times):
        if not again:
            forget()
        runs.append(run(*arguments))
    return f"{min(spent for spent, _ in runs):.2f}{' (not decided)' * bool(undecided(runs[0][1]))}"


def undecided(document: dict[str, Any]) -> list[str]:
    """The answers that are not decided, or whose upper end is not."""
    answers = [answer for each in document["pods"] for answer in each["answers"]]
    return [answer["name"] for answer in answers if "given up" in answer["says"]]


def curve(times: int, sizes: Sequence[int] = SIZES, again: bool = False) -> None:
    """The usual questions about Pods of each size, of containers alike and of different ones; and single questions."""
    asked = [f"`{start}` → `{end}`" for start, end in QUESTIONS]
    print(f"| containers | the usual questions | of different containers | {' | '.join(asked)} |")
    print("|---:" * (len(QUESTIONS) + 3) + "|")
    with tempfile.TemporaryDirectory() as folder:
        manifest, configuration = Path(folder, "pod.yaml"), Path(folder, "podproof.toml")
        configuration.write_text(CONFIGURATION, encoding="utf-8")
        fastest(1, again, str(ROOT / "docs/examples/liveness-exec.yaml"))
        for size in sizes:
            given = str(manifest), "--config", str(configuration)
            cells = []
            for different in (False, True):
                manifest.write_text(yaml.safe_dump(pod(size, different)), encoding="utf-8")
                cells.append(fastest(times, again, *given))
            cells += [fastest(times, again, *given, "--from", start, "--to", end) for start, end in QUESTIONS]
            print(f"| {size} | {' | '.join(cells)} |", flush=True)


def scenarios() -> None:
    """Every scenario."""
    for path in sorted((ROOT / "spec/pod/scenarios").glob("*.yaml")):
        spent, document = run(str(path))
        left = undecided(document)
        print(f"{spent:6.2f} s  {path.stem}{': not decided: ' * bool(left)}{', '.join(left)}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--scenarios"]:
        scenarios()
    elif sys.argv[1:] == ["--again"]:
        curve(2, again=True)
    else:
        count, *numbers = map(int, sys.argv[1:] or ["1"])
        curve(count, numbers or SIZES)
