"""``python -m tests.golden [--write] [--keep FOLDER]``."""

import argparse
import sys
import tempfile
from pathlib import Path

import orjson

from tests.golden.reading import digests, everything
from tests.golden.recorded import RECORDED, differences


def main() -> int:
    """Compare, or write; 1 when something is different."""
    options = argparse.ArgumentParser(prog="python -m tests.golden")
    options.add_argument("--write", action="store_true", help="record what there is now")
    options.add_argument("--keep", type=Path, help="a folder for the bytes themselves")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = everything(Path(folder))
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        for number, (name, content) in enumerate(sorted(found.items())):
            plain = "".join(c if c.isalnum() or c in "-=." else "_" for c in name)[:150]
            (asked.keep / f"{number:03}-{plain}").write_bytes(content)
    if asked.write:
        text = orjson.dumps(digests(found), option=orjson.OPT_INDENT_2) + b"\n"
        RECORDED.write_bytes(text)
        return 0
    changed = differences(digests(found))
    print(*changed, sep="\n")
    return 1 if changed else 0


sys.exit(main())
