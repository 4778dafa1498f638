"""The arguments of `serve`; importing this costs nothing but argparse."""

from typing import Any

from podproof.checker.cli.shared_arguments import FAULTS, add_paths, add_version, run_verb
from podproof.checker.cli.values import port


def add_serve(verbs: Any) -> None:
    """The explorer in the browser."""
    verb = verbs.add_parser(
        "serve",
        help="explore a Pod in the browser: take events one by one, and see what each state allows and rules out",
    )
    add_paths(verb, "the example that ships with podproof")
    verb.add_argument(
        "--recording",
        metavar="FILE",
        help="open a recording instead: step through what was observed of its Pods, and see the states that agree",
    )
    verb.add_argument("--open", action="store_true", help="open the page in the default browser")
    verb.add_argument("--port", metavar="N", type=port, default=0, help="port on 127.0.0.1; default: a free one")
    verb.add_argument("--bug", metavar="ISSUE", help="bring back this known bug of Kubernetes, on a Pod that shows it")
    verb.add_argument("--config", metavar="FILE", help="default: podproof.toml or pyproject.toml, here or above")
    verb.add_argument("--faults", metavar=FAULTS, help="as for explore; default: those of the configuration, or all")
    add_version(verb)
    verb.epilog = (
        "It prints the address of the page, which has a token, and serves it to this machine until Ctrl-C."
        " It needs the extra: pip install 'podproof[serve]'"
    )
    verb.set_defaults(run=run_verb("serve"))
