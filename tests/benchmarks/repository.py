"""A repository of any number of workloads, made from scenarios and examples: names, images and durations differ.

With `--different`, each has a configuration of its own.

python tests/benchmarks/repository.py FOLDER [NUMBER] [--different]
"""

import random
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from podproof.spec import findings
from podproof.spec.pod import examples, scenarios

ORIGINS = (
    *sorted(scenarios.FOLDER.glob("*.yaml")),
    *sorted(Path(findings.__path__[0]).glob("examples/*.yaml")),
    *sorted(Path(examples.__path__[0]).glob("*.yaml")),
)
"""The Pods from which the workloads are made."""

KINDS = {"Always": "apps/v1 Deployment", "OnFailure": "batch/v1 Job", "Never": "batch/v1 Job"}

TEAMS = ("shop", "search", "billing", "media", "mail", "auth", "stock", "maps")


def pods() -> list[dict[str, Any]]:
    """Every Pod spec of the origins."""
    documents = (each for path in ORIGINS for each in yaml.safe_load_all(path.read_text(encoding="utf-8")) if each)
    return [each["spec"] for each in documents if each["kind"] == "Pod"]


def manifests(number: int, seed: int = 0) -> Iterator[dict[str, Any]]:
    """This many workloads, each from a random Pod."""
    lot, specs = random.Random(seed), pods()
    for index in range(number):
        spec = varied(yaml.safe_load(yaml.safe_dump(lot.choice(specs))), lot, index)
        api_version, kind = KINDS[spec.get("restartPolicy", "Always")].split()
        if spec.get("activeDeadlineSeconds") and kind == "Deployment":
            api_version, kind = "v1", "Pod"
        name = f"{lot.choice(TEAMS)}-{index}"
        inner = spec if kind == "Pod" else workload(spec, name, kind)
        metadata = {"name": name, "labels": {"app": name}}
        yield {"apiVersion": api_version, "kind": kind, "metadata": metadata, "spec": inner}


def workload(spec: dict[str, Any], name: str, kind: str) -> dict[str, Any]:
    """The spec of a workload whose Pods have this spec."""
    template = {"metadata": {"labels": {"app": name}}, "spec": spec}
    selector = {"selector": {"matchLabels": {"app": name}}, "replicas": 3} if kind == "Deployment" else {}
    return {**selector, "template": template}


def varied(spec: dict[str, Any], lot: random.Random, index: int) -> dict[str, Any]:
    """The same lifecycle with other names, images, variables, and times that do not change what can happen."""
    spec.pop("ephemeralContainers", None)  # the API server takes them only for a running Pod
    spec["terminationGracePeriodSeconds"] = spec.get("terminationGracePeriodSeconds", lot.choice([30, 45, 60, 90]))
    for container in (*spec.get("initContainers", ()), *spec["containers"]):
        container["name"] = f"{container['name']}-{index % 97}"
        container["env"] = [{"name": f"SETTING_{each}", "value": str(lot.random())} for each in range(5)]
        container["resources"] = {"requests": {"cpu": f"{lot.randint(1, 9)}00m", "memory": "128Mi"}}
        for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
            if probe in container:
                container[probe]["timeoutSeconds"] = lot.randint(1, 5)
    return spec


def different(number: int) -> Iterator[dict[str, Any]]:
    """This many Pods, at most 1,728, of different configurations."""
    policies, thresholds, both = ("Always", "OnFailure", "Never"), (0, 1, 2, 3), (False, True)
    every = product(policies, thresholds, thresholds, (0, 1, 30), (1, 2, 3), both, both)
    drawn = random.Random(0).sample(list(every), number)
    for index, (policy, alive, ready, grace, count, hook, init) in enumerate(drawn):
        check = {"exec": {"command": ["/check"]}}
        container: dict[str, Any] = {"image": "example.com/app:1"}
        container |= {"livenessProbe": {**check, "failureThreshold": alive}} if alive else {}
        container |= {"readinessProbe": {**check, "failureThreshold": ready}} if ready else {}
        container |= {"lifecycle": {"preStop": check}} if hook else {}
        containers = [{"name": f"c{place}", **container} for place in range(count)]
        spec = {"restartPolicy": policy, "terminationGracePeriodSeconds": grace, "containers": containers}
        spec |= {"initContainers": [{"name": "init", "image": "example.com/init:1"}]} if init else {}
        yield {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": f"p{index}"}, "spec": spec}


def write(folder: Path, workloads: Iterable[dict[str, Any]]) -> None:
    """Write them, fifty to a folder."""
    for index, manifest in enumerate(workloads):
        path = folder / f"service-{index // 50:03}" / f"{index}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(manifest, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    made = different if "--different" in sys.argv else manifests
    folder, number, *_ = (*(each for each in sys.argv[1:] if not each.startswith("--")), "10000")
    write(Path(folder), made(int(number)))
