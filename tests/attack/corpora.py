"""The real program on a project: imported, served, published, granted; and the truth behind it."""

import csv
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from typer import Typer
from typer.testing import CliRunner

from dashboard.cli import build
from dashboard.database import open_engine, reading, writing
from dashboard.queries.publications.publications import every_proof, exact_of
from dashboard.writes.state import mark_as_demonstration
from tests.attack import embedded, published
from tests.attack.facts import AGES
from tests.attack.pages import Happened
from tests.attack.programme import Programme
from tests.attack.projects import HEADS, Project, Step, venue_rows
from tests.attack.published import Block, Issue
from tests.attack.targets import Counted
from tests.attack.wire import Query, Reader
from tests.support.program import serving


@dataclass
class Corpus:
    """What was published, in order, and what was so each time."""

    reader: Reader
    url: str
    issues: list[Issue] = field(default_factory=list)
    truths: dict[int, dict[tuple[Block, str], int]] = field(default_factory=dict)
    held: dict[int, dict[Block, int]] = field(default_factory=dict)

    def programme(self) -> Programme:
        """What readers of all publications can set up, without the answers to grants."""
        programme = Programme(self.issues, self.loose())
        for issue in self.issues:
            programme.learn(issue.told)
        return programme

    def loose(self) -> set[tuple[int, Block]]:
        """The blocks of which a reader who supposes the usual would suppose what is not so."""
        found: set[tuple[int, Block]] = set()
        for old, new in zip(self.issues, self.issues[1:], strict=False):
            before, now = self.truths[old.number], self.truths[new.number]
            was, held = self.held[old.number], self.held[new.number]
            for block, age in {**before, **now}:
                change = now.get((block, age), 0) - before.get((block, age), 0)
                sessions = held.get(block, 0) - was.get(block, 0)
                if change * sessions < 0 or (change and not sessions):
                    found.add((new.number, block))
        return found


def truth_vector(programme: Programme, truths: Mapping[int, Counted]) -> list[float]:
    """What is so, as the programme counts it: what each publication added."""
    found = [0.0] * len(programme.lows)
    for issue in programme.issues:
        for cell in programme.cells[issue.number]:
            *_, last = cell.columns
            of = cell.of
            key = (of["month"], of["language"], of["venue_type"], of["kind"]), of["age"]
            if programme.names[last][0] == issue.number:
                earlier = sum(found[column] for column in cell.columns[:-1])
                found[last] = truths[issue.number].get(key, 0) - earlier
    return found


def run(*arguments: object, url: str, **settings: str) -> str:
    """Run a command of the program to its end, and return what it said."""
    given = {"IMPACT_DATABASE_URL": url, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    given |= {f"IMPACT_{name.upper()}": value for name, value in settings.items()}
    ended = CliRunner().invoke(_command(), list(map(str, arguments)), env=given)
    assert ended.exit_code == 0, f"impact {arguments}: {ended.output}"
    return ended.stdout


@cache
def _command() -> Typer:
    return build()


def fill(project: Project, url: str, folder: Path) -> None:
    """The venues and the target of a project, in a migrated database."""
    _write(folder / "venues.csv", venue_rows(project))
    head = ("indicator", "value", "due", "effective_from", "reason_en", "reason_fr")
    target = ("youth", str(project.target), "2016-03-31", str(project.begins), "", "")
    _write(folder / "targets.csv", (head, target))
    run("import", "venues", folder / "venues.csv", url=url)
    run("import", "targets", folder / "targets.csv", url=url)


@contextmanager
def published_corpus(project: Project, template: Path, folder: Path) -> Iterator[Corpus]:
    """A project with all that it published, while it is served."""
    folder.mkdir(exist_ok=True)
    path = folder / "impact.db"
    path.write_bytes(template.read_bytes())
    url = f"sqlite:///{path}"
    fill(project, url, folder)
    with serving(url, folder, "--workers", "1") as served:
        corpus = Corpus(Reader(served.url), url)
        for number, step in enumerate(project.steps):
            take(corpus, step, folder / f"sessions-{number}.csv")
        yield corpus


def take(corpus: Corpus, step: Step, file: Path) -> None:
    """One step of a history."""
    if step.sessions:
        _write(file, (HEADS, *(session.row for session in step.sessions)))
        run("import", "sessions", file, "--copies", "keep", url=corpus.url)
    if step.as_of:
        more = ("--corrects", step.corrects) if step.corrects else ()
        more += ("--tighten" if step.tighten else "--no-tighten",)
        publish(corpus, "--as-of", step.as_of, *more)
    if step.withdraws:
        reasons = ("--reason-en", "A mistake", "--reason-fr", "Une erreur")
        run("publish", "withdraw", step.withdraws, *reasons, url=corpus.url)
        gone = corpus.reader.get(f"/publications/{step.withdraws}.json")
        assert gone.status == 410, gone.text


def publish(corpus: Corpus, *options: object) -> None:
    """Publish, and read what everybody reads."""
    draft = json.loads(run("publish", "draft", *options, "--json", url=corpus.url))["draft"]
    done = run("publish", "approve", draft["digest"], "--json", url=corpus.url)
    keep(corpus, json.loads(done)["number"])


def keep(corpus: Corpus, number: int) -> None:
    """Read a publication, and what was so when it was made."""
    issue = published.read(corpus.reader, number)
    corpus.issues.append(issue)
    corpus.truths[number], corpus.held[number] = truth(corpus.url, issue.as_of)


def truth(url: str, as_of: str) -> tuple[dict[tuple[Block, str], int], dict[Block, int]]:
    """The people by block and age, and the sessions by block, up to a day."""
    people: dict[tuple[Block, str], int] = {}
    held: dict[Block, int] = {}
    statement = """
        SELECT substr(s.held_on, 1, 7), s.language, v.venue_type, s.kind, s.id, a.age_group,
               a.participations
        FROM sessions s JOIN venues v ON v.id = s.venue_id
        LEFT JOIN attendance a ON a.session_id = s.id
        WHERE s.status = 'delivered' AND s.held_on <= ?"""
    seen = set()
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        for *block, session, age, count in connection.execute(statement, (as_of,)):
            key = tuple(block)
            if session not in seen:
                seen.add(session)
                held[key] = held.get(key, 0) + 1
            if count:
                people[key, age] = people.get((key, age), 0) + count
    return people, held


def as_told(corpus: Corpus) -> None:
    """What each publication counts: sessions whose correction waits are as they were."""
    engine = open_engine(corpus.url)
    with reading(engine) as connection:
        for publication, exact, _ in every_proof(connection):
            counts = exact_of(exact).counts
            places = [(t, (t.month, t.language, t.venue_type, t.kind)) for t in counts.tallies]
            corpus.held[publication.number] = {place: t.sessions for t, place in places}
            corpus.truths[publication.number] = {
                (place, age): n
                for t, place in places
                for age, n in zip(counts.ages, t.participations, strict=True)
                if n
            }
    engine.dispose()


def _write(path: Path, rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def grant(corpus: Corpus, number: int, locked: str, free: Sequence[str]) -> str:
    """A grant of every view of one publication, by its key."""
    options = [f"--view={view}" for view in (*embedded.VIEWS, "facilitators")]
    options += [f"--free={name}" for name in free]
    options += [f"--locked={locked}"] * bool(locked)
    options += ["--partner=A partner", "--downloads", "--images", "--json"]
    options += [f"--publication={number}", "--origin=https://intranet.example.org"]
    key: str = json.loads(run("embeds", "create", *options, url=corpus.url))["key"]
    return key


def happened(url: str, query: Query) -> list[Happened]:
    """The sessions that a filter of a live page keeps, with the people whom it counts."""
    chosen: dict[str, set[str]] = {}
    for name, value in query:
        chosen.setdefault(name, set()).add(value)
    (first,), (last,) = chosen.pop("from", {"0001-01-01"}), chosen.pop("to", {"9999-12-31"})
    ages = chosen.pop("age", set(AGES))
    known: dict[int, Happened] = {}
    statement = """
        SELECT s.id, s.held_on, s.language, v.venue_type, v.code, s.kind, a.age_group,
               a.participations
        FROM sessions s JOIN venues v ON v.id = s.venue_id
        LEFT JOIN attendance a ON a.session_id = s.id
        WHERE s.status = 'delivered' AND s.held_on BETWEEN ? AND ?"""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        for number, day, *codes, age, count in connection.execute(statement, (first, last)):
            of = dict(zip(("language", "venue_type", "venue", "kind"), codes, strict=True))
            if any(of[axis] not in some for axis, some in chosen.items() if axis in of):
                continue
            session = known.setdefault(number, Happened(of | {"month": day[:7]}, {}))
            if age in ages:
                session.people[age] = count
    kept = known.values()
    return [one for one in kept if one.people] if len(ages) < len(AGES) else list(kept)


@contextmanager
def demonstration_published(
    demonstration: Path, folder: Path, days: Sequence[str]
) -> Iterator[Corpus]:
    """The demonstration, published up to each of these days."""
    path = folder / "impact.db"
    path.write_bytes(demonstration.read_bytes())
    url = f"sqlite:///{path}"
    with serving(url, folder, "--workers", "1") as served:
        corpus = Corpus(Reader(served.url), url)
        for day in days:
            publish(corpus, "--as-of", day)
        yield corpus


@contextmanager
def opened_to_the_committee(project: Project, template: Path, folder: Path) -> Iterator[Corpus]:
    """A project that publishes nothing, served as a demonstration: the committee looks at it."""
    path = folder / "impact.db"
    path.write_bytes(template.read_bytes())
    url = f"sqlite:///{path}"
    fill(project, url, folder)
    for number, step in enumerate(project.steps):
        take(Corpus(Reader(""), url), Step(step.sessions), folder / f"sessions-{number}.csv")
    engine = open_engine(url)
    with writing(engine) as connection:
        mark_as_demonstration(connection)
    engine.dispose()
    with serving(url, folder, "--workers", "1") as served:
        yield Corpus(Reader(served.url), url)
