"""An operator of kopf: prints each phase of the Pods that it sees."""

import kopf


@kopf.on.field("pods", field="status.phase")
def changed(old, new, name, **_):
    """A Pod has another phase."""
    print("phase", name, old, new, flush=True)


@kopf.on.delete("pods")
def deleted(name, **_):
    """A Pod is deleted; the finalizer of kopf holds it until this has run."""
    print("deleted", name, flush=True)
