"""The tables of the configuration: their keys and the type of each value."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec

from podproof.checker.gate.intervals import DURATIONS, NETWORK
from podproof.checker.gate.toml import Key
from podproof.spec.findings import FINDINGS, THRESHOLDS
from podproof.spec.notation_of_time import Interval
from podproof.spec.pod.latencies import MEASURED
from podproof.spec.pod.laws import LAWS

Level = Literal["error", "warning", "info", "off"]
Expected = Literal["holds", "violated", "vacuous", "undecided"]
Behaving = Literal["never-exits", "ignores-sigterm", "ends-on-sigterm"]


NODE_LATENCIES = tuple(name for name, value in MEASURED._asdict().items() if isinstance(value, Interval))
"""The latencies of the node that are intervals, by name."""

Names = str | tuple[str, ...]
"""Names as a list, or as one text with commas."""


def _about(description: str) -> msgspec.Meta:
    return msgspec.Meta(description=description)


class BehaviorTable(msgspec.Struct, frozen=True):
    """Declarations about the containers whose name and image match these patterns."""

    name: Annotated[str, _about("A pattern of container names.")] = "*"
    image: Annotated[str, _about("A pattern of images.")] = "*"
    behavior: Annotated[tuple[Behaving, ...], _about("How the processes of these containers behave.")] = ()
    behaviour: Annotated[tuple[Behaving, ...], _about("The same in British spelling.")] = ()
    needs: Annotated[tuple[str, ...], _about("Patterns of containers that must run before these.")] = ()
    pull: Annotated[str, _about("How long the pull of the image takes, such as '1s..60s'.")] = ""
    starts: Annotated[str, _about("From the start of the process until its probes succeed.")] = ""
    hangs: Annotated[str, _about("From the start of the process until its probes fail for good, or 'never'.")] = ""
    exits: Annotated[str, _about("From the start of the process until it exits by itself, or 'never'.")] = ""
    drains: Annotated[str, _about("From SIGTERM until the process exits; 'never' if it ignores SIGTERM.")] = ""
    pre_stop: Annotated[str, _about("How long the preStop hook takes.")] = ""
    post_start: Annotated[str, _about("How long the postStart hook takes.")] = ""
    answer: Annotated[str, _about("How long a probe takes to answer.")] = ""

    @property
    def declared(self) -> set[str]:
        """The declared behavior, in either spelling."""
        return {*self.behavior, *self.behaviour}


class TimeTable(msgspec.Struct, frozen=True):
    """Durations outside the containers: of the network, and of the node."""

    endpoint_removal: Annotated[str, _about("From the deletion until no client sends requests any more.")] = ""
    endpoint_addition: Annotated[str, _about("From Ready until clients send requests.")] = ""
    node: Annotated[dict[str, str], _about("Latencies of the node instead of the measured ones, by name.")] = {}


class LawTable(msgspec.Struct, frozen=True):
    """The table of one law."""

    expect: Annotated[Expected, _about("The expected outcome of the law; any other one fails the check.")] = "holds"


class ConfigurationTable(msgspec.Struct, frozen=True):
    """The whole configuration as written."""

    kubernetes: Annotated[str, _about("The version of Kubernetes, such as 1.34; default: the newest modeled.")] = ""
    faults: Annotated[Names, _about("The classes of fault that may strike: all, none or names.")] = "all"
    fail_on: Annotated[Literal["error", "warning", "info"], _about("The least severity that fails the check.")] = (
        "warning"
    )
    paths: Annotated[tuple[str, ...], _about("The paths to check if the command line has none.")] = ()
    exclude: Annotated[tuple[str, ...], _about("Patterns of files and folders that are not checked.")] = ()
    baseline: Annotated[str, _about("A file written by --write-baseline; results in it do not count.")] = ""
    select: Annotated[Names, _about("The findings to report, by name or pattern.")] = "*"
    ignore: Annotated[Names, _about("The findings not to report, by name or pattern.")] = ()
    gates_set: Annotated[
        tuple[str, ...] | None, _about("Patterns of the readiness gates that somebody sets; default: all.")
    ] = None
    severities: Annotated[dict[str, Level], _about("The severity of each finding or law/NAME.")] = {}
    thresholds: Annotated[dict[str, int], _about("Thresholds of findings, in seconds.")] = {}
    laws: Annotated[dict[str, LawTable], _about("What is expected of each law.")] = {}
    containers: Annotated[tuple[BehaviorTable, ...], _about("Facts about containers that no manifest has.")] = ()
    kinds: Annotated[dict[str, str], _about("The path of the Pod template in objects of other kinds.")] = {}
    time: Annotated[TimeTable, _about("Durations that no manifest has, for `podproof time`.")] = TimeTable()
    strict: Annotated[bool, _about("Whether a document that is not a manifest is an error.")] = False


Unknown = tuple[tuple[Key, ...], str, Collection[str]]
"""The path of an unknown key, the kind of its name, and the known names."""


def unknown(table: Mapping[str, Any], own_laws: Collection[str] = ()) -> Iterator[Unknown]:
    """Every unknown key."""
    laws = [*(law.name for law in LAWS), *own_laws]
    rules = [*(finding.name for finding in FINDINGS), *(f"law/{name}" for name in laws)]
    yield from _beside(table, (), "key", ConfigurationTable.__struct_fields__)
    yield from _beside(table.get("severities"), ("severities",), "finding", rules)
    yield from _beside(table.get("thresholds"), ("thresholds",), "threshold", tuple(THRESHOLDS))
    yield from _beside(table.get("laws"), ("laws",), "law", laws)
    for name, inner in _items(table.get("laws")):
        yield from _beside(inner, ("laws", name), "key", LawTable.__struct_fields__)
    yield from _beside(table.get("time"), ("time",), "key", TimeTable.__struct_fields__)
    if isinstance(table.get("time"), dict):
        yield from _beside(table["time"].get("node"), ("time", "node"), "latency", NODE_LATENCIES)
    containers = table.get("containers")
    for number, inner in enumerate(containers if isinstance(containers, list) else ()):
        yield from _beside(inner, ("containers", number), "key", BehaviorTable.__struct_fields__)


def _beside(table: Any, path: tuple[Key, ...], kind: str, names: Collection[str]) -> Iterator[Unknown]:
    return (((*path, name), kind, names) for name, _ in _items(table) if name not in names)


def _items(table: Any) -> Iterator[tuple[str, Any]]:
    return iter(table.items() if isinstance(table, dict) else ())


def durations(table: ConfigurationTable) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every text that declares a duration, with its keys."""
    for number, each in enumerate(table.containers):
        yield from ((("containers", number, name), getattr(each, name)) for name in DURATIONS)
    yield from ((("time", name), getattr(table.time, name)) for name in NETWORK)
    yield from ((("time", "node", name), text) for name, text in table.time.node.items())
