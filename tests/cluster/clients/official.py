"""The official Python client: creates, watches, patches, evicts and deletes a Pod, and prints what it sees."""

from kubernetes import client, config, watch

NAME, PLACE = "official", "default"


def stream(until, **options):
    """What a watch shows of the Pod, up to the event that is awaited."""
    options["field_selector"] = f"metadata.name={NAME}"
    for event in watch.Watch().stream(api.list_namespaced_pod, PLACE, **options):
        item = event["object"]
        states = [each.state for each in item.status.container_statuses or []]
        print(event["type"], item.status.phase, *("running" for each in states if each.running))
        if until(event["type"], item):
            return item
    raise RuntimeError("the watch has ended")


config.load_kube_config()
api = client.CoreV1Api()
print("version", client.VersionApi().get_code().minor)
spec = {"containers": [{"name": "a", "image": "b:1"}]}
api.create_namespaced_pod(PLACE, {"metadata": {"name": NAME}, "spec": spec})
ready = stream(lambda type, item: any(each.ready for each in item.status.container_statuses or []))
print("list", [item.metadata.name for item in api.list_namespaced_pod(PLACE, label_selector="!none").items])
print("labels", api.patch_namespaced_pod(NAME, PLACE, {"metadata": {"labels": {"x": "1"}}}).metadata.labels)
print("log", repr(api.read_namespaced_pod_log(NAME, PLACE)))
try:
    api.create_namespaced_pod(PLACE, {"metadata": {"name": NAME}, "spec": spec})
except client.ApiException as error:
    print("refused", error.status, error.reason)
body = client.V1Eviction(metadata=client.V1ObjectMeta(name=NAME))
api.create_namespaced_pod_eviction(NAME, PLACE, body)
stream(lambda type, item: type == "DELETED", resource_version=ready.metadata.resource_version)
custom = client.CustomObjectsApi()
group = {"group": "example.com", "scope": "Namespaced", "names": {"plural": "widgets", "kind": "Widget"}}
schema = {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}}
version = {"name": "v1", "served": True, "storage": True, "schema": schema}
definition = {"metadata": {"name": "widgets.example.com"}, "spec": {**group, "versions": [version]}}
client.ApiextensionsV1Api().create_custom_resource_definition(definition)
place = ("example.com", "v1", PLACE, "widgets")
custom.create_namespaced_custom_object(*place, {"metadata": {"name": "w"}, "spec": {"size": 1}})
print("custom", custom.get_namespaced_custom_object(*place, "w")["spec"])
