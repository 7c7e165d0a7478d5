#!/usr/bin/env python3
"""How well `isnad restore` does on real titles, masked: from an index, from addresses, from translations alone.

    benches/restore.py --isnad target/release/isnad --pairs PAIRS.tsv --headlines HEADLINES.tsv [--titles 1000000]

PAIRS.tsv has columns title, title_en (others are not used); HEADLINES.tsv has title, url, source, date_extracted. The index holds the
headlines, titles drawn from chains of their words up to --titles, and every second pair; the other pairs stand nowhere.
"""

import argparse
import collections
import csv
import json
import pathlib
import random
import re
import subprocess
import tempfile
import urllib.parse

LETTER = re.compile("[\u0621-\u064a]")
SIGNS = ".,:;!؟،\"«»()[]-"
OUTLETS = ["SANA", "Enab Baladi", "Al Jazeera", "BBC News", "Asharq Al-Awsat"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--isnad", required=True)
    parser.add_argument("--pairs", required=True)
    parser.add_argument("--headlines", required=True)
    parser.add_argument("--titles", type=int, default=1_000_000)
    args = parser.parse_args()
    random.seed(3)
    pairs = list({row["title"]: row for row in table(args.pairs) if is_title(row)}.values())
    random.shuffle(pairs)
    for row in pairs:
        row["date"] = any_date()
        row["source"] = random.choice(OUTLETS)
    headlines = list(table(args.headlines))
    for unit in ("character", "byte"):
        print(f"one sign for each {unit}")
        guesses(args.isnad, pairs, unit)
        slugs(args.isnad, headlines, unit)
    with tempfile.TemporaryDirectory() as folder:
        index(args.isnad, pathlib.Path(folder), pairs, headlines, args.titles)


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def is_title(row):
    words = row["title"].split()
    return row.get("title_en") and 3 <= len(words) <= 16 and len(LETTER.findall(row["title"])) > 6


def any_date():
    return f"{random.randint(2010, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def mask(title, unit):
    signs = (lambda c: len(c.encode())) if unit == "byte" else (lambda c: 1)
    return "".join(c if ord(c) < 128 else "?" * signs(c) for c in title)


def restore(isnad, queries, *options):
    lines = "\n".join(json.dumps(query, ensure_ascii=False) for query in queries)
    command = [isnad, "restore", "--jsonl", *options]
    out = subprocess.run(command, input=lines, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def share(part, whole):
    return f"{100 * part / max(1, whole):.1f} %"


def calibration(answers):
    """Expected calibration error over ten bins of (probability, right)."""
    bins = collections.defaultdict(list)
    for probability, right in answers:
        bins[min(9, int(probability * 10))].append((probability, right))
    apart = sum(abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return f"{apart / max(1, len(answers)):.3f}"


def guesses(isnad, pairs, unit):
    """Words of titles that stand nowhere, right at their place in the first guess and in one of five."""
    answers = restore(isnad, [{"mask": mask(row["title"], unit), "gloss": row["title_en"]} for row in pairs])
    first = five = words = 0
    for row, answer in zip(pairs, answers):
        title = row["title"].split()
        made = [candidate["text"].split() for candidate in answer["candidates"][:5]]
        for at, word in enumerate(title):
            if any(ord(c) >= 0x600 for c in word):
                there = [len(m) == len(title) and m[at].strip(SIGNS) == word.strip(SIGNS) for m in made]
                words += 1
                first += there[:1] == [True]
                five += any(there)
    every = [(c["probability"], c["text"] == row["title"]) for row, a in zip(pairs, answers) for c in a["candidates"]]
    print(f"  guesses from {len(pairs)} translations: words right {share(first, words)}, among five {share(five, words)};"
          f" calibration error {calibration(every)}")


def slugs(isnad, headlines, unit):
    """Letters of titles that their addresses hold."""
    def words(text):
        return " ".join(re.findall("[\u0621-\u0652\u0640a-zA-Z0-9]+", text))

    rows = [row for row in headlines if len(LETTER.findall(urllib.parse.unquote(row["url"]))) > 6]
    queries = [{"mask": mask(row["title"], unit),
                "url": row["url"] if number % 2 else urllib.parse.quote(row["url"], safe=":/?=&")}
               for number, row in enumerate(rows)]
    right = letters = held = witnessed = wrong = 0
    every = []
    for row, answer in zip(rows, restore(isnad, queries)):
        candidates = answer["candidates"]
        text = answer["text"] or (candidates[0]["text"] if candidates else "")
        every += [(c["probability"], c["text"] == row["title"]) for c in candidates]
        witnessed += answer["certainty"] == "witnessed"
        wrong += answer["certainty"] == "witnessed" and text != row["title"]
        if words(row["title"]) in words(urllib.parse.unquote(row["url"])):
            held += 1
            places = [at for at, c in enumerate(row["title"]) if LETTER.match(c)]
            letters += len(places)
            right += sum(at < len(text) and text[at] == row["title"][at] for at in places)
    print(f"  {len(rows)} addresses, {held} hold the title: letters right {share(right, letters)}; witnessed {witnessed},"
          f" wrong {wrong}; calibration error {calibration(every)}")


def index(isnad, folder, pairs, headlines, titles):
    """First candidates and acceptance with an index of many others."""
    chain = collections.defaultdict(list)
    for row in headlines:
        words = ["", *row["title"].split(), ""]
        for a, b in zip(words, words[1:]):
            chain[a].append(b)
    sources = sorted({row["source"] for row in headlines})

    def draw():
        words = [random.choice(chain[""])]
        while words[-1] and len(words) < 18:
            words.append(random.choice(chain[words[-1]]))
        return " ".join(words).strip()

    others = folder / "others.tsv"
    with open(others, "w", encoding="utf-8") as file:
        file.write("title\tdate\tsource\turl\n")
        for row in headlines:
            file.write(f"{row['title']}\t{row['date_extracted']}\t{row['source']}\t{row['url']}\n")
        for _ in range(titles - len(headlines)):
            file.write(f"{draw()}\t{any_date()}\t{random.choice(sources)}\t\n")
    there, absent = pairs[::2], pairs[1::2]
    for glossed in (False, True):
        mine = folder / f"mine-{glossed}.tsv"
        with open(mine, "w", encoding="utf-8") as file:
            file.write("title\tgloss\tdate\tsource\n")
            for row in there:
                gloss = row["title_en"] if glossed else ""
                file.write(f"{row['title']}\t{gloss}\t{row['date']}\t{row['source']}\n")
        place = folder / f"index-{glossed}"
        subprocess.run([isnad, "titles", "add", others, mine, "--index", place, "--quiet"], check=True)
        for fields in (["gloss"], ["gloss", "date"], ["gloss", "source"], ["gloss", "date", "source"]):
            for unit in ("character", "byte"):
                report(isnad, place, there, absent, fields, unit, glossed)


def report(isnad, place, there, absent, fields, unit, glossed):
    def ask(rows):
        known = {"gloss": "title_en", "date": "date", "source": "source"}
        queries = [{"mask": mask(row["title"], unit), **{field: row[known[field]] for field in fields}} for row in rows]
        return list(zip(rows, restore(isnad, queries, "--index", place)))

    found, nowhere = ask(there), ask(absent)
    right = {True: [], False: []}
    for row, answer in found:
        first = answer["candidates"][:1]
        right[len(row["title"].split()) >= 5].append(bool(first) and first[0]["text"] == row["title"])
    accepted = [(row, a) for row, a in found if a["text"] is not None]
    wrong = sum(answer["text"] != row["title"] for row, answer in accepted)
    every = [(c["probability"], c["text"] == row["title"]) for row, a in found + nowhere for c in a["candidates"]]
    print(f"index {'with' if glossed else 'without'} translations, {'+'.join(fields)}, {unit}s: first right"
          f" {share(sum(right[True]), len(right[True]))} (5 words or more), {share(sum(right[False]), len(right[False]))} (3, 4);"
          f" accepted {len(accepted)} of {len(found)}, wrong {wrong}; of {len(nowhere)} absent"
          f" {sum(a['text'] is not None for _, a in nowhere)}; calibration error {calibration(every)}")


if __name__ == "__main__":
    main()
