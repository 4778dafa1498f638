"""Executions of one Pod, chosen by an adversary: what the API shows of it step by step, without a cluster.

    pod = SimulatedPod(source, adversary("random"), seed=7)   a manifest, a path, what `read` returns, a configuration
    pod.object, pod.status        the object that the API shows, with defaults; never change it, a step makes a new one
    pod.step()                    the adversary takes a step; None if it has nothing to do until a client does something
    pod.take(choice)              take a step of your own choice, one of `pod.choices`; whether the object has changed
    pod.apply(Delete(grace=5))    what a client does (`inputs`); whether the object has changed
    pod.finished, pod.is_gone     nothing more happens by itself; the API has no such object any more
    pod.taken[-1].has_written     whether the last step has changed the object, so that a watch shows it
    pod.moments.now               virtual time, in seconds since 1970; `begins=` is the creation

What clients do is never chosen unless `plays_clients=True`, or the adversary plays them (named executions do).  Who
writes other metadata or other fields of the spec keeps them: the lifecycle writes `pod.published.metadata`, `.spec` and
`.status`.

sources      the Pod to simulate, with the defaults of its object
inputs       what clients do
model        the choices in each state, as generated code
pod          one Pod: its state, its object, its time
moments      virtual time, by the durations of the specification
routes       the most plausible way to a condition, by the engines
adversaries  who chooses: `adversary("pleasant")`, `adversary("random")`, `toward("CrashLoopBackOff,Evicted")`,
             `named("evicted-then-succeeded")` (`spec.pod.named_executions`), `Script(text)`; each serves one Pod
coverage     what executions have shown, of all that they can: `Covering(coverages.of(pod.configuration))` leads to
             something new, and `coverage.report` says what was shown; let a Pod that is gone step once more
histories    the objects of an execution as a watch shows them; `covering_histories`: those that show everything
strategies   histories for Hypothesis
"""

from podproof.checker.simulation.inputs import (
    Delete,
    Input,
    OpenSchedulingGates,
    RemoveFinalizers,
    SetCondition,
    SetImage,
)
from podproof.checker.simulation.pod import Adversary, SimulatedPod
from podproof.checker.simulation.sources import PodSource, Source, pod_source

__all__ = [
    "Adversary",
    "Delete",
    "Input",
    "OpenSchedulingGates",
    "PodSource",
    "RemoveFinalizers",
    "SetCondition",
    "SetImage",
    "SimulatedPod",
    "Source",
    "pod_source",
]
