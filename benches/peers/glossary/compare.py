#!/usr/bin/env python3
"""The glossary matcher and its peers on the same texts in the same run, as a Markdown table.

    cargo build --release
    python3 benches/peers/glossary/make.py DIR
    python3 benches/peers/glossary/compare.py --data DIR [--isnad target/release/isnad]

DIR holds terms.csv and texts.jsonl: see make.py. The peers are installed into an environment that is thrown away at the
end; give --env to keep it for the next run.
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
ARABIC = re.compile(r"[\u0621-\u064a]")
# A letter, and marks or tatweel behind it.
PARTICLE = re.compile(r"[\u0621-\u064a][\u064b-\u0652\u0640]*$")
# Hamzas left out, ة and ى as many type them: each letter takes two bytes, so the spans stay where they are.
NOISE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ى": "ي"})
COLUMNS = ["Arabic P / R / F1", "Arabic noisy P / R / F1", "behind a particle R", "English P / R / F1"]


def run(command, **options):
    return subprocess.run([str(part) for part in command], check=True, encoding="utf-8", **options)


def environment(folder):
    """A virtual environment with the peers in it; the path of its Python."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt"])
    return python


def one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def jsonl(rows):
    return "".join(json.dumps({"text": row["text"]}, ensure_ascii=False) + "\n" for row in rows)


def same(text, hit, span):
    """Whether a hit is the span. A plural ending and the vowel mark of the last letter may be left out."""
    rest = text[hit[1] : span[1]].decode(errors="replace")
    return hit[0] == span[0] and (hit[1] == span[1] or re.fullmatch(r"s|es|[\u064b-\u0652\u0640]+", rest) is not None)


def score(rows, hits, show):
    """Precision, recall, F1, and recall of the names behind a particle, in percent."""
    right = found = wanted = behind = behind_right = 0
    for row, row_hits in zip(rows, hits, strict=True):
        text = row["text"].encode()
        left = list(row_hits)
        for span in row["spans"]:
            hit = next((hit for hit in left if same(text, hit, span)), None)
            particle = PARTICLE.search(text[: span[0]].decode()) is not None
            wanted, behind = wanted + 1, behind + particle
            if hit:
                left.remove(hit)
                right, behind_right = right + 1, behind_right + particle
            elif show:
                print(f"missed {text[span[0] : span[1]].decode()!r} in {row['text']!r}", file=sys.stderr)
        found += len(row_hits)
        for hit in left if show else ():
            print(f"wrong  {text[hit[0] : hit[1]].decode()!r} in {row['text']!r}", file=sys.stderr)
    share = lambda part, whole: 100 * part / whole if whole else float("nan")
    precision, recall = share(right, found), share(right, wanted)
    return precision, recall, share(2 * right, found + wanted), share(behind_right, behind)


class Isnad:
    """The program, as a process."""

    def __init__(self, binary, terms, work):
        self.command = [binary, "terms", "--jobs", "1", "--only-glossary", "--glossary", terms]
        # The compiled glossary is kept in a cache: the first run is never timed.
        self.options = {"env": os.environ | {"XDG_CACHE_HOME": str(work)}, "cwd": work, "preexec_fn": one_core}

    def hits(self, rows):
        out = run([*self.command, "--jsonl"], input=jsonl(rows), stdout=subprocess.PIPE, **self.options).stdout
        # A suspected hit is a question to the reviewer.
        return [
            [[hit["start"], hit["end"]] for hit in json.loads(line)["hits"] if hit.get("certainty") != "suspected"]
            for line in out.split("\n")[:-1]
        ]

    def speed(self, rows, seconds=3.0):
        """MB a second, less the time of a run on nothing."""
        lines, size = jsonl(rows), sum(len(row["text"].encode()) for row in rows)

        def timed(data):
            with tempfile.TemporaryFile() as file:
                file.write(data)
                file.seek(0)
                begin = time.perf_counter()
                run([*self.command, "--jsonl"], stdin=file, stdout=subprocess.DEVNULL, **self.options)
                return time.perf_counter() - begin

        timed(b"")
        start = min(timed(b"") for _ in range(3))
        times = 1
        while (spent := timed(lines.encode() * times) - start) < seconds:
            times *= 2 if spent > seconds / 8 else 8
        return times * size / spent / 1e6


class Peer:
    """A tool in matchers.py."""

    def __init__(self, python, name, terms):
        self.command = [python, HERE / "matchers.py", name, "--terms", terms]

    def hits(self, rows):
        out = run(self.command, input=jsonl(rows), stdout=subprocess.PIPE).stdout
        return list(map(json.loads, out.splitlines()))

    def speed(self, rows):
        command = [*self.command, "--speed"]
        return float(run(command, input=jsonl(rows), stdout=subprocess.PIPE, preexec_fn=one_core).stdout)


def table(results):
    """Markdown; shares in percent, speeds in MB/s."""
    speed = lambda value: f"{value:.0f}" if value >= 10 else f"{value:.2g}"
    share = lambda values: " / ".join("–" if value != value else f"{value:.1f}" for value in values)
    print("| tool | " + " | ".join(COLUMNS) + " | MB/s Arabic / English | its speed beside isnad's |")
    print("|---" * (len(COLUMNS) + 3) + "|")
    base = results[-1][2]
    for name, (arabic, noisy, english), speeds in results:
        cells = [share(arabic[:3]), share(noisy[:3]), share([arabic[3]]), share(english[:3])]
        cells += [" / ".join(map(speed, speeds)), " / ".join(f"×{speed(a / b)}" for a, b in zip(speeds, base))]
        print(f"| {name} | " + " | ".join(cells) + " |")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--data", type=pathlib.Path, required=True, help="folder with terms.csv and texts.jsonl")
    args.add_argument("--isnad", type=pathlib.Path, default=ROOT / "target/release/isnad", help="the program")
    args.add_argument("--only", default="", help="regular expression on the tools' names; isnad is always there")
    args.add_argument("--env", type=pathlib.Path, help="keep the peers' environment here")
    args.add_argument("--show", help="the tool whose mistakes go to standard error")
    args = args.parse_args()
    terms = (args.data / "terms.csv").resolve()
    rows = [json.loads(line) for line in (args.data / "texts.jsonl").read_text(encoding="utf-8").split("\n") if line]
    arabic = [row for row in rows if ARABIC.search(row["text"])]
    english = [row for row in rows if not ARABIC.search(row["text"])]
    noisy = [row | {"text": row["text"].translate(NOISE)} for row in arabic]
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        # The program may be rebuilt while this runs.
        binary = pathlib.Path(shutil.copy(args.isnad, work / "isnad"))
        python = environment(args.env.resolve() if args.env else work / "env")
        versions = json.loads(run([python, HERE / "matchers.py", "--list"], stdout=subprocess.PIPE).stdout)
        tools = {name: Peer(python, name, terms) for name in versions if re.search(args.only, name)}
        tools["isnad terms"] = Isnad(binary, terms, work)
        versions["isnad terms"] = run([binary, "--version"], stdout=subprocess.PIPE).stdout.split()[-1]
        results = []
        for name, tool in tools.items():
            print(f"{name} {versions[name]}", file=sys.stderr)
            scores = [score(part, tool.hits(part), args.show == name) for part in (arabic, noisy, english)]
            package, _, setting = name.partition(", ")
            title = f"{package} {versions[name]}{', ' if setting else ''}{setting}"
            results.append((title, scores, [tool.speed(part) if part else float("nan") for part in (arabic, english)]))
    table(results)


if __name__ == "__main__":
    main()
