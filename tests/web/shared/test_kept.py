"""A file is compressed once, and not again by the next process or at the next start."""

import fcntl
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import pytest

from dashboard.web.shared import kept
from dashboard.web.shared.encodings import ENCODINGS, Encoding, decode, encode
from dashboard.web.shared.kept import KeptFiles

CONTENT = b"where the next session goes " * 500


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The encodings that were really made, in order."""
    done: list[str] = []

    def counted(content: bytes, encoding: Encoding, quality: int) -> bytes:
        done.append(encoding)
        return encode(content, encoding, quality)

    monkeypatch.setattr(kept, "encode", counted)
    return done


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_next_start_finds_what_was_compressed(tmp_path: Path, work: list[str], encoding):
    first = KeptFiles(tmp_path / "files").compressed(CONTENT, encoding)
    assert decode(first, encoding) == CONTENT
    assert KeptFiles(tmp_path / "files").compressed(CONTENT, encoding) == first
    assert work == [encoding]


def test_readers_who_come_at_once_share_the_work(tmp_path: Path, work: list[str]):
    files = KeptFiles(tmp_path)
    with ThreadPoolExecutor(8) as readers:
        made = set(readers.map(lambda _: files.compressed(CONTENT, "br"), range(40)))
    assert (len(made), work) == (1, ["br"])


def test_of_several_processes_one_compresses_and_the_others_wait(
    tmp_path: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
):
    """Another process has the lock, and has made the file when it gives it back."""
    made = KeptFiles(tmp_path / "theirs").compressed(CONTENT, "br")
    (theirs,) = (tmp_path / "theirs").iterdir()

    def wait_for_them(_: int, how: int) -> None:
        assert how == fcntl.LOCK_EX
        shutil.copy(theirs, tmp_path / "ours")

    monkeypatch.setattr(kept.fcntl, "flock", wait_for_them)
    assert KeptFiles(tmp_path / "ours").compressed(CONTENT, "br") == made
    assert work == ["br"]
    assert [path.name for path in (tmp_path / "ours").iterdir()] == [theirs.name]


def test_each_content_and_each_encoding_is_kept_apart(tmp_path: Path):
    files = KeptFiles(tmp_path)
    for content in (CONTENT, CONTENT + b"?"):
        for encoding in ENCODINGS:
            assert decode(files.compressed(content, encoding), encoding) == content
    assert len(list(tmp_path.iterdir())) == 4


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("found", ["half", "something else", "another file"])
def test_what_does_not_lead_back_to_the_file_is_made_anew(tmp_path: Path, found, encoding):
    made = KeptFiles(tmp_path).compressed(CONTENT, encoding)
    (path,) = tmp_path.iterdir()
    other = encode(b"alert(1)", encoding, 1)
    path.write_bytes({"half": made[:-9], "something else": b"x", "another file": other}[found])
    assert KeptFiles(tmp_path).compressed(CONTENT, encoding) == made
    assert path.read_bytes() == made


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path):
    folder = tmp_path / "taken"
    folder.write_text("a file, not a folder", encoding="utf-8")
    assert brotli.decompress(KeptFiles(folder).compressed(CONTENT, "br")) == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
