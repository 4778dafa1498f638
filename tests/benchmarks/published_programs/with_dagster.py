"""`DagsterKubernetesClient.wait_for_pod` of dagster-k8s, for both states that it knows."""

from functools import partial

from dagster_k8s.client import DagsterKubernetesClient, WaitForPodState
from kubernetes import client, config
from pods import drive, manifest

config.load_kube_config()


def wait(state, execution):
    """One wait; between two attempts it sleeps a little."""
    api = client.CoreV1Api(client.ApiClient())
    waiting = DagsterKubernetesClient.production_client(core_api_override=api, batch_api_override=client.BatchV1Api())
    waiting.logger = lambda message: None
    name = f"dagster-{state.value.lower()}-{execution}"
    api.create_namespaced_pod("default", manifest(name, execution))
    waiting.wait_for_pod(name, "default", wait_for_state=state, wait_time_between_attempts=0.2)


drive(
    {
        f"wait_for_pod({state.value})": partial(wait, state)
        for state in (WaitForPodState.Ready, WaitForPodState.Terminated)
    }
)
