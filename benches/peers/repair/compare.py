#!/usr/bin/env python3
"""isnad repair and its peers on the same rows in the same run, as a Markdown table.

    cargo build --release
    python3 benches/peers/repair/compare.py --bench DIR [--isnad target/release/isnad] [--quick]

DIR holds gen.py, which makes damaged rows with their truth, and score.py, which scores a filter on them. The peers are
installed into an environment that is thrown away at the end; give --env to keep it for the next run.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# The kinds that are plain letters stored as they stand on the screen.
VISUAL = re.compile(r"^(visual|reversed_all)$")
SPEEDS = ["clean English", "clean Arabic", "damaged"]
COLUMNS = [
    ("core exact", "core_exact_klass_restored_pct"),
    ("core contextual", "core_contextual_restored_pct"),
    ("other kinds", "extra_restored_pct"),
    ("visual order in a citation", "visual"),
    ("clean lines changed", "clean_false_positive_pct"),
    ("tricky lines changed", "tricky_false_positive_pct"),
    ("made worse", "core_harm_pct"),
]


def run(command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


def environment(folder):
    """A virtual environment with the peers in it; the path of its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt"])
    return python


def one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def visual_share(cells):
    """Share restored of visual-order titles inside citations, as the mean over kinds."""
    kinds = {}
    for key, outcomes in cells.items():
        parts = key.split("|")
        if VISUAL.match(parts[1]) and parts[-1] in ("ctx=cite", "ctx=mixed"):
            right, all_rows = kinds.get(parts[1], (0, 0))
            kinds[parts[1]] = (right + outcomes.get("exact", 0), all_rows + sum(outcomes.values()))
    shares = [100 * right / all_rows for right, all_rows in kinds.values()]
    return sum(shares) / len(shares) if shares else float("nan")


def score(bench, rows, work, name, command):
    """The summary of score.py for one filter."""
    out = work / "score.json"
    run([sys.executable, "-B", bench / "score.py", "--data", rows, "--name", name, "--out", out, "--", *command],
        stdout=subprocess.DEVNULL)  # fmt: skip
    result = json.loads(out.read_text(encoding="utf-8"))
    return result["summary"] | {"visual": visual_share(result["cells"])}


def speed_texts(rows, work):
    """Files of lines to time: clean English, clean Arabic, and core damage that has an inverse."""
    lines = {name: [] for name in SPEEDS}
    with open(rows, encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["klass"] == "clean" and row["ctx"] == "bare" and row["lang"] in ("eng", "arb"):
                lines["clean English" if row["lang"] == "eng" else "clean Arabic"].append(row["mangled"])
            elif row["tier"] == "core" and row["klass"] == "exact":
                lines["damaged"].append(row["mangled"])
    files = []
    for name in SPEEDS:
        # Controls that end a line for some readers would cut a row in two.
        text = "".join(re.sub(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", " ", line) + "\n" for line in lines[name])
        files.append(work / f"{name}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files


def isnad_speed(binary, path, seconds=2.0):
    """MB a second of `isnad repair` as a process on one core, less the time of a run on nothing."""
    text = path.read_bytes()

    def timed(data):
        with tempfile.TemporaryFile() as file:
            file.write(data)
            file.seek(0)
            begin = time.perf_counter()
            run([binary, "repair", "--jobs", "1"], stdin=file, stdout=subprocess.DEVNULL, preexec_fn=one_core)
            return time.perf_counter() - begin

    start = min(timed(b"") for _ in range(3))
    times = 1
    while True:
        spent = timed(text * times) - start
        if spent > seconds or times * len(text) > 200_000_000:
            return times * len(text) / spent / 1e6
        times *= 2 if spent > seconds / 8 else 8


def table(results):
    """Markdown; shares in percent, speeds in MB/s."""
    number = lambda value: "–" if value != value else f"{value:.4g}" if abs(value) < 1 else f"{value:.1f}"
    print("| tool | " + " | ".join(title for title, _ in COLUMNS) + " | MB/s " + " / ".join(SPEEDS) + " |")
    print("|---" * (len(COLUMNS) + 2) + "|")
    for name, summary in results:
        shares = [f"{number(summary[key])} %" for _, key in COLUMNS]
        rates = " / ".join(f"{rate:.0f}" if rate >= 10 else f"{rate:.2g}" for rate in summary["speeds"])
        print(f"| {name} | " + " | ".join(shares) + f" | {rates} |")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--bench", type=pathlib.Path, required=True, help="folder with gen.py and score.py")
    args.add_argument("--isnad", type=pathlib.Path, default=ROOT / "target/release/isnad", help="the program")
    args.add_argument("--rows", type=int, default=120, help="rows for each language and kind of damage")
    args.add_argument("--clean", type=int, default=500, help="clean lines for each language")
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--quick", action="store_true", help="16 rows and 60 clean lines: a few minutes")
    args.add_argument("--only", help="regular expression on the peers' names")
    args.add_argument("--env", type=pathlib.Path, help="keep the peers' environment here")
    args.add_argument("--out", type=pathlib.Path, help="also write all summaries here, as JSON")
    args = args.parse_args()
    if args.quick:
        args.rows, args.clean = 16, 60
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        # The program may be rebuilt while this runs.
        binary = pathlib.Path(shutil.copy(args.isnad, work / "isnad"))
        rows = work / "rows.jsonl"
        run([sys.executable, "-B", args.bench / "gen.py", "--rows", args.rows, "--clean", args.clean,
             "--seed", args.seed, "--out", rows])  # fmt: skip
        files = speed_texts(rows, work)
        python = environment(args.env or work / "env")
        filters = HERE / "filters.py"
        versions = json.loads(run([python, filters, "--list"], capture_output=True, text=True).stdout)
        results = []
        for name, version in versions.items():
            if args.only and not re.search(args.only, name):
                continue
            print(f"{name} {version}", file=sys.stderr)
            summary = score(args.bench, rows, work, name, [python, filters, name])
            summary["speeds"] = [
                float(run([python, filters, name, "--speed", file], capture_output=True, text=True, preexec_fn=one_core).stdout)
                for file in files
            ]  # fmt: skip
            package, _, setting = name.partition(" ")
            results.append((f"{package.rstrip(',')} {version}{', ' if setting else ''}{setting}", summary))
        print("isnad", file=sys.stderr)
        summary = score(args.bench, rows, work, "isnad", [binary, "repair", "--jsonl"])
        summary["speeds"] = [isnad_speed(binary, file) for file in files]
        results.append(("isnad repair", summary))
    table(results)
    if args.out:
        args.out.write_text(json.dumps(dict(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
