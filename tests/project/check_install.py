#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Installs a build to a scratch folder and builds examples/read.c on what lies there:
check_install.py SOURCE BUILD SANITIZERS COMPILER...
"""

import os
import pathlib
import subprocess
import sys
import tempfile

from tap import expect, run

SOURCE, BUILD, SANITIZERS, *COMPILER = sys.argv[1:]


def call(command, **more):
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, **more)
    expect(done.returncode == 0, f"{command} gave {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def pkg_config(root, *arguments):
    found = next(root.rglob("hearsay.pc"))
    environment = {**os.environ, "PKG_CONFIG_PATH": str(found.parent), "PKG_CONFIG_SYSROOT_DIR": str(root)}
    return call(["pkg-config", *arguments, "hearsay"], env=environment).split()


def build_example(root, library, *arguments):
    """Builds the example with pkg-config's flags and this library file, and starts it without any story."""
    found = next(root.rglob(library))
    flags = pkg_config(root, "--cflags", "--libs", *arguments)
    flags = [str(found) if flag == "-lhearsay" else flag for flag in flags]
    program = root / ("read-" + library)
    sanitizers = [] if SANITIZERS == "none" else ["-fsanitize=" + SANITIZERS]
    call([*COMPILER, *sanitizers, "-std=c17", "-o", str(program), SOURCE + "/examples/read.c", *flags])
    symbols = call(["nm", "-D", "--undefined-only", str(program)])
    expect(("hearsay_read" in symbols) == library.endswith(".so"), f"{program} is not linked as meant")
    environment = {**os.environ, "LD_LIBRARY_PATH": str(found.parent), "HEARSAY_MODEL": "/nonexistent/model"}
    done = subprocess.run([str(program)], env=environment, capture_output=True, text=True)
    expect(done.returncode == 1 and done.stderr.strip(), f"without a model it gave {done}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)

        def install():
            call(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", folder])

        def installed(pattern):
            expect(list(root.rglob(pattern)), f"no {pattern} was installed")

        def model():
            for name in ("model.safetensors", "vocab.txt"):
                if (pathlib.Path(SOURCE) / "model" / "en" / name).exists():
                    installed("hearsay/model/en/" + name)

        def shared_symbols():
            symbols = call(["nm", "-D", "--defined-only", str(next(root.rglob("libhearsay.so")))])
            names = [line.split()[-1] for line in symbols.splitlines()]
            other = [name for name in names if not name.startswith("hearsay_") and not name.startswith("__")]
            expect("hearsay_read" in names and not other, f"the shared library shows {other}")

        cases = [
            ("the build installs", install),
            ("the program is installed", lambda: installed("bin/hearsay")),
            ("the public header is installed", lambda: installed("include/hearsay/hearsay.h")),
            ("the manual pages are installed", lambda: installed("man1/hearsay-read.1*")),
            ("the model is installed", model),
            ("the example builds on the static library", lambda: build_example(root, "libhearsay.a", "--static")),
        ]
        if any(pathlib.Path(BUILD).glob("libhearsay.so")):
            cases.append(("the example builds on the shared library", lambda: build_example(root, "libhearsay.so")))
            cases.append(("the shared library shows its public names alone", shared_symbols))
        run(cases)


main()
