"""Releases as `make release` makes them, and versions that come after them, some of them broken."""

import hashlib
import importlib.util
import io
import re
import tarfile
from pathlib import Path
from zipfile import ZipFile

from dashboard import program_version
from dashboard.places import ROOT

DEPENDENCIES = "/opt/dependencies"  # where what the program depends on is found in the tests
MIGRATION = '''"""Something more."""

from alembic import op

revision, down_revision = "{revision}", "{before}"
branch_labels = depends_on = None


def upgrade() -> None:
    {statement}


def downgrade() -> None:
    pass
'''


def first(folder: Path) -> Path:
    """The archive of the program as it is."""
    place = ROOT / ".ci" / "release.py"
    spec = importlib.util.spec_from_file_location("release", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main(folder)


def later(archive: Path, version: str, migration: str, app: str = "") -> Path:
    """An archive of a version with one more migration, and with more at the end of app.py."""
    path = archive.with_name(f"impact-{version}.tar.gz")
    with tarfile.open(archive) as source, tarfile.open(path, "w:gz", compresslevel=1) as target:
        for entry in source.getmembers():
            body = source.extractfile(entry).read() if entry.isfile() else b""
            if entry.name.endswith(".whl"):
                wheel = body = _wheel(body, version, migration, app)
            entry.name = entry.name.replace(program_version(), version, 2)
            if not entry.name.endswith("/requirements.txt"):
                entry.size = len(body)
                target.addfile(entry, io.BytesIO(body))
        digest = hashlib.sha256(wheel).hexdigest()
        said = f"--find-links .\nimpact-dashboard=={version} --hash=sha256:{digest}\n".encode()
        entry = tarfile.TarInfo(f"impact/{version}/requirements.txt")
        entry.size = len(said)
        target.addfile(entry, io.BytesIO(said))
    return path


def _wheel(body: bytes, version: str, migration: str, app: str) -> bytes:
    old, made = program_version(), io.BytesIO()
    with ZipFile(io.BytesIO(body)) as source, ZipFile(made, "w") as target:
        names = source.namelist()
        newest = max(re.findall(r"migrations/versions/(\d+)_", "\n".join(names)))
        revision = f"{int(newest) + 1:04}"
        files = {name: source.read(name) for name in names if not name.endswith("/RECORD")}
        files["app.py"] += app.encode()
        files["dependencies.pth"] = DEPENDENCIES.encode()
        files[f"dashboard/migrations/versions/{revision}_later.py"] = MIGRATION.format(
            revision=revision, before=newest, statement=migration
        ).encode()
        info = f"impact_dashboard-{version}.dist-info"
        listed = []
        metadata = f"impact_dashboard-{old}.dist-info/METADATA"
        told = f"Version: {old}".encode(), f"Version: {version}".encode()
        files[metadata] = files[metadata].replace(*told)
        for name, content in files.items():
            at = name.replace(f"impact_dashboard-{old}.dist-info", info)
            target.writestr(at, content)
            listed.append(f"{at},,\n")
        target.writestr(f"{info}/RECORD", "".join([*listed, f"{info}/RECORD,,\n"]))
    return made.getvalue()
