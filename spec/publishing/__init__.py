"""What the API shows of a Pod: from a state, and what is remembered beside it, to its object.

instances           what is remembered of each container beside its state: its instances and their numbers
exit_codes          a concrete exit code for each class of them
container_statuses  the status of one container
conditions          the conditions of the Pod
early_ends          reason and message of a Pod that was ended early
objects             the object as its writers change it
writers             what each event writes: whole statuses, and parts of them
publisher           one step after the other: state and memory to the next object
order               which steps must wait until a status is written
reported_events     the Events that components of Kubernetes report of each step
"""

from podproof.spec.publishing.objects import PublishedPod
from podproof.spec.publishing.publisher import Publisher, StateStep

__all__ = ["PublishedPod", "Publisher", "StateStep"]
