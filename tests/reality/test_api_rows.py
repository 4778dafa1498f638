"""The API server's own tests of validation and defaults: what it accepts, what it refuses, and what it fills in."""

import json
from pathlib import Path

import pytest

import podproof

FOLDER = Path(__file__).with_name("api")
PROBES = ("startupProbe", "livenessProbe", "readinessProbe")
APP = {"name": "app", "image": "app:1"}


def rows(name):
    """The test cases of a file that can be asked of a manifest."""
    found = [row for row in json.loads((FOLDER / f"{name}.json").read_text())["rows"] if row.get("askable", True)]
    return pytest.mark.parametrize("row", found, ids=[row["id"] for row in found])


def spec(row):
    """The Pod spec that has the input of a test case at its place."""
    place, value = row["place"], row["input"]
    if place in PROBES:
        fields = {"containers": [{**APP, place: value}]}
    elif place in ("container", "initContainer"):
        fields = {f"{place}s": [value]}
    else:
        fields = value if place == "pod" else {place: value}
    return {"containers": [APP], **fields, **row["podFields"]}


def pod(spec):
    """The manifest of a Pod as JSON."""
    return json.dumps({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": spec})


@rows("validation")
def test_a_pod_is_accepted_where_the_api_server_accepts_it(row):
    version = row.get("kubernetes")
    try:
        podproof.parse(pod(spec(row)), kubernetes=f"1.{version}" if version else None)
        accepted = True
    except podproof.ManifestError:
        accepted = False
    assert accepted == row["expect"]["accepted"]


@rows("defaults")
def test_a_field_that_is_left_out_has_the_default_of_the_api_server(row):
    *place, field = row["path"].removeprefix("spec.").split(".")
    if not place:
        assert (field, row["expect"], "default") in podproof.parse(pod({"containers": [APP]}))[0].effective
        return
    kind, probe = place[0].partition("[")[0], place[1]
    container = {**APP, "name": "it", probe: {"tcpSocket": {"port": 80}}}
    if kind == "initContainers":
        container["restartPolicy"] = "Always"
    [manifest] = podproof.parse(pod({"containers": [APP], kind: [container]}))
    effective = {setting.path: (setting.value, setting.origin) for setting in manifest.effective}
    assert effective[f"{kind}[it].{probe}.{field}"] == (row["expect"], "default")
