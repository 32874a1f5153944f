"""The files of deploy/cluster are filled in whole, and its programs and its page know them.

``make cluster-test`` runs them.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.places import ROOT
from tests.cluster import preparing
from tests.cluster.events import EVENTS
from tests.cluster.machines import ADDRESSES, DASHBOARDS, Machine
from tests.cluster.preparing import CLUSTER

PAGE = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
SETTINGS = (CLUSTER / "cluster.env").read_text(encoding="utf-8")
PORTS = dict(re.findall(r"^PORT_OF_(\w+)=(\d+)$", SETTINGS, re.M))
NAMES = set(re.findall(r"^([A-Z_]+)=", SETTINGS, re.M))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Machine]:
    """Three machines as the two scripts make them; nothing runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/usr/sbin", prepend=":")
        return preparing.prepared(tmp_path_factory.mktemp("cluster"), "true")


def has(program: str) -> str:
    found = shutil.which(program, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if found is None:
        pytest.skip(f"{program} is not installed, which `make cluster-test` brings.")
    return found


def said(*command: str | Path) -> tuple[int, str]:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_nothing_is_left_to_fill_in(cluster: dict[str, Machine]):
    for machine in cluster.values():
        for file in ("default/etcd", "patroni/config.yml", "haproxy/haproxy.cfg"):
            text = (machine.root / "etc" / file).read_text("utf-8")
            assert not re.findall(r"@\w+@", text), file
            for address in ADDRESSES.values():
                assert address in text, file
        site = (machine.root / "etc/nginx/conf.d/impact.conf").read_text("utf-8")
        assert not re.findall(r"@\w+@", site)
        for name in DASHBOARDS:
            assert f"server {ADDRESSES[name]}:{machine.ports['DASHBOARD']} " in site
        assert "target_session_attrs=read-write&sslmode=verify-full" in machine.database_url


def test_what_nobody_confirmed_makes_no_primary(cluster: dict[str, Machine]):
    """``successor_killed`` shows what these are for."""
    text = (cluster["one"].root / "etc/patroni/config.yml").read_text("utf-8")
    assert "    synchronous_mode: true\n" in text
    assert "    check_timeline: true\n" in text
    assert "    maximum_lag_on_failover: 8589934592\n" in text


def test_haproxy_knows_its_file(cluster: dict[str, Machine]):
    code, text = said(has("haproxy"), "-c", "-f", cluster["one"].root / "etc/haproxy/haproxy.cfg")
    assert code == 0, text


def test_nginx_knows_its_file(cluster: dict[str, Machine]):
    root = cluster["one"].root
    code, text = said(has("nginx"), "-t", "-p", root, "-c", root / "etc/nginx/nginx.conf")
    assert code == 0, text


def test_patroni_knows_its_file(cluster: dict[str, Machine]):
    """It also looks for etcd, which does not run."""
    file = cluster["one"].root / "etc/patroni/config.yml"
    _, text = said(has("patroni"), "--validate-config", file)
    faults = [line for line in text.splitlines() if line and "is not reachable" not in line]
    assert not faults


def test_the_certificates_are_of_one_authority(cluster: dict[str, Machine]):
    place = cluster["two"].root / "etc/impact/cluster"
    command = (has("openssl"), "verify", "-x509_strict", "-CAfile", place / "ca.crt")
    code, text = said(*command, "-verify_ip", ADDRESSES["two"], place / "machine.crt")
    assert code == 0, text
    code, text = said(*command, "-verify_ip", ADDRESSES["one"], place / "machine.crt")
    assert code != 0


def test_a_name_or_a_password_that_is_not_there_is_refused(tmp_path: Path):
    settings = tmp_path / "cluster.env"
    settings.write_text(f"{SETTINGS}ROOT={tmp_path}/root\n", encoding="utf-8")
    for name, code, words in (("four", 2, "one of: one=10.0.0.11"), ("one", 1, "PASSWORD_OF_")):
        given = f"IMPACT_CLUSTER={settings}"
        ended, text = said("env", given, CLUSTER / "configure", name)
        assert (ended, words in text) == (code, True)
        assert not (tmp_path / "root").exists()


def test_the_page_names_the_ports_and_settings_that_there_are():
    table = PAGE.partition("| port |")[2].partition("\n\n")[0]
    assert set(re.findall(r"\d+", table)) == set(PORTS.values())
    named = re.findall(r"`((?:[A-Z]+_)?[A-Z]+(?:_[A-Z]+)*)`", PAGE)
    known = NAMES | {"IMPACT_SECRET_KEY"}
    assert set(named) - known == set()
    assert {"SYNCHRONOUS", "POSTGRESQL", "DASHBOARDS"} <= set(named)


def test_the_page_installs_what_the_rehearsal_needs():
    (line,) = re.findall(r"^apt-get install --yes (.*)$", PAGE, re.M)
    services = (ROOT / ".ci" / "services").read_text("utf-8").partition("= cluster")[2]
    needed = set(re.findall(r'\$missing ([\w -]+)"', services.partition("else")[0]))
    packages = {one for some in needed for one in some.split()}
    assert packages - set(line.split()) == {"curl", "openssl", "nginx"}  # there already


def test_each_event_of_the_page_is_rehearsed():
    assert {"machine_killed", "machine_cut_off", "upgraded"} <= {one.__name__ for one in EVENTS}
    assert "`machine_killed`" in PAGE
