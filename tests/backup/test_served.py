"""A running server goes on with what was restored under it, and lets nobody in by an old cookie."""

from http import HTTPStatus

import pytest
import requests

from tests.backup.test_backups import impact
from tests.backup.test_restoring import restore
from tests.support import patience
from tests.support.rich import PASSWORD, add_sessions, publish

FIGURES = "/api/v1/progress"


def sign_in(address: str, name: str) -> requests.Session:
    browser = requests.Session()
    given = {"name": name, "password": PASSWORD}
    answer = browser.post(
        f"{address}/en/sign-in", data=given, headers=OURS, timeout=patience.SECONDS
    )
    assert answer.status_code == HTTPStatus.OK, answer.text[:500]
    assert browser.get(f"{address}{FIGURES}", timeout=patience.SECONDS).status_code == HTTPStatus.OK
    return browser


OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_running_server_serves_the_restored_data_at_once(
    request, kind, rich_backup, secrets, serve
):
    engine = request.getfixturevalue(f"{kind}_engine")
    then = request.getfixturevalue("tmp_path") / "then"
    url = engine.url.render_as_string(hide_password=False)
    restore(engine, rich_backup)
    impact("publish", "confirm-restored", 1, url=url)
    impact("backup", then, url=url)
    address = serve(database_url=url).url
    browser = sign_in(address, "bo")
    token = {"Authorization": f"Bearer {secrets.token}"}

    def participations() -> int:
        answer = requests.get(f"{address}{FIGURES}", headers=token, timeout=patience.SECONDS)
        return answer.json()["youth"]["participations"]

    before = participations()
    add_sessions(engine, "later-1", "later-2", count=500)
    assert participations() == before + 1000
    assert publish(engine) == 2
    assert (
        requests.get(f"{address}/publications/2.json", timeout=patience.SECONDS).status_code
        == HTTPStatus.OK
    )

    told = restore(engine, then, "--yes", "--without-backup")
    assert told["carried"]["publications"] == [2]
    assert participations() == before  # at once, whatever was kept of the other history
    gone = browser.get(f"{address}{FIGURES}", timeout=patience.SECONDS, allow_redirects=False)
    assert gone.status_code == HTTPStatus.UNAUTHORIZED
    second = requests.get(f"{address}/publications/2.json", timeout=patience.SECONDS)
    assert second.status_code == HTTPStatus.OK
    add_sessions(engine, "other-1", "other-2", count=7)  # as many writes as before, others
    assert participations() == before + 14
    sign_in(address, "bo")
    assert requests.get(f"{address}/readyz", timeout=patience.SECONDS).json()["status"] == "ready"
