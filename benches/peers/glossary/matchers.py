#!/usr/bin/env python3
"""Each peer as a matcher of the terms of a glossary.

    python3 matchers.py NAME --terms FILE            JSON Lines {"text"} in, the hits of each as [start, end] in bytes out
    python3 matchers.py NAME --terms FILE --speed    MB of text a second on these lines, inside the tool's own calls
    python3 matchers.py --list                       the names, with the versions in use

Runs in the environment that compare.py makes. README.md says why each setting is the fair one. A matcher is two functions:
`call(text)` is the tool at work, and timed; `read(text, result)` makes (term, start, end) of its result, in characters.
"""

import argparse
import csv
import functools
import importlib.metadata
import json
import re
import sys
import time

NON_WORD = re.compile(r"\W")
# The letters of names in these languages: what a user of flashtext has to add.
LETTERS = "".join(map(chr, [*range(0xC0, 0x250), *range(0x610, 0x6DD), *range(0x1E00, 0x1F00)])) + "'’‘ʿʾ"


def flashtext(terms, letters=""):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    for letter in letters:
        processor.add_non_word_boundary(letter)
    for term in terms:
        processor.add_keyword(term, term)
    return lambda text: processor.extract_keywords(text, span_info=True), lambda _, found: found


def aho_corasick(terms, whole_words=False):
    """Whole words as in Weblate: of all matches, those with no letter or digit before and behind them."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    # İ alone is longer in lower case, and would move what follows.
    lower = lambda text: text.replace("İ", "i").lower()
    lowered = {lower(term): term for term in terms}
    written = list(lowered.values())
    automaton = AhoCorasick(lowered, matchkind=MatchKind.Standard if whole_words else MatchKind.LeftmostLongest)

    def read(text, found):
        borders = {-1, len(text), *(sign.start() for sign in NON_WORD.finditer(text))}
        if whole_words:
            found = [hit for hit in found if hit[1] - 1 in borders and hit[2] in borders]
        return [(written[number], start, end) for number, start, end in found]

    return lambda text: automaton.find_matches_as_indexes(lower(text), overlapping=whole_words), read


def terminologymatcher(terms):
    """As Pootle and Virtaal do: one matcher with defaults over the termbase, asked for each segment."""
    from translate.search import match
    from translate.storage import csvl10n

    store = csvl10n.csvfile()
    for term in terms:
        store.addsourceunit(term).target = term
    matcher = match.terminologymatcher(store)

    def read(text, units):
        found = []
        for unit in units:
            start = matcher.match_info[unit.source]["pos"]
            found.append((unit.target, start, start + len(unit.source)))
        return found

    return matcher.matches, read


# name: the matcher, and the package it comes from
MATCHERS = {
    "flashtext": (flashtext, "flashtext"),
    "flashtext, letters added": (functools.partial(flashtext, letters=LETTERS), "flashtext"),
    "aho-corasick": (aho_corasick, "ahocorasick_rs"),
    "aho-corasick, whole words": (functools.partial(aho_corasick, whole_words=True), "ahocorasick_rs"),
    "translate-toolkit terminologymatcher": (terminologymatcher, "translate-toolkit"),
}


def spans(text, found):
    """The hits in bytes, free of overlaps: of two, the first, or the longest. An acronym counts only in capitals."""
    hits, free = [], 0
    found = [hit for hit in found if not (hit[0].isupper() and text[hit[1] : hit[2]] != hit[0])]
    for _, start, end in sorted(found, key=lambda hit: (hit[1], -hit[2])):
        if start >= free:
            hits.append([len(text[:start].encode()), len(text[:end].encode())])
            free = end
    return hits


def speed(call, texts, seconds=3.0):
    """MB of text a second, with the texts gone through until the time is up."""
    done, spent = 0, 0.0
    call(texts[0])  # What a tool loads at first use is not its speed.
    while spent < seconds:
        for text in texts:
            begin = time.perf_counter()
            call(text)
            spent += time.perf_counter() - begin
            done += len(text.encode())
            if spent > seconds:
                break
    return done / spent / 1e6


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("name", nargs="?", choices=MATCHERS)
    args.add_argument("--terms", metavar="FILE")
    args.add_argument("--speed", action="store_true")
    args.add_argument("--list", action="store_true")
    args = args.parse_args()
    if args.list:
        json.dump({name: importlib.metadata.version(package) for name, (_, package) in MATCHERS.items()}, sys.stdout)
        return
    with open(args.terms, encoding="utf-8", newline="") as file:
        terms = list(dict.fromkeys(row["term"] for row in csv.DictReader(file)))
    call, read = MATCHERS[args.name][0](terms)
    texts = [json.loads(line)["text"] for line in sys.stdin]
    if args.speed:
        print(speed(call, texts))
        return
    for text in texts:
        print(json.dumps(spans(text, read(text, call(text)))))


if __name__ == "__main__":
    main()
