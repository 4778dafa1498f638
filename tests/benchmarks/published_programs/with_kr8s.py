"""`Pod.wait` of kr8s, for a condition, for a phase and for the deletion."""

import asyncio
import os
import threading
from functools import partial

import kr8s
from kr8s.asyncio.objects import Pod
from pods import LIMIT, drive, manifest

CONDITIONS = {"Ready": "condition=Ready", "Succeeded": "jsonpath='{.status.phase}'=Succeeded", "delete": "delete"}


LOOP = asyncio.new_event_loop()


async def wait(condition, execution):
    """One wait, which gives up before we do."""
    api = await kr8s.asyncio.api(kubeconfig=os.environ["KUBECONFIG"])
    name = f"kr8s-{condition.lower()}-{execution}"
    pod = await Pod(manifest(name, execution), namespace="default", api=api)
    await pod.create()
    await pod.wait(CONDITIONS[condition], timeout=int(LIMIT * 0.6))


def call(condition, execution):
    """The wait, in the loop that all share."""
    asyncio.run_coroutine_threadsafe(wait(condition, execution), LOOP).result()


threading.Thread(target=LOOP.run_forever, daemon=True).start()
drive({f"wait({CONDITIONS[each]})": partial(call, each) for each in CONDITIONS})
