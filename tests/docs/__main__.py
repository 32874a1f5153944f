"""``python -m tests.docs``: which commands of the pages are not run by the tests, and why."""

from tests.docs.commands import not_run, runnable
from tests.docs.pages import PAGES, links, name, shell


def main() -> None:
    """Print them page by page."""
    run = sum(len(runnable(block)) for page in PAGES for block in shell(page))
    print(f"{run} commands are run. These are not:")
    for page in PAGES:
        for block in shell(page):
            for line, why in not_run(block):
                print(f"{block.place}  {line}\n    {why}")
    abroad = [(name(page), to) for page in PAGES for _, to in links(page) if "://" in to]
    print("Links that are not followed:" if abroad else "Every link is followed.")
    for place, to in abroad:
        print(f"{place}  {to}")


main()
