"""A simple grammar of the Mermaid texts of this project: each line is of a kind that its diagram knows."""

import re

LABEL = r'\|"[^"|]+"\|'
KINDS = {
    "flowchart TB": [
        r"  start\(\(start\)\) --> n0",
        r'  subgraph \w+\["[^"]+"\]',
        r"  end",
        r'    n\d+\["[^"]+"\]',
        rf"  \w+ (-->|-\.->|==>){LABEL} n\d+",
    ],
    "sequenceDiagram": [
        r"  participant p\d+ as [^:;]+",
        r"  Note over p\d+(,p\d+)?: [^;#]+",
        r"  p\d+->>p\d+: [^;#]+",
    ],
    "stateDiagram-v2": [
        r" *direction LR",
        r" *accTitle: \w[\w ]*",
        r' *state ("[^"]+" as )?\w+( \{)?',
        r" *(\[\*\]|\w+) --> (\[\*\]|\w+)( : [^:;]+)?",
        r" *\w+ : .+",
        r" *--",
        r" *\}",
        r" *\w+",
    ],
}


def complaints(text: str) -> list[str]:
    """The lines that do not match the grammar, and unclosed frames."""
    lines = text.splitlines()
    if lines[0] == "---":
        lines = lines[lines.index("---", 1) + 1 :]
    kinds = [*KINDS[lines[0]], r" *%% .*", ""]
    unknown = [line for line in lines[1:] if not any(re.fullmatch(kind, line) for kind in kinds)]
    opened = sum(bool(re.match(r" *subgraph |.*\{$", line)) for line in lines)
    closed = sum(line.strip() in ("end", "}") for line in lines)
    return unknown if opened == closed else [*unknown, f"{opened} frames, {closed} of them closed"]
