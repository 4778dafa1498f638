"""Requests about the objects of a resource, and what they answer."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from podproof.checker.cluster import discovery
from podproof.checker.cluster.admission import resource_schema
from podproof.checker.cluster.cluster import Cluster
from podproof.checker.cluster.json_patches import json_patch
from podproof.checker.cluster.listing import WatchedPart
from podproof.checker.cluster.options import DeletionOptions, ListOptions, delete_options, list_options, write_options
from podproof.checker.cluster.requests import (
    APPLY,
    JSON_PATCH,
    PATCHES,
    READABLE,
    STRATEGIC_PATCH,
    Target,
    check_depth,
    form,
    media_type,
    read_body,
)
from podproof.checker.cluster.resources import Resource
from podproof.checker.cluster.statuses import ApiError, Object, bad_request, no_such_path, not_allowed, success
from podproof.checker.cluster.storage import encode
from podproof.checker.cluster.tables import partial, table, utc_now
from podproof.checker.cluster.verbs import Written
from podproof.spec.manifest.patches import BadPatch, merge, strategic_merge

MOST_WATCHES = 1000
"""The most watches that are open at once."""

MOST_WARNINGS = 50
"""The most warnings of one answer."""

TYPE = ("apiVersion", "kind")
"""What the items of a list leave out where the list says it."""


class Endpoints:
    """Answers what clients ask about objects."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    async def answer(self, request: Request, named: Target) -> Response:
        """Answer a request about the objects of a resource."""
        method, accepts = request.method, form(request.headers.get("accept", ""))
        if named.subresource:
            return await self._subresource(request, named, accepts)
        if method == "GET":
            return self._read(named, list_options(request.query_params), accepts)
        if method == "POST" and not named.name:
            body, options = await self._body(request), write_options(request.query_params)
            namespace = named.namespace or _namespace(named, body)
            created = self.cluster.verbs.create(named.resource, namespace, body, options)
            return self._written(named.resource, created, accepts, 201)
        if method in ("PUT", "PATCH") and named.name:
            return await self._write(request, named, accepts)
        if method == "DELETE":
            body = read_body(await request.body() or b"{}", request.headers.get("content-type", ""), READABLE)
            deletion = delete_options(request.query_params, body)
            if named.name:
                return self._delete(named, deletion, accepts)
            return self._delete_all(named, deletion, list_options(request.query_params))
        raise not_allowed(method)

    def _read(self, named: Target, options: ListOptions, accepts: str) -> Response:
        resource = named.resource
        if "get" not in resource.verbs:
            raise not_allowed("GET")
        if named.name and not options.is_watch:
            return self._one(resource, self.cluster.verbs.get(resource, named.namespace, named.name), accepts)
        if named.name:
            options = options._replace(fields=f"metadata.name={named.name}")
        if options.is_watch:
            return self._watch(named, options, accepts)
        page = self.cluster.lists.page(resource, named.namespace, options)
        if accepts == "Table":
            return json_response(table(resource, page.items, page.metadata, utc_now()))
        kind, version, items = f"{resource.kind}List", resource.api_version, page.items
        if not resource.is_custom:
            items = [{name: value for name, value in item.items() if name not in TYPE} for item in items]
        if accepts:
            kind, version = "PartialObjectMetadataList", "meta.k8s.io/v1"
            items = [partial(item) for item in items]
        return json_response({"kind": kind, "apiVersion": version, "metadata": page.metadata, "items": items})

    def _watch(self, named: Target, options: ListOptions, accepts: str) -> Response:
        if self.cluster.watches.number >= MOST_WATCHES:
            raise ApiError(429, "TooManyRequests", "too many watches are open", retryAfterSeconds=1)
        self.cluster.storage.check(int(options.version or 0))
        part = WatchedPart(named.resource, named.namespace, options)

        def rows(item: Object, heads: bool) -> Object:
            metadata = {"resourceVersion": item["metadata"]["resourceVersion"]}
            return table(named.resource, [item], metadata, utc_now(), heads)

        columns = rows if accepts == "Table" else (lambda item, heads: partial(item)) if accepts else None
        return StreamingResponse(self.cluster.watches.lines(part, options, columns), media_type="application/json")

    async def _body(self, request: Request) -> Any:
        return read_body(await request.body(), request.headers.get("content-type", ""), READABLE)

    async def _write(self, request: Request, named: Target, accepts: str) -> Response:
        """Replace or patch an object, or a part of it; applying creates what is missing."""
        options, resource = write_options(request.query_params), named.resource
        type = media_type(request.headers.get("content-type", ""))
        is_patch = request.method == "PATCH"
        body = read_body(await request.body(), type, PATCHES if is_patch else READABLE)
        place = resource, named.namespace, named.name
        if type == APPLY and self.cluster.verbs.find(*place) is None and not named.subresource:
            if not isinstance(body, dict) or not isinstance(body.get("metadata", {}), dict):
                raise bad_request("the patch is not an object with metadata")
            body = {**body, "metadata": {**body.get("metadata", {}), "name": named.name}}
            created = self.cluster.verbs.create(resource, named.namespace, body, options)
            return self._written(resource, created, accepts, 201)
        change = (lambda before: _patched(resource, before, body, type)) if is_patch else (lambda before: body)
        written = self.cluster.verbs.update(*place, change, options, named.subresource)
        return self._written(resource, written, accepts, 200)

    def _delete(self, named: Target, options: DeletionOptions, accepts: str) -> Response:
        resource = named.resource
        deleted = self.cluster.verbs.delete(resource, named.namespace, named.name, options)
        if deleted.is_done and resource.plural != "pods":
            return json_response(success(resource.subject(named.name), deleted.item["metadata"]["uid"]))
        return self._one(resource, deleted.item, accepts)

    def _delete_all(self, named: Target, options: DeletionOptions, selected: ListOptions) -> Response:
        page = self.cluster.lists.page(named.resource, named.namespace, selected)
        for item in page.items:
            metadata = item["metadata"]
            self.cluster.verbs.delete(named.resource, metadata.get("namespace", ""), metadata["name"], options)
        items = [] if options.dry_run else page.items
        head = {"kind": f"{named.resource.kind}List", "apiVersion": named.resource.api_version}
        return json_response({**head, "metadata": page.metadata, "items": items})

    async def _subresource(self, request: Request, named: Target, accepts: str) -> Response:
        resource, place = named.resource, (named.namespace, named.name)
        if named.subresource in resource.subresources:
            if request.method == "GET":
                return self._one(resource, self.cluster.verbs.get(resource, *place), accepts)
            if request.method in ("PUT", "PATCH"):
                return await self._write(request, named, accepts)
            raise not_allowed(request.method)
        if resource.plural != "pods" or resource.group:
            raise no_such_path()
        self.cluster.verbs.get(resource, *place)
        match request.method, named.subresource:
            case "GET", "log":
                return Response("", media_type="text/plain")
            case "POST", "eviction":
                eviction = await self._body(request)
                options = eviction.get("deleteOptions") if isinstance(eviction, dict) else None
                self.cluster.verbs.delete(resource, *place, delete_options(request.query_params, options))
            case "POST", "binding":
                self.cluster.pods.bind(*place, await self._body(request))
            case method, name if name in discovery.POD_SUBRESOURCES:
                raise not_allowed(method)
            case _:
                raise no_such_path()
        return json_response(success(resource.subject(), code=201), 201)

    def _written(self, resource: Resource, written: Written, accepts: str, code: int) -> Response:
        response = self._one(resource, written.item, accepts, code)
        for each in written.warnings[:MOST_WARNINGS]:
            text = each.encode("ascii", "replace").decode().replace("\\", "").replace('"', '\\"')
            response.headers.append("Warning", f'299 - "{"".join(filter(str.isprintable, text))[:200]}"')
        return response

    def _one(self, resource: Resource, item: Object, accepts: str, code: int = 200) -> Response:
        if accepts == "Table":
            metadata = {"resourceVersion": item["metadata"].get("resourceVersion", "")}
            item = table(resource, [item], metadata, utc_now())
        elif accepts:
            item = partial(item)
        return json_response(item, code)


def _patched(resource: Resource, before: Object, patch: Any, type: str) -> Any:
    if type == JSON_PATCH:
        patched = json_patch(before, patch)
        check_depth(patched)
        return patched
    schema = resource_schema(resource)
    if type == STRATEGIC_PATCH and not schema:
        raise ApiError(415, "UnsupportedMediaType", "strategic merge patches are for the types of Kubernetes only")
    if type != STRATEGIC_PATCH and not (type == APPLY and schema):
        return merge(before, patch)
    try:
        return strategic_merge(before, patch, schema)
    except BadPatch as bad:
        raise bad_request(str(bad)) from None


def _namespace(named: Target, body: Any) -> str:
    metadata = body.get("metadata") if isinstance(body, dict) else None
    if not named.resource.is_namespaced or not isinstance(metadata, dict):
        return ""
    return str(metadata.get("namespace") or "default")


def json_response(item: Any, code: int = 200) -> Response:
    """The answer with an object."""
    return Response(encode(item), code, media_type="application/json")
