#!/usr/bin/env python3
"""Times the main job on generated folders: whole process, one core and two, with memory.

    cargo build --release
    python3 benches/whole_run.py --bin target/release/isnad --mb 10 100 1000 [--kind prose dense] [--clean] [--dry-run]

Prints a line a run: kind, size, threads, seconds, MB of input a second, seconds on a core, peak memory, and how many times its input the run
wrote. A run writes several times its input (dense reports some thirty times): mind the space in the temporary folder, or
give --dry-run, which leaves the writing out. The folders are those of `folder.py`.

Seconds hold the waiting for the disk, which gets whatever else the machine has to write too; seconds on a core do not. What
was written stays until the last run of a folder: ext4 makes new files slowly for minutes after many were removed.
"""
import argparse
import itertools
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def timed(command):
    """Seconds, seconds on a core and peak memory in MB of one command."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size(folder):
    """Bytes in all files below a folder."""
    return sum(file.stat().st_size for file in pathlib.Path(folder).rglob("*") if file.is_file())


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--bin", required=True, help="the program")
    args.add_argument("--mb", type=int, nargs="+", default=[10, 100])
    args.add_argument("--kind", nargs="+", choices=["prose", "dense"], default=["prose", "dense"])
    args.add_argument("--clean", action="store_true", help="dense reports without damage")
    args.add_argument("--dry-run", action="store_true", help="read and count only")
    args = args.parse_args()
    for kind, megabytes in itertools.product(args.kind, args.mb):
        with tempfile.TemporaryDirectory() as work:
            folder = os.path.join(work, "in")
            make = [sys.executable, str(HERE / "folder.py"), "--mb", str(megabytes), "--out", folder, "--kind", kind]
            subprocess.run(make + (["--clean"] if args.clean else []), check=True, stdout=subprocess.DEVNULL)
            for jobs in (1, 2):
                out = os.path.join(work, f"out-{jobs}")
                command = [args.bin, "run", "--quiet", f"--jobs={jobs}", folder, "-o", out]
                seconds, busy, memory = timed(command + (["--dry-run"] if args.dry_run else []))
                written = size(out) / size(folder)
                rate = megabytes / seconds
                print(
                    f"{kind}  {megabytes:5} MB  {jobs} threads  {seconds:8.2f} s  {rate:6.1f} MB/s  {busy:8.2f} s on a core  {memory:6.0f} MB"
                    f"  wrote {written:.1f} times",
                    flush=True,
                )


if __name__ == "__main__":
    main()
