"""The forged histories: how many of each kind are caught."""

import json

from generate.notes import NOTE, reality


def page() -> str:
    """The page of forged histories: how many of each kind are caught, as `tests/reality/tampering.py` counted them."""
    module = reality("tampering")
    found = json.loads(module["FOUND"].read_text(encoding="utf-8"))
    versions = " | ".join(f"{version}, {each['recordings']} recordings" for version, each in found.items())
    rows = []
    for name, kind in module["KINDS"].items():
        shares = (each["kinds"].get(name, (0, 0)) for each in found.values())
        counts = " | ".join(f"{caught} of {made}" if made else "–" for caught, made in shares)
        rows.append(f"| {name} | {kind.text} | {kind.cites} | {counts} |")
    return NOTE + "\n".join(
        [
            "# Historys that never were\n",
            "Each recording of a real kubelet that is a legal life is edited, in every way of this list and at up to"
            f" {module['MOST']} places\neach, so that it breaks a rule which the API shows; `conform trace` must reject"
            " it.  An edit that would give\nanother legal history is not made.  Counted by `python"
            " tests/reality/tampering.py`; a test counts a part anew.\n",
            f"| kind | edit | rules | {versions} |",
            f"|---|---|---|{'---|' * len(found)}",
            *rows,
            "",
        ]
    )
