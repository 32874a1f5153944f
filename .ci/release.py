"""Write all that a server needs into one archive: the program, what it depends on, deploy/.

Usage: .venv/bin/python .ci/release.py [FOLDER]. The archive unpacks to impact/VERSION/.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BESIDES = ("docs/install.md", "docs/settings.md", "LICENSE", "CHANGELOG.md")


def main(folder: Path) -> Path:
    """The archive's path."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        wheel = _wheel(Path(made))
        version = wheel.name.split("-")[1]
        requirements = Path(made) / "requirements.txt"
        requirements.write_text(_requirements(wheel, version), encoding="utf-8")
        path = folder / f"impact-{version}.tar.gz"
        with tarfile.open(path, "w:gz") as archive:
            for source, name in (
                (ROOT / "deploy", ""),
                (wheel, wheel.name),
                (requirements, requirements.name),
                *((ROOT / one, Path(one).name) for one in BESIDES),
            ):
                archive.add(source, str(Path("impact", version, name)), filter=_of_root)
    return path


def _wheel(folder: Path) -> Path:
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "wheel")
    options = ("--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    subprocess.run((*pip, *options), check=True)  # noqa: S603 - our own
    (found,) = folder.glob("*.whl")
    return found


def _requirements(wheel: Path, version: str) -> str:
    """The lock file, and the program itself: found beside this file, known by its digest."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return f"--find-links .\n{lock}impact-dashboard=={version} --hash=sha256:{digest}\n"


def _of_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's by name who happens to have the same number on the server."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


if __name__ == "__main__":
    print(main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist")))
