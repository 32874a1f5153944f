"""`impact brief` as people and scripts call it."""

import json

import pypdfium2
import pytest
from pptx import Presentation


@pytest.mark.parametrize(
    ("lang", "title"), [("en", "Where the project stands"), ("both", "Où en est le projet")]
)
def test_a_brief_is_written_in_the_chosen_language(impact, tmp_path, lang, title):
    file = tmp_path / "b.pdf"
    done = impact("brief", file, "--lang", lang, "--role", "coordinator")
    assert done.exit_code == 0
    with pypdfium2.PdfDocument(file) as opened:
        assert title in opened[0].get_textpage().get_text_bounded()


def test_slides_are_written_where_the_name_says_so(impact_sqlite, tmp_path):
    file = tmp_path / "b.pptx"
    assert impact_sqlite("brief", file, "--lang", "fr").exit_code == 0
    assert Presentation(file).slides[0].shapes.title.text_frame.text == "Où en est le projet"


def test_scripts_are_told_where_the_brief_is(impact_sqlite, tmp_path):
    file = tmp_path / "b.pdf"
    answer = json.loads(impact_sqlite("brief", file, "--json").stdout)
    assert answer == {"status": "done", "file": str(file)}


@pytest.mark.parametrize(
    ("name", "options", "problem"),
    [
        ("b.docx", [], "Unknown file type: b.docx"),
        ("b.xlsx", [], "Unknown file type: b.xlsx"),
        ("b.pdf", ["--query", "language=xx"], "Some"),
        ("no/such/folder/b.pdf", [], "A file or a folder cannot be used"),
    ],
)
def test_a_brief_that_cannot_be_written_is_refused(impact_sqlite, tmp_path, name, options, problem):
    done = impact_sqlite("brief", tmp_path / name, *options, "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["problem"].startswith(problem)
    assert not (tmp_path / name).exists()
