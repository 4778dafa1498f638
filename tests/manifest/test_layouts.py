"""Which files of a repository are manifests, and which belong to a kustomization or a chart."""

from pathlib import Path

import pytest

from podproof.spec.manifest import read
from podproof.spec.manifest.discovery import discover
from podproof.spec.manifest.layouts import File, Package

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app, image: 'app:1'}]}\n"

PATCH = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n"

LAYOUTS = {
    "plain": ({"a.yaml": POD, "b/c.json": "{}", "notes.txt": ""}, ["file a.yaml", "file b/c.json"]),
    "kustomize": (
        {
            "base/kustomization.yaml": "resources: [web.yaml]\n",
            "base/web.yaml": POD,
            "overlays/prod/kustomization.yaml": "resources: [../../base]\npatches: [{path: more.yaml}]\n",
            "overlays/prod/more.yaml": PATCH,
            "overlays/prod/old.yaml": PATCH,
        },
        [
            "kustomize overlays/prod",
            "part overlays/prod/more.yaml",
            "neighbor overlays/prod/old.yaml",
        ],
    ),
    "two kustomizations that include each other": (
        {"a/kustomization.yaml": "resources: [../b]\n", "b/kustomization.yaml": "resources: [../a]\n"},
        ["kustomize a", "kustomize b"],
    ),
    "a file that kustomize may not read": (
        {"web.yaml": POD, "a/kustomization.yaml": "resources: [../web.yaml]\n"},
        ["kustomize a", "file web.yaml"],
    ),
    "a component": (
        {"c/kustomization.yaml": "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\n"},
        ["file c/kustomization.yaml"],
    ),
    "a kustomization of Flux": (
        {"kustomization.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n", "web.yaml": POD},
        ["file kustomization.yaml", "file web.yaml"],
    ),
    "a kustomization without extension": (
        {"a/Kustomization": "resources: [web.yaml]\n", "a/web.yaml": POD},
        ["kustomize a"],
    ),
    "Helm": (
        {
            "chart/Chart.yaml": "name: web\n",
            "chart/values-prod.yaml": "",
            "chart/templates/web.yaml": "{{ x }}",
            "chart/charts/db/Chart.yaml": "name: db\n",
            "chart/charts/db/templates/db.yaml": "{{ x }}",
            "chart/examples/web.yaml": POD,
        },
        ["helm chart", "file chart/examples/web.yaml"],
    ),
    "a broken kustomization": (
        {"a/kustomization.yaml": "resources: [", "a/web.yaml": POD},
        ["kustomize a", "neighbor a/web.yaml"],
    ),
}


def shown(folder: Path, *paths: str) -> list[str]:
    """Discover these paths, and show what is found."""
    found = discover([str(folder / path) for path in paths] or [str(folder)])
    return [
        f"{each.tool} {Path(each.folder).relative_to(folder)}"
        if isinstance(each, Package)
        else f"{each.role or 'file'} {Path(each.path).relative_to(folder)}"
        for each in found
        if isinstance(each, File | Package)
    ]


def write(folder: Path, files: dict[str, str]) -> None:
    """Write these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_file_of_a_layout_is_read_or_belongs_to_what_a_tool_renders(layout: str, tmp_path: Path) -> None:
    files, expected = LAYOUTS[layout]
    write(tmp_path, files)
    assert shown(tmp_path) == expected


def test_a_part_that_is_named_stands_for_its_package(tmp_path: Path) -> None:
    write(tmp_path, LAYOUTS["kustomize"][0])
    write(tmp_path, LAYOUTS["Helm"][0])
    assert shown(tmp_path, "overlays/prod/more.yaml", "chart/templates/web.yaml", "base/web.yaml") == [
        "kustomize overlays/prod",
        "helm chart",
        "file base/web.yaml",
    ]


def test_a_complete_manifest_beside_a_kustomization_is_read_and_a_part_is_counted(tmp_path: Path) -> None:
    write(tmp_path, {"kustomization.yaml": "{}", "web.yaml": POD, "old.yaml": PATCH})
    result = read([str(tmp_path)])
    assert [manifest.name for manifest in result.pods] == ["web"]
    assert (result.problems, dict(result.skipped)) == ((), {"part of a kustomization": 1})


def test_what_nobody_renders_gives_one_line_with_the_command(tmp_path: Path) -> None:
    write(tmp_path, {"a b/kustomization.yaml": "{}", "Chart.yaml": "name: web\n"})
    chart, kustomization = map(str, read([str(tmp_path)]).unrendered)
    assert chart.endswith(f"helm template {tmp_path} | podproof check -")
    assert kustomization.endswith(f"kubectl kustomize '{tmp_path}/a b' | podproof check -")


DEFINITION = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\nspec: [\n"


def test_a_definition_is_counted_without_being_parsed_and_moves_no_line(tmp_path: Path) -> None:
    write(tmp_path, {"all.yaml": f"{DEFINITION}---\n{POD}---\n{DEFINITION}"})
    result = read([str(tmp_path)])
    assert (result.problems, dict(result.skipped)) == ((), {"CustomResourceDefinition": 2})
    assert [manifest.position.line for manifest in result.pods] == [6]


@pytest.mark.parametrize("line", ['"k\\x69nd": Pod', "? kind\n: Pod", "'kind': Pod", "kind: Pod"])
def test_a_pod_that_poses_as_a_definition_is_not_overlooked(line: str, tmp_path: Path) -> None:
    write(tmp_path, {"all.yaml": f"kind: CustomResourceDefinition\n{POD.replace('kind: Pod', line)}"})
    assert dict(read([str(tmp_path)]).skipped) == {}
