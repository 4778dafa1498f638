"""Templates and selectors of stages: what Go and jq make of them, and bounds on what strangers write."""

from pathlib import Path

import pytest
import yaml

from podproof.checker.stages.reading import stages
from podproof.checker.stages.rendering import Renderer
from podproof.checker.stages.selectors import SelectorRequirement, UnknownExpression, expression
from podproof.checker.stages.template_functions import functions
from podproof.checker.stages.templates import BadTemplate, NotRendered, parse
from podproof.checker.stages.trials import applies

KWOK = Path(__file__).parent / "kwok"
POD = {
    "metadata": {"name": "p", "labels": {"app": "web", "b.c/d": "true"}, "ownerReferences": [{"kind": "Job"}]},
    "spec": {"containers": [{"name": "one"}, {"name": "two"}], "hostNetwork": True},
    "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]},
}


def rendered(template: str, data: object = POD) -> str:
    return Renderer(functions("2026-01-01T00:00:00Z")).render(parse(template), data)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{ .status.phase }}", "Running"),
        ("{{ .status.phase | Quote }} {{ .spec.hostNetwork | Quote }}", '"Running" "true"'),
        ("{{ range .spec.containers }}-{{ .name }}{{ end }}", "-one-two"),
        ("{{ range $i, $c := .spec.containers }}{{ $i }}{{ $c.name }}{{ end }}", "0one1two"),
        ("{{ range .spec.initContainers }}x{{ else }}none{{ end }}", "none"),
        ("{{ with .spec.missing }}x{{ else }}no{{ end }}{{ with .status }}{{ .phase }}{{ end }}", "noRunning"),
        ("{{ if eq .status.phase `Failed` }}a{{ else if .spec.hostNetwork }}b{{ else }}c{{ end }}", "b"),
        ("{{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}{{ if true }}{{ $x = 3 }}{{ end }}{{ $x }}", "13"),
        (
            "{{ $r := . }}{{ range .spec.containers }}{{ $r.status.phase }}{{ $.metadata.name }}{{ end }}",
            "RunningpRunningp",
        ),
        ("a {{- /* a comment: } */ -}} b {{- 1 -}} c", "ab1c"),
        ("{{ or .metadata.annotations dict }}{{ index .spec.containers 1 | len }}", "map[]1"),
        ('{{ index ( or .metadata.annotations dict ) "x" }}', "<no value>"),
        ("{{ and true 0 }}{{ not nil }}{{ default 5 .spec.none }}{{ list 1 2 }}", "0true5[1 2]"),
    ],
)
def test_a_template_renders_as_in_go(template, text):
    assert rendered(template) == text


@pytest.mark.parametrize(
    "template", ["{{ if true }}", "{{ end }}", "{{ .a", "{{ }}", '{{ "a }}', "{{ ( 1 }}", "{{ & }}"]
)
def test_a_text_that_is_no_template_is_refused(template):
    with pytest.raises(BadTemplate):
        parse(template)


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{{ env `HOME` }}", "the function env"),
        ("{{ $x }}", r"the undefined variable \$x"),
        ("{{ .status.phase.x }}", r"the field .x of what has no fields"),
        ("{{ template `x` }}", "the keyword template"),
        ("{{ index .spec.containers 7 }}", "its template fails"),
        ("{{ len }}", "its template fails"),
        ("{{ $s := `ab` }}{{ range until 40 }}{{ $s = print $s $s }}{{ end }}", "a value that is too large"),
        ("{{ $s := list 1 }}{{ range until 40 }}{{ $s = list $s $s }}{{ end }}", "a value that is too large"),
        ("{{ range until 999 }}" * 5 + "{{ end }}" * 5, "more than 10,000 steps"),
        ("{{ if true }}" * 99 + "{{ end }}" * 99, "more than 60 nested blocks"),
        ("{{ " + "( " * 99 + "1" + " )" * 99 + " }}", "more than 60 nested parentheses"),
    ],
)
def test_what_is_not_rendered_has_a_reason(template, reason):
    with pytest.raises(NotRendered, match=reason):
        rendered(template)


@pytest.mark.parametrize("text", ["{{", "{{ ", "{{/*", '{{"', "{{`", "{{-", "}}", "{{ . }}"])
def test_a_hostile_template_is_refused_or_read_without_backtracking(text):
    hostile = (text * 20_000)[:40_000]
    try:
        assert len(parse(hostile)) >= 1
    except (BadTemplate, NotRendered) as refused:
        assert str(refused)


@pytest.mark.parametrize(
    ("key", "operator", "values", "holds"),
    [
        (".status.phase", "In", ("Running",), True),
        (".status.phase", "NotIn", ("Running",), False),
        (".metadata.deletionTimestamp", "DoesNotExist", (), True),
        (".metadata.deletionTimestamp", "Exists", (), False),
        (".metadata.ownerReferences.[].kind", "In", ("Job",), True),
        ('.metadata.labels["b.c/d"]', "In", ("true",), True),
        ('.metadata.labels."b.c/d"', "Exists", (), True),
        (".spec.hostNetwork", "In", ("true",), True),
        (".spec.containers[1].name", "In", ("two",), True),
        ('.status.conditions.[] | select( .type == "Ready" ) | .status', "In", ("True",), True),
        ('.status.conditions.[] | select( .type == "Initialized" ) | .status', "NotIn", ("True",), True),
        (".status.initContainerStatuses.[].state.running", "DoesNotExist", (), True),  # jq fails on null
        (".status.phase.[].x", "NotIn", ("True",), True),
    ],
)
def test_a_requirement_is_read_as_kwok_reads_it(key, operator, values, holds):
    assert SelectorRequirement(expression(key), operator, values).holds(POD) is holds


@pytest.mark.parametrize("key", [".a | length", "now", ".a, .b", ".a + 1", "..", "def f: 1; f", "x" * 3_000])
def test_an_expression_beyond_the_subset_is_not_guessed(key):
    with pytest.raises(UnknownExpression):
        expression(key)


def test_a_stage_writes_for_a_pod_what_the_tests_of_kwok_expect():
    (stage,) = stages("pod-create.yaml", (KWOK / "pod-create.yaml").read_bytes())
    pod = yaml.safe_load((KWOK / "pod-create-with-init.input.yaml").read_text())
    expected = yaml.safe_load((KWOK / "pod-create-with-init.output.yaml").read_text())["stages"][0]["next"][1]["data"]
    own = functions("<Now>") | {
        "NodeIPWith": lambda node: f'<NodeIPWith("{node}")>',
        "PodIPWith": lambda *of: expected["status"]["podIP"],
    }
    (step,) = stage.steps
    assert applies(stage, pod)
    assert yaml.safe_load(Renderer(own).render(step.template, pod)) == expected["status"]
