"""The tampered recordings: how many of each kind are rejected."""

import json

from generate.notes import NOTE, reality


def page() -> str:
    """The page of tampered recordings, as `tests/reality/tampering.py` counted them."""
    module = reality("tampering")
    found = json.loads(module["RECORD"].read_text(encoding="utf-8"))
    versions = " | ".join(f"{version}, {each['recordings']} recordings" for version, each in found.items())
    rows = []
    for name, kind in module["KINDS"].items():
        shares = (each["kinds"].get(name, (0, 0)) for each in found.values())
        counts = " | ".join(f"{rejected} of {made}" if made else "–" for rejected, made in shares)
        rows.append(f"| {name} | {kind.text} | {kind.cites} | {counts} |")
    return NOTE + "\n".join(
        [
            "# Tampered recordings are rejected\n",
            "Each legal recording of a real kubelet is [tampered with](glossary.md#tampered-recording): edited in every"
            f" way of this\nlist, at up to {module['MOST']} places each, so that it violates a rule that the API shows."
            " `podproof conform trace` must reject\nit. Edits that would give another legal recording are left out."
            " `python tests/reality/tampering.py` counts; a test counts\na part again.\n",
            f"| kind | edit | rules | {versions} |",
            f"|---|---|---|{'---|' * len(found)}",
            *rows,
            "",
        ]
    )
