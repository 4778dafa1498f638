"""What the drivers of published programs share: the Pods that they wait for, and how a wait is measured.

A driver runs in the environment of its program, so it imports nothing of podproof.
"""

import json
import os
import sys
import threading
import time

LIMIT = float(os.environ.get("WAIT_SECONDS", "60"))
"""How long a program may wait before it is said to wait on, in seconds."""

SPECIAL = {
    "running-pending-running": {"restartPolicy": "Always", "initContainers": [{"name": "init", "image": "busybox:1"}]},
    "crash-loop": {"restartPolicy": "Always"},
    "deadline-exceeded": {"activeDeadlineSeconds": 60},
}
"""What the Pod of an execution has beside one container that is never restarted."""

FINALIZERS = {"held-by-finalizers": ["example.com/keep"]}


def manifest(name, execution):
    """A Pod with the execution."""
    metadata = {"name": name, "annotations": {"podproof.dev/simulate-execution": execution}}
    if execution in FINALIZERS:
        metadata["finalizers"] = FINALIZERS[execution]
    spec = {"restartPolicy": "Never", "containers": [{"name": "base", "image": "busybox:1", "command": ["true"]}]}
    head = {"apiVersion": "v1", "kind": "Pod", "metadata": metadata}
    return {**head, "spec": {**spec, **SPECIAL.get(execution, {})}}


def outcome(wait):
    """What a wait does: the value that it returns, or the error that it raises."""
    try:
        found = wait()
    except BaseException as error:  # a program may raise anything
        first = (str(error).strip().splitlines() or [""])[0]
        return f"raises {type(error).__name__}" + (f": {first[:110]}" if first else "")
    return "returns" if found is None else f"returns {found}"


def drive(calls, executions=None):
    """Make every call for every execution at once, and print one line of JSON for each."""
    executions = executions or sys.argv[1:]
    found = {}

    def run(call, execution):
        found[call, execution] = outcome(lambda: calls[call](execution))

    threads = [threading.Thread(target=run, args=(call, each), daemon=True) for each in executions for call in calls]
    for thread in threads:
        thread.start()
    end = time.monotonic() + LIMIT
    for thread in threads:
        thread.join(max(end - time.monotonic(), 0))
    for execution in executions:
        for call in calls:
            said = found.get((call, execution), f"still waits after {LIMIT:.0f} s")
            print(json.dumps({"execution": execution, "call": call, "outcome": said}), flush=True)
    os._exit(0)
