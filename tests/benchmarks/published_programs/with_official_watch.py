"""`watch.Watch().stream` of the official client until the Pod has ended, the loop that its examples show."""

from kubernetes import client, config, watch
from pods import drive, manifest

config.load_kube_config()


def stream(execution):
    """Watch one Pod until its phase is terminal."""
    api = client.CoreV1Api(client.ApiClient())
    name = f"official-{execution}"
    api.create_namespaced_pod("default", manifest(name, execution))
    events = watch.Watch().stream(api.list_namespaced_pod, "default", field_selector=f"metadata.name={name}")
    for event in events:
        phase = event["object"].status.phase
        if event["type"] == "DELETED" or phase in ("Succeeded", "Failed"):
            return f"{event['type']} {phase}"
    return "at the end of the stream"


drive({"stream until Succeeded, Failed or DELETED": stream})
