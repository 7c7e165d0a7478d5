#!/usr/bin/env python3
"""Each peer as a filter: JSON Lines {"id", "text"} in and out.

    python3 filters.py NAME                 filter standard input
    python3 filters.py NAME --speed FILE    MB of text a second on the lines of FILE, inside the tool's own calls
    python3 filters.py --list               the names, with the versions in use

Runs in the environment that compare.py makes. README.md says why each setting is the fair one.
"""

import argparse
import dataclasses
import importlib.metadata
import json
import re
import sys
import time

ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]")
# Letters that Arabic lacks.
NOT_ARABIC = re.compile(r"[پچژگکیہےھںٹڈڑێۆەڕڵڤ]")
LAYERS = 3  # How often a detector is asked again about its own result.


def sloppy(encoding):
    """A table of 256 letters in which the holes of a page are the control characters of the same number."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(256))


# What the damaged text may have been read with. A detector is not told which one it was.
PAGES = {
    name: {letter: byte for byte, letter in enumerate(sloppy(name))}
    for name in "cp1252 latin-1 cp1256 cp1254 cp1250 cp1251 mac-roman cp437 cp850 iso8859-6".split()
}


def as_bytes(text, page):
    """The bytes that a page shows as this text, or None."""
    try:
        return bytes(map(page.__getitem__, text))
    except KeyError:
        return None


def more_arabic(before, after):
    """Whether Arabic letters came up where there were fewer: the harness's help to the detectors."""
    return len(ARABIC.findall(after)) > len(ARABIC.findall(before)) + 2


def detector(decode):
    """A repair out of an encoding detector: `decode(bytes)` gives the detector's reading, or None."""

    def once(text):
        if text.isascii():
            return text
        for page in PAGES.values():
            data = as_bytes(text, page)
            reading = decode(data) if data else None
            if reading and reading != text and more_arabic(text, reading):
                return reading
        return text

    def repair(text):
        for _ in range(LAYERS):
            text, before = once(text), text
            if text == before:
                break
        return text

    return repair


def ftfy():
    import ftfy

    return ftfy.fix_text


def ftfy_encoding():
    import ftfy

    config = ftfy.TextFixerConfig(
        remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False, uncurl_quotes=False,
        fix_line_breaks=False, explain=False,
    )  # fmt: skip
    return lambda text: ftfy.fix_text(text, config)


def plsfix():
    import plsfix

    return plsfix.fix_text


def chardetng():
    from chardetng_py.detector import EncodingDetector

    def decode(data):
        asked = EncodingDetector()
        asked.feed(data, last=True)
        encoding, sure = asked.guess_assess(tld=None, allow_utf8=True)
        try:
            return data.decode(encoding) if sure or encoding == "UTF-8" else None
        except (LookupError, UnicodeDecodeError):
            return None

    return detector(decode)


def charset_normalizer():
    import charset_normalizer

    def decode(data):
        best = charset_normalizer.from_bytes(data).best()
        return str(best) if best else None

    return detector(decode)


def arafix():
    import arafix

    other = arafix.PipelineConfig(normalize=arafix.NormalizeConfig(fold_pdf_homoglyphs=False))
    return lambda text: arafix.fix(text, other if NOT_ARABIC.search(text) else None)


def harfix():
    import harfix
    from harfix.detect import default_thresholds

    line = dataclasses.replace(default_thresholds(), min_letters=12, bidi_min_controls=1, unmapped_min_glyphs=1)
    return lambda text: harfix.repair_text(text, thresholds=line).text


# name: the repair, and the package it comes from
FILTERS = {
    "ftfy": (ftfy, "ftfy"),
    "ftfy, cosmetic fixes off": (ftfy_encoding, "ftfy"),
    "plsfix": (plsfix, "plsfix"),
    "chardetng in a harness": (chardetng, "chardetng-py"),
    "charset-normalizer in a harness": (charset_normalizer, "charset-normalizer"),
    "arafix": (arafix, "arafix"),
    "harfix, thresholds for lines": (harfix, "harfix"),
}


def speed(repair, path, seconds=2.0):
    """MB of text a second, with the lines gone through until the time is up."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    done, spent = 0, 0.0
    repair(lines[0])  # What a tool loads at first use is not its speed.
    while spent < seconds:
        for line in lines:
            begin = time.perf_counter()
            repair(line)
            spent += time.perf_counter() - begin
            done += len(line.encode())
            if spent > seconds:
                break
    return done / spent / 1e6


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("name", nargs="?", choices=FILTERS)
    args.add_argument("--speed", metavar="FILE")
    args.add_argument("--list", action="store_true")
    args = args.parse_args()
    if args.list:
        json.dump({name: importlib.metadata.version(package) for name, (_, package) in FILTERS.items()}, sys.stdout)
        return
    repair = FILTERS[args.name][0]()
    if args.speed:
        print(speed(repair, args.speed))
        return
    for line in sys.stdin:
        row = json.loads(line)
        row["text"] = repair(row["text"])
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
