"""`completion`: a script that completes verbs, options and names in bash, zsh or fish.

Each script asks the program itself, so that it is never out of date.
"""

import argparse

from podproof.checker.cli.candidates import candidates

SCRIPTS = {
    "bash": r"""# podproof: completion for bash. In ~/.bashrc:  source <(podproof completion bash)
_podproof() {
    local IFS=$'\n'
    COMPREPLY=($(podproof completion candidates -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _podproof podproof
""",
    "zsh": r"""#compdef podproof
# podproof: completion for zsh. In ~/.zshrc, after compinit:  source <(podproof completion zsh)
_podproof() {
    local -a found
    found=(${(f)"$(podproof completion candidates -- "${(@)words[2,CURRENT]}" 2>/dev/null)"})
    if (( $#found )); then compadd -- $found; else _files; fi
}
if [[ $funcstack[1] == _podproof ]]; then _podproof "$@"; else compdef _podproof podproof; fi
""",
    "fish": r"""# podproof: completion for fish. In ~/.config/fish/config.fish:  podproof completion fish | source
function __podproof_candidates
    set -l before (commandline -opc)
    set -l last (commandline -ct)
    set -l found (podproof completion candidates -- $before[2..] "$last" 2>/dev/null)
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path "$last"
    end
end
complete -c podproof -f -a '(__podproof_candidates)'
""",
}


def run(arguments: argparse.Namespace) -> int:
    """Print the script, or, for a script, the candidates."""
    if arguments.shell == "candidates":
        line = arguments.line[1:] if arguments.line[:1] == ["--"] else arguments.line  # as the version of Python is
        for candidate in candidates(line, arguments.parser()):
            print(candidate)
    else:
        print(SCRIPTS[arguments.shell], end="")
    return 0
