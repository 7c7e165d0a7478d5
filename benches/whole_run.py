#!/usr/bin/env python3
"""Times the main job on generated folders: whole process, one core and two, with memory.

    cargo build --release
    python3 benches/whole_run.py --bin target/release/isnad --mb 10 100 1000 [--clean] [--dry-run]

Prints a line a run: size, threads, seconds, MB of input a second, peak memory. A run writes several times its input: mind
the space in the temporary folder, or give --dry-run, which leaves the writing out.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def timed(command):
    """Seconds and peak memory in MB of one command."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: exit status {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--bin", required=True, help="the program")
    args.add_argument("--mb", type=int, nargs="+", default=[10, 100])
    args.add_argument("--clean", action="store_true", help="without damage")
    args.add_argument("--dry-run", action="store_true", help="read and count only")
    args = args.parse_args()
    with tempfile.TemporaryDirectory() as work:
        for megabytes in args.mb:
            folder = os.path.join(work, f"in{megabytes}")
            make = [sys.executable, str(HERE / "folder.py"), "--mb", str(megabytes), "--out", folder]
            subprocess.run(make + (["--clean"] if args.clean else []), check=True, stdout=subprocess.DEVNULL)
            for jobs in (1, 2):
                with tempfile.TemporaryDirectory(dir=work) as out:
                    command = [args.bin, "run", "--quiet", f"--jobs={jobs}", folder, "-o", out]
                    seconds, memory = timed(command + (["--dry-run"] if args.dry_run else []))
                rate = megabytes / seconds
                print(f"{megabytes:5} MB  {jobs} threads  {seconds:8.2f} s  {rate:6.1f} MB/s  {memory:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
