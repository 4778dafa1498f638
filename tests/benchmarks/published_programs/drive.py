"""Write docs/published-programs.md: what published programs do in executions that are legal and unpleasant.

    python tests/benchmarks/published_programs/drive.py [FOLDER [PACKAGE…]]

Each program is installed, unmodified, in an environment of its own below FOLDER (default: a temporary one; the first
time this takes minutes and about 1 GB).  Nothing of it runs in the tests.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import podproof
from podproof.spec.pod.named_executions import NAMED_EXECUTIONS, NamedExecution

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from pods import LIMIT, manifest  # noqa: E402

PAGE = HERE.parents[2] / "docs" / "published-programs.md"


Row = dict[str, str]
"""An execution, a call, and its outcome."""

BREAKING = ("image-recovers", "succeeded")
"""The executions that are driven once more while watches break."""


class Program(NamedTuple):
    """A published program: what pip installs, and the driver that calls it."""

    package: str
    driver: str
    about: str


PROGRAMS = (
    Program("apache-airflow-providers-cncf-kubernetes", "with_airflow.py", "`PodManager`, which runs Pods for Airflow"),
    Program("dagster-k8s", "with_dagster.py", "`DagsterKubernetesClient.wait_for_pod`"),
    Program("kr8s", "with_kr8s.py", "`Pod.wait`"),
    Program("kubernetes", "with_official_watch.py", "`watch.Watch().stream` in a loop as in its examples"),
)


def environment(folder: Path, program: Program) -> Path:
    """The interpreter of an environment in which the program is installed."""
    place = folder / program.package
    python = place / "bin" / "python"
    if not (place / "installed").exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", program.package], check=True)
        (place / "installed").touch()
    return python


def version(python: Path, package: str) -> str:
    """The version that is installed."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run([python, "-c", code], check=True, text=True, capture_output=True).stdout.strip()


def drive(python: Path, program: Program, names: Sequence[str], break_watches: int = 0) -> list[Row]:
    """What the program does in each execution."""
    with podproof.simulated_cluster(interval=0.5, break_watches=break_watches) as cluster:
        variables = os.environ | {"KUBECONFIG": str(cluster.kubeconfig), "AIRFLOW_HOME": tempfile.mkdtemp()}
        command = [python, HERE / program.driver, *names]
        done = subprocess.run(command, env=variables, text=True, stdout=subprocess.PIPE, check=True, timeout=600)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


INTRODUCTION = f"""# What published programs do

Facts, and no judgment: what programs that wait for Pods do in executions that the specification allows. Each program
is unmodified, in the version that the table names, against [a simulated cluster](simulate.md) that takes a step every
0.5 s. "Still waits" means for {LIMIT:.0f} s after the Pod was created; a program that has a limit of its own gets a
shorter one. The Pod has one container `base` and `restartPolicy: Never`, unless its trace shows more. Some of these
outcomes are documented choices of the program, and a wait that begins late does not see what has passed.

`python tests/benchmarks/published_programs/drive.py` writes this page again.
"""


class Found(NamedTuple):
    """The version of a program, and what it does, with watches that last and with watches that break."""

    version: str
    rows: list[Row]
    breaking: list[Row]


def page(found: dict[str, Found]) -> Iterator[str]:
    """The page, line by line."""
    yield INTRODUCTION
    yield "| program | version | what is called |"
    yield "|---|---|---|"
    for program in PROGRAMS:
        if program.package in found:
            yield f"| {program.package} | {found[program.package].version} | {program.about} |"
    for execution in NAMED_EXECUTIONS:
        yield from section(execution, found)
    yield BROKEN
    yield "| program | execution | call | outcome |"
    yield "|---|---|---|---|"
    for package, each in found.items():
        for row in each.breaking:
            yield f"| {package} | {row['execution']} | `{row['call']}` | {escaped(row['outcome'])} |"


BROKEN = """
## When watches break

The same calls once more, while all watches end after every second change of a Pod: without an error, or with 410 Gone,
after which no earlier version can be watched.
"""


def section(execution: NamedExecution, found: dict[str, Found]) -> Iterator[str]:
    """What each program does in one execution, and the trace of it."""
    yield f"\n## {execution.name}\n\n{execution.description}\n"
    yield "| program | call | outcome |"
    yield "|---|---|---|"
    for package, each in found.items():
        for row in each.rows:
            if row["execution"] == execution.name:
                yield f"| {package} | `{row['call']}` | {escaped(row['outcome'])} |"
    try:
        lines = str(podproof.simulate(manifest("pod", execution.name), execution=execution.name)).splitlines()
        trace = "\n".join(line.rstrip() for line in lines[1:] if "repeat it" not in line)
    except podproof.UsageError as error:
        trace = str(error)
    yield f"\n```text\n{trace}\n```"


def escaped(text: str) -> str:
    """A text in the cell of a table."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("`", "'")


def main() -> None:
    """Drive every program, and write the page."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="published-"))
    found = {}
    for program in (each for each in PROGRAMS if not sys.argv[2:] or each.package in sys.argv[2:]):
        python = environment(folder, program)
        rows = drive(python, program, [each.name for each in NAMED_EXECUTIONS])
        found[program.package] = Found(version(python, program.package), rows, drive(python, program, BREAKING, 2))
        print(program.package, len(rows), "outcomes", file=sys.stderr)
    PAGE.write_text("\n".join(page(found)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
