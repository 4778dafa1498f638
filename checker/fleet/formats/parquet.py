"""A summary as a Parquet table: a row for each group and each thing that its Pods show."""

from io import BytesIO
from typing import Any

from podproof.checker.fleet.summary import Summary


def render(summary: Summary) -> bytes:
    """The file."""
    import pyarrow
    import pyarrow.parquet

    written = BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(_rows(summary), schema=_schema(pyarrow)), written)
    return written.getvalue()


def _schema(pyarrow: Any) -> Any:
    text, number, texts = pyarrow.string(), pyarrow.int64(), pyarrow.list_(pyarrow.string())
    names = {"cluster": text, "namespace": text, "owner": text, "images": texts, "kind": text, "name": text}
    numbers = {"pods": number, "example_observations": number, "example_line": number}
    return pyarrow.schema({**names, **numbers, "example_pod": text, "example_file": text, "example_statuses": texts})


def _rows(summary: Summary) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for group, row in sorted(summary.rows.items()):
        named = {"cluster": group.cluster, "namespace": group.namespace, "owner": group.owner}
        all_ = named | {"images": list(group.images)}
        rows.append(all_ | {"kind": "pods", "name": "", "pods": row.pods})
        for what, seen in row.ordered():
            example = seen.example
            rows.append(
                all_
                | {"kind": what.kind, "name": what.name, "pods": seen.pods, "example_pod": example.pod}
                | {"example_observations": example.observations, "example_line": example.line}
                | {"example_file": example.file, "example_statuses": list(example.statuses)}
            )
    return rows
