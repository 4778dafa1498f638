"""Events of Pods: what kubectl describe and programs read of the steps that a component reports."""

from podproof.checker.cluster import pod_events
from podproof.spec.pod.event_texts import EVENT_TEXTS
from podproof.spec.pod.state import ContainerState
from podproof.spec.publishing.reported_events import EVENT_FORMS
from tests.cluster.api import PODS, Api

EVENTS = "/api/v1/namespaces/default/events"


def events(api, query=""):
    return api("GET", f"{EVENTS}{query}").json["items"]


def reasons(api):
    return [each["reason"] for each in events(api)]


def after_steps(*arguments, steps=60, **spec):
    api = Api(*arguments)
    api.create(**spec)
    api.step(steps=steps)
    return api


def test_a_pod_that_starts_has_the_events_of_scheduler_and_kubelet():
    found = events(after_steps())
    assert [each["reason"] for each in found] == ["Scheduled", "Pulling", "Pulled", "Created", "Started"]
    scheduled, pulling, *_ = found
    assert scheduled["message"] == "Successfully assigned default/web to node-1"
    assert (scheduled["reportingComponent"], scheduled["lastTimestamp"]) == ("default-scheduler", None)
    assert pulling["involvedObject"]["fieldPath"] == "spec.containers{a}"
    assert (pulling["source"], pulling["message"]) == (
        {"component": "kubelet", "host": "node-1"},
        'Pulling image "b:1"',
    )


def test_events_are_found_by_the_pod_that_they_are_about():
    api = after_steps()
    uid = api("GET", f"{PODS}/web").json["metadata"]["uid"]
    query = "?fieldSelector=involvedObject.name%3Dweb%2CinvolvedObject.uid%3D"
    assert len(events(api, query + uid)) == 5
    assert events(api, query + "other") == []


def test_an_event_that_repeats_is_counted():
    restarted = {each["reason"]: each for each in events(after_steps("pleasant", "crash-loop"))}
    assert restarted["Started"]["count"] > 1
    assert restarted["BackOff"]["message"].startswith("Back-off restarting failed container a in pod web_default(")


def test_an_image_under_the_policy_never_is_not_pulled():
    api = after_steps(containers=[{"name": "a", "image": "b:1", "imagePullPolicy": "Never"}])
    assert reasons(api) == ["Scheduled", "Pulled", "Created", "Started"]


def test_an_eviction_is_a_warning():
    found = {each["reason"]: each for each in events(after_steps("pleasant", "evicted"))}
    assert (found["Evicted"]["type"], found["Evicted"]["involvedObject"]["name"]) == ("Warning", "web")


def test_a_stop_is_reported_and_its_event_outlives_the_pod():
    api = after_steps("pleasant", "deleted-while-running")
    assert api("GET", f"{PODS}/web").code == 404
    assert events(api)[-1]["message"] == "Stopping container a"


def test_the_oldest_events_are_forgotten(monkeypatch):
    monkeypatch.setattr(pod_events, "MOST_EVENTS", 3)
    assert reasons(after_steps()) == ["Pulled", "Created", "Started"]


def test_a_namespace_that_is_terminated_gets_no_events_and_goes_with_those_that_it_has():
    api = after_steps()
    api("DELETE", "/api/v1/namespaces/default")
    api.step(steps=60)
    assert api("GET", "/api/v1/namespaces/default").code == 404
    assert not list(api.cluster.storage.items(("", "events")))


def test_every_form_of_an_event_belongs_to_a_step_and_needs_only_what_is_known():
    preparations = ContainerState.__annotations__["preparation"].__args__
    known = dict.fromkeys(("name", "image", "pod", "namespace", "uid", "node"), "x")
    for name, forms in EVENT_FORMS.items():
        assert name.split()[0] in {*EVENT_TEXTS, *preparations}
        assert all(each.message.format(**known) for each in forms)
