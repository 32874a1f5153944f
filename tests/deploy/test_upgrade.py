"""A newer version takes the place of the one that runs, or leaves it running with its data."""

import shutil
from collections.abc import Callable
from pathlib import Path

from dashboard import program_version
from tests.deploy.conftest import NO_NETWORK, Installed, commands
from tests.support import releases
from tests.support.machine import Machine

OLD, KILLED = program_version(), -9
MORE = 'op.execute("CREATE TABLE more (id INTEGER)")'
BROKEN = f'{MORE}; op.execute("SELECT broken")'
ENDS = '\n\ndef create_server():\n    raise SystemExit("this version is broken")\n'
# As systemd does, by hand: for machines that run another one.
STOP = "kill $(cat /run/impact.pid) && while kill -0 $(cat /run/impact.pid); do sleep 0.1; done"
START = "setsid impact serve >>/root/served.log 2>&1 </dev/null & echo $! >/run/impact.pid"

CLUSTER = """{
    pg_lsclusters --no-header | grep -q . ||
        pg_createcluster $(ls /usr/lib/postgresql | tail -n 1) main
    pg_ctlcluster $(pg_lsclusters --no-header | head -n 1 | awk '{print $1, $2}') start
}"""
READY = "python3 -c 'import urllib.request as w; print(w.urlopen(\"http://127.0.0.1:8050/readyz\").read())'"
BACKUPS = "ls /var/lib/impact/backups"
# What runs, that it is ready, and every row with the schema, as they would not be after a restore.
STATE = (
    f"{READY}; readlink /opt/impact/current; impact check audit; systemctl is-active impact.socket"
)


def upgrading(machine: Machine, archive: Path) -> Callable[..., str]:
    """Unpacks a later version as docs/install.md says, and upgrades to it."""

    def run(version: str, *, migration: str, app: str = "", code: int = 0, **said: str) -> str:
        made = releases.later(archive, version, migration, app)
        shutil.move(made, machine.file(f"/root/{made.name}"))
        unpack, script = (line.replace("0.2.0", version) for line in commands("Upgrade"))
        machine(unpack)
        return machine(script, code, **NO_NETWORK, **said)

    return run


def test_a_good_version_runs_and_a_broken_one_is_taken_back(installed: Installed, archive: Path):
    """The version is mended where it was installed, as a second try finds it: with its programs."""
    machine = installed.machine
    upgrade = upgrading(machine, archive)
    before = machine(STATE)
    backups = machine(BACKUPS).count(".backup\n")
    told = upgrade("0.2.0", migration=BROKEN, app=ENDS, code=1)
    assert "Installing 0.2.0" in told
    assert "Starting 0.2.0" not in told
    assert f"→ {OLD} runs again, with its data as they were before." in told
    assert machine(STATE) == before
    again, packages = "/opt/impact/0.2.0/upgrade", "/opt/impact/0.2.0/venv/lib/*/site-packages"
    machine(f"sed -i '/broken/s/;.*//' {packages}/dashboard/migrations/versions/*_later.py")
    told = machine(again, code=1, IMPACT_WAIT="5", **NO_NETWORK)
    assert "Installing" not in told
    assert "→ The database is as it was." in told
    assert machine(STATE) == before
    machine(f"sed -i '/^def create_server():$/d; /this version is broken/d' {packages}/app.py")
    told = machine(again, **NO_NETWORK)
    assert told.endswith(
        f"0.2.0 runs. {OLD} is still in /opt/impact/{OLD}: remove it when all is well.\n"
    )
    assert machine("impact backup /root/b 2>&1; readlink /opt/impact/current", 0).endswith(
        "0.2.0\n"
    )
    assert "ready" in machine(READY)
    assert machine(BACKUPS).count(".backup\n") == backups + 3
    assert not machine("ls -A /var/lib/impact | grep upgrade || true")
    assert "0.2.0 runs already." in machine(again, code=1)


def test_on_postgresql_and_without_systemd(machine: Machine, archive: Path):
    """Who was killed in the middle goes back, and tries again; how to stop and start is said."""
    made = [line for line in commands("**PostgreSQL**") if not line.startswith("apt-get")]
    filling = [line for line in commands("Ten commands") if line.startswith("impact ")]
    machine("systemctl stop impact.socket impact.service")
    machine(" && ".join([CLUSTER, *made, *filling]))
    machine(START)
    said = {"IMPACT_STOP": STOP, "IMPACT_START": START, "IMPACT_WAIT": "60"}
    machine(f"until {READY}; do sleep 0.2; done")
    tables = "runuser -u postgres -- psql impact --no-align --tuples-only --command '\\dt'"
    before = machine(tables), machine("impact check audit")
    killed = said | {"IMPACT_START": "kill -9 $PPID"}
    upgrading(machine, archive)("0.3.0", migration=MORE, code=KILLED, **killed)
    assert "|more|" in machine(tables)
    again = "/opt/impact/0.3.0/upgrade"
    assert "An upgrade was interrupted" in machine(again, 1, **said)
    told = machine(f"{again} --roll-back", **said)
    assert "→ The database is as it was." in told
    assert f"→ {OLD} runs again, with its data as they were before." in told
    assert (machine(tables), machine("impact check audit")) == before
    assert "0.3.0 runs." in machine(again, **NO_NETWORK, **said)
    assert "|more|" in machine(tables)
    assert "ready" in machine(READY)
