"""kr8s: creates a Pod, waits for its condition, labels it, deletes it, and waits for the end."""

import os

import kr8s
from kr8s.objects import Pod

api = kr8s.api(kubeconfig=os.environ["KUBECONFIG"])
spec = {"containers": [{"name": "a", "image": "b:1"}]}
pod = Pod({"metadata": {"name": "kr8s", "namespace": "default"}, "spec": spec}, api=api)
pod.create()
pod.wait("condition=Ready", timeout=20)
pod.refresh()
print("ready", pod.ready(), pod.status.phase)
pod.label({"x": "1"})
print("found", [each.name for each in api.get("pods", namespace="default", label_selector={"x": "1"})])
pod.delete(grace_period=1)
pod.wait("delete", timeout=20)
print("gone", not pod.exists())
