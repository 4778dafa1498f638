"""Regenerate every page, table, picture and transcript that the program can write itself, or only those named.

python docs/build.py [PAGE…]           write them
python docs/build.py --check [PAGE…]   only say which are out of date, and exit 1 if any is
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # what is documented is this checkout, installed or not

from generate import PAGES, ROOT, stale

if __name__ == "__main__":
    check = "--check" in sys.argv[1:]
    out_of_date = list(stale([name for name in sys.argv[1:] if name != "--check"] or PAGES))
    for path, text in out_of_date:
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT)}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    sys.exit(bool(check and out_of_date))
