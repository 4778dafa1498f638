"""The forms that texts of the API must have: names, labels, paths and percentages.

Their sources are `k8s.io/apimachinery/pkg/util/validation` and `pkg/apis/core/validation` of Kubernetes 1.34.
"""

import ipaddress
import re
from collections.abc import Callable
from typing import NamedTuple

LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
SUBDOMAIN = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")
QUALIFIED = re.compile(r"((?P<prefix>[^/]+)/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?")
LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?")
PORT_NAME = re.compile(r"(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?")
HEADER_NAME = re.compile(r"[-A-Za-z0-9]+")
ENV_NAME = re.compile(r"(?!\.\.?\Z|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*")
RELAXED_ENV_NAME = re.compile(r"[ -<>-~]+")
CONFIG_KEY = re.compile(r"(?!\.\.?\Z|\.\.)(?=.{1,253}\Z)[-._a-zA-Z0-9]+")
PERCENT = re.compile(r"[0-9]+%")
SYSCTL = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([-_a-z0-9]*[a-z0-9])?([./][a-z0-9]([-_a-z0-9]*[a-z0-9])?)*")
ISCSI_NAME = re.compile(r"iqn\.\d{4}-\d{2}\.([A-Za-z0-9-.]+)(:[^,;*&$|\s]+)|eui.[A-Za-z0-9]{16}|naa.[A-Za-z0-9]{32}")


class Form(NamedTuple):
    """A form of texts, and what to write."""

    accepts: Callable[[str], object]
    advice: str


def is_qualified(name: str) -> bool:
    """Return whether a name is qualified, like `example.com/ready`."""
    match = QUALIFIED.fullmatch(name)
    return match is not None and (match["prefix"] is None or SUBDOMAIN.fullmatch(match["prefix"]) is not None)


def stays_below(path: str) -> bool:
    """Return whether a path is relative and never goes up."""
    return not path.startswith("/") and ".." not in path.split("/")


def is_address(text: str) -> bool:
    """Return whether a text is an IP address."""
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False


LABEL_FORM = Form(LABEL.fullmatch, "use at most 63 of a-z, 0-9 and inner `-`")
SUBDOMAIN_FORM = Form(SUBDOMAIN.fullmatch, "use at most 253 of a-z, 0-9, and inner `-` and `.`")
QUALIFIED_FORM = Form(is_qualified, "write one like `app` or `example.com/app`")
LABEL_VALUE_FORM = Form(LABEL_VALUE.fullmatch, "use at most 63 of A-Z, a-z, 0-9, and inner `-`, `_` and `.`")
PORT_NAME_FORM = Form(PORT_NAME.fullmatch, "use at most 15 of a-z, 0-9 and inner, single `-`, with at least one letter")
HEADER_FORM = Form(HEADER_NAME.fullmatch, "use letters, digits and `-`")
CONFIG_KEY_FORM = Form(CONFIG_KEY.fullmatch, "use at most 253 of A-Z, a-z, 0-9, `-`, `_` and `.`")
SYSCTL_FORM = Form(SYSCTL.fullmatch, "write one like `kernel.shm_rmid_forced`")
ISCSI_FORM = Form(ISCSI_NAME.fullmatch, "write a name that begins with `iqn.`, `eui.` or `naa.`")
ADDRESS_FORM = Form(is_address, "write an IP address")
RELATIVE_FORM = Form(stays_below, "write a relative path without `..`")
NO_BACKSTEPS_FORM = Form(lambda path: ".." not in path.split("/"), "write a path without `..`")
LOCAL_FORM = Form(
    lambda path: stays_below(path) and not path.startswith(".."), "write a relative path that does not begin with `..`"
)
ABSOLUTE_FORM = Form(lambda path: path.startswith("/"), "write an absolute path")
