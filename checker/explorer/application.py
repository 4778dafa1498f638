"""The explorer over HTTP: the page, and what it asks for."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from importlib.resources import files
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from podproof.checker.errors import Error, UsageError
from podproof.checker.explorer import horizon
from podproof.checker.explorer.exports import EXPORTS, WalkedPod
from podproof.checker.explorer.pods import ExplorablePod
from podproof.checker.explorer.recorded import RecordedPod
from podproof.checker.names import nearest
from podproof.checker.rendering.json_text import json_text
from podproof.checker.reports.topics import Topic, named

PAGE: Mapping[str, tuple[str, str]] = {
    "/": ("index.html", "text/html"),
    "/style.css": ("style.css", "text/css"),
    "/script.js": ("script.js", "text/javascript"),
    "/panels.js": ("panels.js", "text/javascript"),
}
"""The files of the page, which hold no secret, and their types."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""The page loads nothing from elsewhere, runs only its own script, and is in no frame."""


class PageQuestion(msgspec.Struct, forbid_unknown_fields=True):
    """What the page asks about: a Pod by position, a walk, and what else the question needs, a name or a number."""

    pod: int = 0
    walk: list[str] = []
    name: str = ""
    number: int = 0


Answer = Callable[[PageQuestion], Any]


Want = Callable[[ExplorablePod], None]


class Answers:
    """The answers to the questions of the page."""

    def __init__(self, pods: Sequence[ExplorablePod], want: Want) -> None:
        self.pods, self._want = pods, want

    def _pod(self, question: PageQuestion) -> ExplorablePod:
        if not 0 <= question.pod < len(self.pods):
            raise UsageError(f"there is no Pod {question.pod}")
        return self.pods[question.pod]

    def summaries(self, question: PageQuestion) -> Any:
        """The Pods, and the forms in which a walk can be saved."""
        forms = [{"name": name, "label": each.label, "suffix": each.suffix} for name, each in EXPORTS.items()]
        return {"pods": [pod.summary() for pod in self.pods], "exports": forms}

    def state(self, question: PageQuestion) -> Any:
        """The state in which the walk ends."""
        return self._pod(question).document(question.walk)

    def horizon(self, question: PageQuestion) -> Any:
        """Which situations can be reached from there."""
        pod = self._pod(question)
        self._want(pod)
        return horizon.document(pod.horizon, pod.walk(question.walk).here)

    def times(self, question: PageQuestion) -> Any:
        """How long the walk takes, and how long the state lasts."""
        pod = self._pod(question)
        return {"text": "" if pod.clock is None else pod.clock.times(pod.walk(question.walk)).text()}

    def why_not(self, question: PageQuestion) -> Any:
        """Why an event cannot happen there."""
        pod = self._pod(question)
        name = nearest(question.name, list(pod.walker.numbers), "event")
        return {"why": pod.events.why_not(pod.walk(question.walk).here, name)}

    def route(self, question: PageQuestion) -> Any:
        """The events of a route from there to a situation."""
        pod = self._pod(question)
        found = pod.horizon.route_to(pod.walk(question.walk).here, question.name)
        if found is None:
            raise UsageError(f"no route to {question.name} is known")
        return {"walk": [*question.walk, *found[0]], "steps": len(found[0]), "shortest": found[1]}

    def recording(self, question: PageQuestion) -> Any:
        """The observations of a recorded Pod."""
        return self._recorded(question).summary()

    def observation(self, question: PageQuestion) -> Any:
        """The states that agree with one observation."""
        return self._recorded(question).observation(question.number)

    def explanation(self, question: PageQuestion) -> Any:
        """A walk that shows the observations up to one."""
        found = self._recorded(question).route(question.number)
        if found is None:
            raise UsageError("no walk is known that explains this observation")
        return {"walk": found}

    def _recorded(self, question: PageQuestion) -> RecordedPod:
        recorded = self._pod(question).recorded
        if recorded is None:
            raise UsageError("this Pod is not recorded")
        return recorded

    def export(self, question: PageQuestion) -> Any:
        """The walk in another form."""
        form, pod = EXPORTS[nearest(question.name, list(EXPORTS), "form")], self._pod(question)
        walked = WalkedPod(pod.walker, pod.walk(question.walk), pod.origin)
        return {"text": form.render(walked), "type": form.media_type, "file": f"walk.{form.suffix}"}

    def topic(self, question: PageQuestion) -> Any:
        """What a rule, a law or a situation says."""
        return {"topics": [_topic(topic) for topic in named(question.name)]}


def _topic(topic: Topic) -> Mapping[str, Any]:
    rules = [{"number": rule.number, "text": rule.text} for rule in topic.rules]
    return {"title": f"{topic.kind} {topic.name}", "text": topic.text, "facts": topic.facts, "rules": rules}


def application(pods: Sequence[ExplorablePod], want: Want) -> Starlette:
    """The explorer of these Pods; `want` is called with each Pod whose horizon is asked for."""
    answers = Answers(pods, want)
    questions: Mapping[str, Answer] = {
        "pods": answers.summaries,
        "state": answers.state,
        "horizon": answers.horizon,
        "times": answers.times,
        "why": answers.why_not,
        "route": answers.route,
        "recording": answers.recording,
        "observation": answers.observation,
        "explanation": answers.explanation,
        "export": answers.export,
        "topic": answers.topic,
    }
    page = [Route(path, partial(_file, *each)) for path, each in PAGE.items()]
    api = [Route(f"/api/{name}", _answering(answer), methods=["POST"]) for name, answer in questions.items()]
    return Starlette(routes=[*page, *api])


async def _file(name: str, media_type: str, request: Request) -> Response:
    content = files("podproof.checker.explorer").joinpath("page", name).read_bytes()
    return Response(content, media_type=media_type, headers=HEADERS)


def _answering(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        try:
            question = msgspec.json.decode(await request.body(), type=PageQuestion)
            return _json(await run_in_threadpool(answer, question))
        except (Error, msgspec.DecodeError) as error:
            return _json({"error": str(error)}, 400)

    return respond


def _json(document: Any, status: int = 200) -> Response:
    return Response(json_text(document), status, HEADERS, "application/json")
