"""How far what publications tell hangs on luck: several projects, each with several secrets.

``python -m tests.bench.luck 80 --projects 2 --secrets 3``: so many sessions first, then so many a
quarter, drawn from those of the demonstration with each project's own seed. Years are narrowed as
soon as they are over, and with ``--wide`` never. Printed are the first publication, and those after
four and eight quarters; figures as in ``python -m tests.bench.publications``. Processor time.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.publications.making.material import Material
from tests.bench.publications import GROUPS, QUARTERS, SIZES, drawn, material_of, share
from tests.bench.publishing import SECRET, by_blocks
from tests.support import program

_SHOWN = (0, 4, QUARTERS)


def rows(
    model: Material, size: str, project: int, secret: int, *, narrow: bool
) -> Iterator[tuple[str, ...]]:
    """Of some publications of a project: which, the share of each group, and the seconds."""
    states = drawn(model.counts, SIZES[size], QUARTERS, project)
    key = SECRET if secret == 1 else f"{SECRET}, but for the {secret}"
    began = time.process_time()
    for number, shown in enumerate(by_blocks(model, states, tighten=narrow, secret=key)):
        seconds = time.process_time() - began
        if number in _SHOWN:
            shares = (share(shown, belongs) for belongs in GROUPS.values())
            yield f"{project}", f"{secret}", f"{number}", *shares, f"{seconds:.1f}"
        began = time.process_time()


def main() -> None:
    """Print a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", default="80", choices=SIZES)
    parser.add_argument("--projects", type=int, default=2)
    parser.add_argument("--secrets", type=int, default=3)
    parser.add_argument("--wide", action="store_true", help="no year is narrowed")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'demonstration.db'}"
        program.fill_with_demonstration(url)
        model = material_of(url)
    for cells in (("project", "secret", "quarters", *GROUPS, "s"), ("---",) * (len(GROUPS) + 4)):
        print(f"| {' | '.join(cells)} |", flush=True)
    for project in range(1, given.projects + 1):
        for secret in range(1, given.secrets + 1):
            for cells in rows(model, given.size, project, secret, narrow=not given.wide):
                print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
