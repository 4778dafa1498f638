"""A custom law."""

from podproof.spec.notation import Law

LAWS = (
    Law(
        "always",
        "no-service-while-terminating",
        "",
        "A Pod that is being deleted is in no endpoint.",
        when="deletion_is_requested",
        then="not endpoint_is_ready",
    ),
)
