"""`simulate`: a simulated cluster, alone or around a command."""

import argparse
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from podproof.checker.api.clusters import simulated_cluster
from podproof.checker.api.fuzzing import random_seed
from podproof.checker.api.judging import judge
from podproof.checker.cli.messages import tell
from podproof.checker.errors import UsageError
from podproof.checker.output_files import refuse_unsafe
from podproof.checker.rendering.text import count
from podproof.spec.pod.named_executions import NAMED_EXECUTIONS

if TYPE_CHECKING:
    from podproof.checker.cluster.running import RunningCluster

LARGEST_SEED = 2**31


def run(arguments: argparse.Namespace) -> int:
    """Serve, run the command if there is one, judge what the Pods showed, and answer the exit code."""
    if arguments.list:
        return _list()
    seed = random_seed() % LARGEST_SEED if arguments.seed is None else arguments.seed
    for path in filter(None, (arguments.kubeconfig, arguments.record)):
        refuse_unsafe(path)
    with TemporaryDirectory(prefix="podproof-") as folder:
        record = Path(arguments.record or Path(folder, "recording.jsonl"))
        with simulated_cluster(
            mode=arguments.mode,
            execution=arguments.execution,
            seed=seed,
            hold=arguments.hold,
            interval=arguments.interval,
            speed=arguments.speed,
            faults=arguments.faults,
            break_watches=arguments.break_watches,
            port=arguments.port,
            kubeconfig=Path(arguments.kubeconfig) if arguments.kubeconfig else None,
            record=record,
        ) as cluster:
            _tell(f"{_how(arguments)}, seed {seed}; KUBECONFIG={cluster.kubeconfig}")
            code = _run(arguments.after, cluster) if arguments.after else _wait(cluster)
            reports = cluster.cluster.pods.adversaries.reports()
        if cluster.left_out:
            _tell(f"the recording is full: the last {count(cluster.left_out, 'change')} of Pods not recorded")
        _tell(*(line for each in reports for line in str(each).splitlines()))
        is_legal = arguments.no_judge or _judge(record)
    return code or (0 if is_legal else 1)


def _list() -> int:
    width = max(len(each.name) for each in NAMED_EXECUTIONS)
    for each in NAMED_EXECUTIONS:
        print(f"{each.name:{width}}  {each.description}")
    return 0


def _how(arguments: argparse.Namespace) -> str:
    return f"execution {arguments.execution}" if arguments.execution else f"mode {arguments.mode}"


def _run(command: Sequence[str], cluster: "RunningCluster") -> int:
    """Run the command, and return its exit code as a shell does."""
    environment = os.environ | {"KUBECONFIG": os.fspath(cluster.kubeconfig)}
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        raise UsageError(f"{command[0]}: {error.strerror or error}") from None
    try:
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    return 128 - code if code < 0 else code


def _wait(cluster: "RunningCluster") -> int:
    """Serve until Ctrl-C or SIGTERM."""
    print(f"export KUBECONFIG={cluster.kubeconfig}", flush=True)
    try:
        signal.pause()
    except KeyboardInterrupt:
        _tell("stopped")
    return 0


def _judge(record: Path) -> bool:
    """Judge what the Pods showed by the specification; whether all of it is legal."""
    if not record.stat().st_size:
        _tell("no Pod was created")
        return True
    verdicts = list(judge(record))
    illegal = [each for each in verdicts if each.legal is False]
    for each in illegal:
        _tell(f"{each.namespace}/{each.name} showed what no Pod shows: a mistake of podproof, please report it")
    legal = sum(each.legal is True for each in verdicts)
    _tell(f"{count(len(verdicts), 'Pod')}: {legal} legal, {len(illegal)} illegal")
    return not illegal


def _tell(*lines: str) -> None:
    tell(f"podproof simulate: {line}" for line in lines)
