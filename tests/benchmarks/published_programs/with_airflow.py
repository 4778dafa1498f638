"""`PodManager` of apache-airflow-providers-cncf-kubernetes: waits for the start of a Pod, then for its end."""

import asyncio
import logging

from airflow.providers.cncf.kubernetes.utils.pod_manager import PodManager
from kubernetes import client, config
from pods import drive, manifest

logging.disable(logging.CRITICAL)
config.load_kube_config()


def both(execution):
    """Start and completion, as the operator calls them one after the other."""
    api = client.CoreV1Api(client.ApiClient())
    manager = PodManager(kube_client=api)
    pod = api.create_namespaced_pod("default", manifest(f"airflow-{execution}", execution))
    asyncio.run(manager.await_pod_start(pod, schedule_timeout=60, startup_timeout=60, check_interval=0.2))
    status = manager.await_pod_completion(pod).status
    return f"phase {status.phase}" + (f", reason {status.reason}" if status.reason else "")


drive({"await_pod_start, await_pod_completion": both})
