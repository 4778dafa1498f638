"""The resources that the cluster serves: a table of those that Kubernetes has, and those that definitions add."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from podproof.checker.cluster.statuses import Subject, no_such_path

VERBS = ("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch")


class Resource(NamedTuple):
    """A resource of one version of a group; objects of several versions are stored once, as `storage` says."""

    group: str
    version: str
    plural: str
    kind: str
    is_namespaced: bool = True
    short_names: tuple[str, ...] = ()
    subresources: tuple[str, ...] = ()
    is_custom: bool = False
    verbs: tuple[str, ...] = VERBS

    @property
    def api_version(self) -> str:
        """The version as objects spell it."""
        return f"{self.group}/{self.version}" if self.group else self.version

    @property
    def storage(self) -> tuple[str, str]:
        """What objects of all its versions are stored under."""
        return self.group, self.plural

    def subject(self, name: str = "") -> Subject:
        """What a Status speaks about."""
        return Subject(self.plural, name, self.group)


PODS = Resource("", "v1", "pods", "Pod", True, ("po",), ("status", "ephemeralcontainers"))
NAMESPACES = Resource("", "v1", "namespaces", "Namespace", False, ("ns",), ("status", "finalize"))
EVENTS = Resource("", "v1", "events", "Event", True, ("ev",))
DEFINITIONS = Resource(
    "apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", False, ("crd", "crds"),
    ("status",),
)  # fmt: skip

NAMESPACED = """
v1 configmaps ConfigMap cm
v1 endpoints Endpoints ep
v1 limitranges LimitRange limits
v1 persistentvolumeclaims PersistentVolumeClaim pvc /status
v1 podtemplates PodTemplate
v1 replicationcontrollers ReplicationController rc /status
v1 resourcequotas ResourceQuota quota /status
v1 secrets Secret
v1 serviceaccounts ServiceAccount sa
v1 services Service svc /status
apps/v1 controllerrevisions ControllerRevision
apps/v1 daemonsets DaemonSet ds /status
apps/v1 deployments Deployment deploy /status
apps/v1 replicasets ReplicaSet rs /status
apps/v1 statefulsets StatefulSet sts /status
autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler hpa /status
batch/v1 cronjobs CronJob cj /status
batch/v1 jobs Job /status
coordination.k8s.io/v1 leases Lease
discovery.k8s.io/v1 endpointslices EndpointSlice
events.k8s.io/v1 events Event ev
networking.k8s.io/v1 ingresses Ingress ing /status
networking.k8s.io/v1 networkpolicies NetworkPolicy netpol
policy/v1 poddisruptionbudgets PodDisruptionBudget pdb /status
rbac.authorization.k8s.io/v1 rolebindings RoleBinding
rbac.authorization.k8s.io/v1 roles Role
"""

CLUSTER_WIDE = """
v1 nodes Node no /status
v1 persistentvolumes PersistentVolume pv /status
admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration
admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration
networking.k8s.io/v1 ingressclasses IngressClass
node.k8s.io/v1 runtimeclasses RuntimeClass
rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding
rbac.authorization.k8s.io/v1 clusterroles ClusterRole
scheduling.k8s.io/v1 priorityclasses PriorityClass pc
storage.k8s.io/v1 storageclasses StorageClass sc
"""

REVIEWS = """
authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview
authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview
authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview
authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview
"""
"""Questions that are answered and not stored."""


def _rows(table: str, is_namespaced: bool, verbs: tuple[str, ...] = VERBS) -> Iterator[Resource]:
    for line in filter(None, table.splitlines()):
        api_version, plural, kind, *more = line.split()
        group, _, version = api_version.rpartition("/")
        short = tuple(each for each in more if not each.startswith("/"))
        subresources = tuple(each[1:] for each in more if each.startswith("/"))
        yield Resource(group, version, plural, kind, is_namespaced, short, subresources, verbs=verbs)


BUILT_IN = (
    PODS,
    NAMESPACES,
    EVENTS,
    DEFINITIONS,
    *_rows(NAMESPACED, True),
    *_rows(CLUSTER_WIDE, False),
    *_rows(REVIEWS, False, ("create",)),
)


class ServedResources:
    """The resources of a cluster, in the order in which they were added."""

    def __init__(self) -> None:
        self._found = {(each.group, each.version, each.plural): each for each in BUILT_IN}

    def __iter__(self) -> Iterator[Resource]:
        return iter(self._found.values())

    def find(self, group: str, version: str, plural: str) -> Resource:
        """The resource of that name; raises `ApiError` for one that the API does not have."""
        try:
            return self._found[group, version, plural]
        except KeyError:
            raise no_such_path() from None

    def of_kind(self, api_version: str, kind: str) -> Resource | None:
        """The resource whose objects say that they are of this kind."""
        return next((each for each in self if (each.api_version, each.kind) == (api_version, kind)), None)

    def by_storage(self) -> Mapping[tuple[str, str], Resource]:
        """The resources by what their objects are stored under, each in one version."""
        return {each.storage: each for each in self}

    def groups(self) -> Mapping[str, list[str]]:
        """The versions of each group but the core."""
        found: dict[str, list[str]] = {}
        for each in self:
            versions = found.setdefault(each.group, [])
            if each.version not in versions:
                versions.append(each.version)
        found.pop("")
        return found

    def in_version(self, group: str, version: str) -> list[Resource]:
        """The resources of one version of a group; raises `ApiError` for one without any."""
        found = [each for each in self if (each.group, each.version) == (group, version)]
        if not found:
            raise no_such_path()
        return found

    def define(self, resources: Iterable[Resource]) -> None:
        """Add or replace resources."""
        self._found |= {(each.group, each.version, each.plural): each for each in resources}

    def remove(self, resources: Iterable[Resource]) -> None:
        """Serve these resources no longer."""
        for each in resources:
            self._found.pop((each.group, each.version, each.plural), None)
