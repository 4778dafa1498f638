"""Images of helpers that run until somebody stops them, and so never exit by themselves."""

import re
from collections.abc import Sequence

AGENTS = re.compile(
    r"proxyv2|envoy|cilium-envoy|linkerd2?-proxy|linkerd-io/proxy|consul-dataplane"
    r"|cloud-?sql-proxy|gce-proxy|alloydb-auth-proxy|oauth2-proxy|kube-rbac-proxy|pgbouncer"
    r"|fluentd|fluent-bit|filebeat|metricbeat|vector|promtail|alloy|grafana-agent|telegraf|logstash"
    r"|(opentelemetry|otel|aws-otel)-collector(-contrib)?|jaeger-agent|datadog/agent|statsd-exporter"
)
"""Proxies, and collectors of logs and metrics, by the end of the name under which they are published."""

SERVERS = re.compile(r"nginx|nginx-unprivileged|haproxy|traefik|squid|redis|memcached|rabbitmq|postgres|mysql|mariadb")
"""Servers, which their images start unless there are arguments for something else."""

STOPPING = re.compile(r"quit|kill|shutdown|/drain")
"""What the command of another container may contain in order to stop the helper."""


def never_exits_by_its_image(image: str, command: Sequence[str], arguments: Sequence[str]) -> bool:
    """Whether a container is known to run until it is stopped, by its image and its command."""
    name = re.split(r"[:@]", image.rpartition("/")[0] + "/" + image.rpartition("/")[2].lower())[0]
    if command:
        return AGENTS.fullmatch(_base(command[0])) is not None
    return _ends_with(AGENTS, name) or (not arguments and _ends_with(SERVERS, name))


def may_stop_others(words: Sequence[str]) -> bool:
    """Whether a command may stop another container of its Pod."""
    return any(STOPPING.search(each) for each in words)


def _ends_with(pattern: re.Pattern[str], name: str) -> bool:
    return re.search(rf"(\A|/)({pattern.pattern})\Z", name) is not None


def _base(path: str) -> str:
    return path.rpartition("/")[2].lower().replace("_", "-")
