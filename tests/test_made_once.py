"""What tests make once is the same as what would be made anew, and what differs is made."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from dashboard.figures.gauges import Gauge
from dashboard.publications.drawings.dials import Dial
from tests.support import compressed, once, previews


def test_other_bytes_and_other_options_are_compressed_anew():
    asked = []

    def compress(content, *given, **options):
        asked.append((content, *given, options))
        return content[:1] + repr((given, options)).encode()

    ours, long = compressed._once(compress), compressed.LEAST_BYTES
    for _ in range(2):
        for content in (b"a" * long, b"b" * long):
            for given, options in (((), {}), ((5,), {}), ((), {"quality": 5})):
                found = ours(content, *given, **options)
                assert found == content[:1] + repr((given, options)).encode()
    assert len(asked) == 6


def test_a_picture_of_other_dials_is_another_one():
    both = [Dial("Youth", Gauge(5, 10, 3), "5", "10"), Dial("Trained", Gauge(2, 4), "2", "4")]
    one = previews._drawn_once("Title", "Line", "Foot", both[:1])
    assert previews._drawn_once("Title", "Line", "Foot", both) not in (one, b"")
    assert previews._drawn_once("Title", "Line", "Foot", both[:1]) is one
    assert previews._draw("Title", "Line", "Foot", both[:1]) == one


def test_who_failed_to_make_it_leaves_nothing_and_others_make_it_once(tmp_path: Path):
    def fails(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError

    def makes(folder: Path) -> None:
        (folder / "whole").touch()
        made.append(folder)

    made: list[Path] = []
    for worker, make in (("popen-gw0", fails), ("popen-gw0", makes), ("popen-gw1", makes)):
        own = tmp_path / worker
        own.mkdir(exist_ok=True)
        factory = SimpleNamespace(getbasetemp=lambda own=own: own)
        if make is fails:
            with pytest.raises(OSError):  # noqa: PT011 - the one of above
                once.made(factory, "x", make)
        else:
            assert [one.name for one in once.made(factory, "x", make).iterdir()] == ["whole"]
    assert made == [tmp_path / "x"]
