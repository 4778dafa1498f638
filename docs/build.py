"""Regenerate every page, table and transcript that the program can write itself.

python docs/build.py           write them
python docs/build.py --check   only say which are out of date, and exit 1 if any is
"""

import sys

from generate import ROOT, stale

if __name__ == "__main__":
    check = "--check" in sys.argv[1:]
    out_of_date = list(stale())
    for path, text in out_of_date:
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    sys.exit(bool(check and out_of_date))
