"""Feed a reader with inputs that libFuzzer changes by what they cover: no input may end in a traceback or take long.

    pip install atheris
    PYTHONPATH=… python tests/benchmarks/fuzz_readers.py manifest -runs=100000

The readers are `manifest` (YAML and JSON), `configuration` (podproof.toml), `recording` and `status` (the texts of
`conform phases`). What follows the reader goes to libFuzzer; the input that failed is written to `crash-…`.
"""

import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["podproof", "yaml", "tomllib"]):
    import yaml
    import zstandard

    from podproof.checker.conformance.recordings import UNREADABLE
    from podproof.checker.errors import Error
    from podproof.checker.gate.configuration import read_configuration
    from podproof.spec.manifest import example, stream
    from podproof.spec.manifest.outcome import ManifestFile
    from podproof.spec.observation.columns import askable, text_explanations
    from podproof.spec.observation.configuration import configuration, container_specs, lifecycle_fields
    from podproof.spec.observation.entries import Observed
    from podproof.spec.observation.number_checks import numbers
    from podproof.spec.observation.recordings import entries
    from podproof.spec.observation.snapshots import snapshot
    from podproof.spec.observation.status_values import status_values
    from podproof.spec.pod.state import NEWEST, OLDEST, Container, Pod

TESTS = Path(__file__).parents[1]
WEB: Any = yaml.safe_load(Path(example()).read_text())
POD = Pod("web", (Container("app"),))
CONFIGURATION = """kubernetes = "1.34"
exclude = ["a/**"]
ignore = ["probes-identical"]
[severity]
unknown-field = "warning"
[[containers]]
image = "*/app"
behavior = ["ignores-sigterm"]
"""


def manifest(data: bytes) -> None:
    """Read the bytes as they are, or the example with one value replaced by what they say."""
    if data[:1] == b"\0":
        data = json.dumps(changed(atheris.FuzzedDataProvider(data[1:]))).encode("utf-8", "surrogatepass")
    for item in stream(["-"], kubernetes=OLDEST + len(data) % (NEWEST - OLDEST + 1), stdin=io.BytesIO(data)):
        problem = getattr(item, "problem", item)
        assert isinstance(item, ManifestFile) or problem is None or str(problem).isprintable()


def changed(source: Any) -> Any:
    """Return the example Pod with one value replaced."""
    pod = json.loads(json.dumps(WEB))
    owner, key = source.PickValueInList(list(places(pod)))
    owner[key] = value(source, 3)
    return pod


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every map and list with each of its keys."""
    keys = list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else []
    for key in keys:
        yield node, key
        yield from places(node[key])


def value(source: Any, depth: int) -> Any:
    """Return any JSON value."""
    scalars: list[Callable[[], Any]] = [
        lambda: None,
        source.ConsumeBool,
        lambda: source.ConsumeInt(8),
        lambda: source.ConsumeFloat(),
        lambda: source.ConsumeUnicode(20),
        lambda: 10 ** source.ConsumeIntInRange(0, 4_000),
        lambda: "x" * source.ConsumeIntInRange(0, 100_000),
    ]
    maps: list[Callable[[], Any]] = [
        lambda: [value(source, depth - 1) for _ in range(source.ConsumeIntInRange(0, 3))],
        lambda: {source.ConsumeUnicode(9): value(source, depth - 1) for _ in range(source.ConsumeIntInRange(0, 3))},
    ]
    return source.PickValueInList(scalars + maps if depth else scalars)()


def toml(data: bytes) -> None:
    """Read the bytes as a configuration."""
    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(Error):
            read_configuration(named=file.name)


def recording(data: bytes) -> None:
    """Read the bytes as a recording, and each Pod in it as far as it goes before its configuration is explored."""
    for entry in entries(io.BytesIO(data)):
        if isinstance(entry, Observed):
            with contextlib.suppress(*UNREADABLE):
                _, kept = lifecycle_fields(entry.pod)
                pod = configuration(kept, "web", "default", NEWEST)
                _ = container_specs(entry.pod).images
                snapshot(entry.pod, False, {member.name: site for site, member in enumerate(pod.members)})
                numbers(status_values(entry, with_transitions=True))


def status(data: bytes) -> None:
    """Read the bytes as texts of the column STATUS, one a line."""
    for text in data.decode(errors="replace").split("\n"):
        list(text_explanations(POD, text, True))


READERS: dict[str, Callable[[bytes], None]] = {
    "manifest": manifest,
    "configuration": toml,
    "recording": recording,
    "status": status,
}


def seeds(reader: str) -> Iterator[bytes]:
    """Yield inputs to begin with."""
    if reader == "manifest":
        yield from (path.read_bytes() for path in Path(example()).parent.glob("*.yaml"))
        yield json.dumps(WEB).encode()
        yield b"\0" + bytes(range(64))
        yield b'a: &a {b: [001:db8::, "x\\u0041", 0o17, 1e3, .inf]}\nc: *a\n<<: *a\n--- # d\n{"e": [1.5, null]}{"f": 2}'
    elif reader == "configuration":
        yield CONFIGURATION.encode()
    elif reader == "recording":
        packed = (TESTS / "reality/traces/v1.36.2.jsonl.zst").read_bytes()
        yield from zstandard.decompress(packed).splitlines(keepends=True)[:40]
    else:
        yield from (text.encode() for text in askable(POD))
        yield "\n".join(askable(POD)).encode()


def main(reader: str, options: Sequence[str]) -> None:
    """Fuzz one reader until libFuzzer ends the process."""
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(seeds(reader)):
            Path(folder, str(number)).write_bytes(seed)
        limits = ["-timeout=20", "-rss_limit_mb=4096", "-max_len=20000"]
        atheris.Setup([sys.argv[0], *limits, *options, folder], READERS[reader])
        atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in READERS:
        main(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(f"usage: {os.path.basename(sys.argv[0])} {'|'.join(READERS)} [options of libFuzzer]")
