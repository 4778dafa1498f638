"""A static Pod is run by a kubelet alone, and is said to be not modeled instead of being judged as an ordinary one."""

import pytest
from outcomes import Read

HEAD = "apiVersion: v1\nkind: Pod\nmetadata: {{name: etcd, annotations: {{{}}}}}\n"
POD = HEAD + "spec: {{containers: [{{name: a, image: a:1}}]}}\n"


@pytest.mark.parametrize(
    ("annotation", "shown"),
    [
        ("kubernetes.io/config.mirror: 3fe1", "its mirror Pod"),
        ("kubernetes.io/config.source: file", "from `file`"),
        ("kubernetes.io/config.source: http", "from `http`"),
    ],
)
def test_a_static_pod_is_one_warning_and_no_pod(annotation: str, shown: str, reading: Read) -> None:
    result = reading(POD.format(annotation))
    [problem] = result.problems
    assert not result.pods and problem.severity == "warning" and problem.line == 3
    assert problem.message == (
        f"a static Pod ({shown}), which the kubelet runs without asking the API server, is not modeled"
    )


def test_a_pod_that_a_kubelet_has_from_the_api_server_is_an_ordinary_one(reading: Read) -> None:
    assert len(reading(POD.format("kubernetes.io/config.source: api")).pods) == 1
