# SPDX-License-Identifier: Apache-2.0
"""The environments that hold what is compared with: build/bench-venv, made of bench/requirements.txt, and those of a
name, build/bench-venv-NAME, made of bench/requirements-NAME.txt."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def enter(name=""):
    """Goes on in the environment `name`, made where there is none or where its list has changed."""
    suffix = f"-{name}" if name else ""
    folder, listed = ROOT / "build" / f"bench-venv{suffix}", ROOT / "bench" / f"requirements{suffix}.txt"
    if pathlib.Path(sys.prefix) == folder:
        return
    wanted = listed.read_text()
    python, stamp = folder / "bin" / "python", folder / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"installing {listed.relative_to(ROOT)} into {folder.relative_to(ROOT)}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        install = [python, "-m", "pip", "install", "--quiet", "-r", listed]
        subprocess.run(install, check=True)
        stamp.write_text(wanted)
    os.execv(python, [str(python), *sys.argv])
