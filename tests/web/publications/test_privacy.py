"""Who sees what, for everyone to read."""

from dashboard.i18n import Locale


def test_the_page_is_there_for_anyone_in_both_languages_without_a_cookie(server):
    client = server.test_client()
    for locale, path in ((Locale.EN, "/en/privacy"), (Locale.FR, "/fr/confidentialite")):
        answer = client.get(path)
        assert answer.status_code == 200
        assert f'<html lang="{locale.tag}">' in answer.text
        assert "Set-Cookie" not in answer.headers
        other = {Locale.EN: "/fr/confidentialite", Locale.FR: "/en/privacy"}[locale]
        assert f'href="../{other.lstrip("/")}"' in answer.text


def test_the_page_says_what_someone_who_was_there_knows_beside_the_first_count_that_is_told(server):
    client = server.test_client()
    for path, said in (
        ("/en/privacy", "Several sessions may have 11 adults in all"),
        ("/fr/confidentialite", "Il peut y avoir 11 adultes en tout à plusieurs séances"),
    ):
        assert said in client.get(path).text
