"""Kustomizations and charts are rendered by programs of this machine; the checked tree decides nothing about that."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from gate_manifests import CLEAN, FOUND

from podproof.checker.packages import programs
from podproof.checker.packages.programs import ProgramFailed, find_program, run_program
from podproof.checker.packages.rendering import render
from podproof.spec.manifest.layouts import Package, Unrendered

BASE = """apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  template:
    spec:
      terminationGracePeriodSeconds: 1
      containers:
      - name: app
        image: example.com/shop:1
        lifecycle: {preStop: {exec: {command: [/drain]}}}
      - {name: load, image: 'example.com/load:1'}
"""

PATCH = """apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec: {template: {spec: {containers: [{$patch: delete, name: load}]}}}
"""

needs_kustomize = pytest.mark.skipif(
    not (shutil.which("kustomize") or shutil.which("kubectl")), reason="it needs kustomize or kubectl"
)


def write(folder: Path, texts: dict[str, str]) -> Path:
    """Write these files below the folder."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """A working directory with a base, whose selector comes from its kustomization, and an overlay with a patch."""
    texts = {
        "base/kustomization.yaml": "resources: [deployment.yaml]\ncommonLabels: {app: shop}\n",
        "base/deployment.yaml": BASE,
        "overlays/prod/kustomization.yaml": "resources: [../../base]\nnamePrefix: prod-\npatches: [path: less.yaml]\n",
        "overlays/prod/less.yaml": PATCH,
    }
    monkeypatch.chdir(write(tmp_path / "shop", texts))
    return tmp_path / "shop"


@needs_kustomize
def test_an_overlay_is_rendered_and_its_results_point_to_the_files_it_is_made_from(shop, check):
    code, out, _ = check(".", "--format", "json", "--no-cache")
    report = json.loads(out)
    assert code == 1
    assert [(pod["name"], pod["file"], pod["line"]) for pod in report["pods"]] == [
        ("prod-shop", "overlays/prod/kustomization.yaml", 1)
    ]
    [result] = [each for each in report["results"] if each["rule"] == "no-grace-for-pre-stop"]
    assert (result["file"], result["line"], result["column"]) == ("base/deployment.yaml", 11, 21)
    assert (report["unrendered"], report["skippedDocuments"]) == ([], {"part of a kustomization": 1})


@needs_kustomize
def test_a_finding_of_a_base_is_reported_once_however_many_overlays_have_it(shop, check):
    (shop / "overlays/dev").mkdir()
    overlay = "resources: [../../base]\nnamePrefix: dev-\n"
    (shop / "overlays/dev/kustomization.yaml").write_text(overlay, encoding="utf-8")
    arguments = (".", "--no-cache", "--select", "no-grace-for-pre-stop")
    code, out, _ = check(*arguments, "--format", "json")
    report = json.loads(out)
    assert (code, [each["outcome"] for each in report["pods"]]) == (1, ["failed", "failed"])
    assert [(each["file"], each["pods"]) for each in report["results"]] == [("base/deployment.yaml", 2)]
    assert " ".join(check(*arguments)[1].split()).count("(in 2 renderings)") == 1
    check(*arguments, "--write-baseline", "known.json")
    code, out, _ = check(*arguments, "--baseline", "known.json", "--format", "json")
    assert (code, [each["outcome"] for each in json.loads(out)["pods"]]) == (0, ["ok", "ok"])


def test_without_rendering_nothing_of_a_kustomization_is_judged_and_one_line_says_the_command(shop, check):
    code, out, _ = check(".", "--render", "never")
    assert code == 0
    text = " ".join(out.split())
    assert "./overlays/prod: kustomization, not rendered: --render never" in text
    assert "kubectl kustomize ./overlays/prod | podproof check -" in text
    assert check(".", "--render", "never", "--strict")[0] == 2


def test_a_chart_is_rendered_only_if_the_user_asks_for_it(shop, check):
    (shop / "chart" / "templates").mkdir(parents=True)
    (shop / "chart" / "Chart.yaml").write_text("name: web\n", encoding="utf-8")
    (shop / "chart" / "templates" / "web.yaml").write_text("kind: {{ .Values.kind }}\n", encoding="utf-8")
    code, out, _ = check("chart")
    assert code == 0
    assert "--render all renders charts" in " ".join(out.split())


needs_helm = pytest.mark.skipif(not shutil.which("helm"), reason="it needs Helm")

TEMPLATE = """apiVersion: v1
kind: {{ .Values.kind }}
metadata: {name: {{ .Release.Name }}}
spec: {restartPolicy: Never, containers: [{name: app, image: 'example.com/shop:1', imagePullPolicy: Alwais}]}
"""


@pytest.fixture
def chart(shop):
    """A chart, whose one template is a Pod with a misspelling."""
    texts = {
        "Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n",
        "values.yaml": "kind: Pod\n",
        "templates/web.yaml": TEMPLATE,
    }
    return write(shop / "chart", texts)


@needs_helm
def test_results_of_a_chart_point_to_its_template(chart, check):
    code, out, _ = check("chart", "--render", "all", "--format", "json", "--no-cache")
    (result,) = [each for each in json.loads(out)["results"] if "Alwais" in each["message"]]
    assert (code, result["file"]) == (2, "chart/templates/web.yaml")


@needs_helm
def test_the_next_command_about_a_chart_renders_it(chart, check):
    (chart / "templates" / "web.yaml").write_text(TEMPLATE.replace("Alwais", "Always"), encoding="utf-8")
    _, out, _ = check("chart", "--render", "all", "--no-cache")
    assert "next        helm template ./chart | podproof explore - --trace " in out


@needs_helm
def test_a_chart_that_fails_is_one_line_with_the_error_of_helm(chart, check):
    (chart / "templates" / "web.yaml").write_text('a: {{ required "say a name" .Values.name }}\n', encoding="utf-8")
    code, out, _ = check("chart", "--render", "all", "--no-cache")
    assert code == 0
    assert "it failed: execution error at (web/templates/web.yaml:1:6): say a name" in " ".join(out.split())


def reason(folder: Path, kustomization: str, **files: str) -> str:
    """Write a kustomization and render it; why is it not rendered?"""
    (folder / "kustomization.yaml").write_text(kustomization, encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    answer = render(Package("kustomize", str(folder), str(folder / "kustomization.yaml")), "auto")
    assert isinstance(answer, Unrendered)
    return answer.reason


REFUSED = {
    "resources: ['https://example.com/pod.yaml']": "nothing is fetched",
    "resources: ['github.com/example/shop?ref=main']": "nothing is fetched",
    "resources: ['git@github.com:example/shop']": "nothing is fetched",
    "configMapGenerator: [{name: a, files: ['a=http://127.0.0.1/secret']}]": "nothing is fetched",
    "patches: [{path: 'http://127.0.0.1/patch.yaml'}]": "nothing is fetched",
    "resources: [missing.yaml]": "nothing is fetched",
    "resources: [/etc/passwd]": "nothing is fetched",
    "resources: [../../..]": "lies outside of this tree",
    "helmCharts: [{name: web}]": "podproof does not run `helmCharts`",
    "generators: [plugin.yaml]": "podproof does not run `generators`",
    "Resources: ['https://example.com/pod.yaml']": "podproof does not run `Resources`",
    "transformers: [plugin.yaml]": "podproof does not run the transformers in `plugin.yaml`",
    "resources: [": "cannot be read",
    "resources: []\n---\nresources: ['https://example.com/pod.yaml']": "cannot be read",
}


@pytest.mark.parametrize("kustomization", REFUSED)
def test_a_kustomization_that_reaches_beyond_its_tree_is_not_rendered(kustomization, tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "run_program", lambda *_: pytest.fail("a program ran"))
    plugin = "apiVersion: example.com/v1\nkind: Program\nmetadata: {name: a, annotations: {}}\n"
    assert REFUSED[kustomization] in reason(tmp_path, kustomization, plugin=plugin)


def test_a_base_that_fetches_is_not_rendered_either(tmp_path):
    file = tmp_path / "base" / "kustomization.yaml"
    file.parent.mkdir()
    file.write_text("resources: ['https://example.com/a.yaml']\n", encoding="utf-8")
    assert "nothing is fetched" in reason(tmp_path, "resources: [base]\n")


def test_a_program_is_never_one_of_the_tree_nor_of_a_relative_folder(tmp_path, monkeypatch):
    tree, outside = tmp_path / "tree", tmp_path / "bin"
    for folder in (tree, outside):
        folder.mkdir()
        (folder / "kubectl").write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / "kubectl").chmod(0o755)
    monkeypatch.chdir(tree)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", str(tree))))
    assert find_program(["kubectl"], str(tree)) is None
    (outside / "kustomize").symlink_to(tree / "kubectl")
    monkeypatch.setenv("PATH", os.pathsep.join((str(tree), str(outside))))
    assert find_program(["kustomize", "kubectl"], str(tree)) == str(outside / "kubectl")


def test_a_program_sees_nothing_of_the_environment(tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("SECRET", "token")
    command = [sys.executable, "-c", "import os; print(os.getcwd(), *sorted(os.environ), os.environ['HOME'])"]
    folder, *names, home = run_program(command, tmp_path).split()
    assert (folder, home) == (str(tmp_path), str(tmp_path / "home"))
    assert "SECRET" not in names


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import time; print('x', flush=True); time.sleep(60)", "it was stopped after 1 s"),
        ("print('x' * 2000)", "it printed more than"),
        ("import sys; sys.exit('accumulating resources: no such\\x1b file')", "it failed: no such"),
    ],
)
def test_a_program_is_bounded_and_its_failure_is_one_line(code, said, tmp_path, monkeypatch):
    (tmp_path / "home").mkdir()
    monkeypatch.setattr(programs, "SECONDS", 1)
    monkeypatch.setattr(programs, "LARGEST", 1000)
    with pytest.raises(ProgramFailed, match=said):
        run_program([sys.executable, "-c", code], tmp_path)


@needs_kustomize
def test_an_annotation_of_origin_leads_to_no_file_outside_of_the_tree(tmp_path, monkeypatch, check):
    shop = tmp_path / "shop"
    shop.mkdir()
    (tmp_path / "other.yaml").write_text(CLEAN, encoding="utf-8")
    annotation = "metadata: {name: hasty, annotations: {config.kubernetes.io/origin: 'path: ../../../../other.yaml'}}"
    (shop / "pod.yaml").write_text(FOUND.replace("metadata: {name: hasty}", annotation), encoding="utf-8")
    (shop / "kustomization.yaml").write_text("resources: [pod.yaml]\n", encoding="utf-8")
    monkeypatch.chdir(shop)
    files = {each["file"] for each in json.loads(check(".", "--format", "json")[1])["results"]}
    assert files == {"pod.yaml"}
