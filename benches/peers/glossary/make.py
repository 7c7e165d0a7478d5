#!/usr/bin/env python3
"""Texts with names whose places are known, from the glossaries of this repository and the sentences in frames.toml.

    python3 benches/peers/glossary/make.py DIR [--rows 1500] [--seed 1]

Writes DIR/terms.csv, the glossary as all tools get it, and DIR/texts.jsonl: {"id", "text", "spans"}, a span
being [start, end, concept] in bytes of UTF-8. The same seed gives the same files. README.md says what a span holds.
"""

import argparse
import csv
import json
import pathlib
import random
import re
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
GLOSSARIES = HERE.parents[2] / "glossaries"
KINDS = {"place": "place", "armed-group": "group", "community": "people", "institution": "body", "media": "media",
         "person": "person"}  # fmt: skip
ARABIC = re.compile(r"[\u0621-\u064a]")
# Letters that join to the next one: a tatweel may follow.
JOINING = re.compile(r"(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u064a])")
ARTICLE = re.compile(r"\b([Aa]l)-(?=[A-Z])")
APOSTROPHE = re.compile(r"['’]")
FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"})
PARTICLES = str.maketrans({"w": "و", "f": "ف", "b": "ب", "l": "ل", "k": "ك"})
MARKS = ["", "\u064e", "\u064f", "\u0650", "\u0652"]  # None, a, u, i, no vowel.


def glossary():
    """The English and Arabic terms that need no context: (concept, subject, language, term, status)."""
    for path in sorted(GLOSSARIES.glob("*.toml")):
        for concept in tomllib.loads(path.read_text(encoding="utf-8"))["concept"]:
            for lang in ("en", "ar"):
                for number, term in enumerate(concept["terms"].get(lang, [])):
                    term = {"text": term} if isinstance(term, str) else term
                    if "context" in term or "short" in term:
                        continue
                    status = term.get("status", "admitted" if number else "preferred")
                    yield concept["id"], concept["subject"], lang, term["text"], status


def fold(text):
    """Letters alone, to see whether a sentence holds more names than were put into it."""
    text = re.sub(r"[\u064b-\u0652\u0640'’]", "", text.lower())
    return " ".join(re.findall(r"\w+", text.translate(FOLDED)))


def english_form(rng, kind, name):
    """What stands before, the name as a report may write it, and what stands behind."""
    note = rng.choice(["[12]", "^{[352](#)}", "¹"])
    article = ARTICLE.search(name)
    forms = [("", name, rng.choice(["'s", "’s"]) if name[-1] != "s" else "’"), ("", name, note),
             ("(", name, ")"), ("“", name, "”")]  # fmt: skip
    if kind != "people":
        forms.append(("", name, "-based" if kind == "place" else "-linked"))
    if kind not in ("place", "media"):
        forms.append((rng.choice(["pro-", "anti-"]), name, ""))
    if not name.isupper():
        forms.append(("", name.upper(), ""))
    if APOSTROPHE.search(name):
        forms += [("", APOSTROPHE.sub(mark, name), "") for mark in ("’", "‘", "ʿ", "")]
    if article:
        sun = re.findall("^(?:Sh|Th|Dh|[TDRZSN])", name[article.end() :])
        others = ["Al-", "al ", "Al ", "el-", "al\u2011", "al–", "al-\n"] 
        others += 2 * [f"a{letter.lower()}-" for letter in sun]
        forms += [("", ARTICLE.sub(other, name, count=1), "") for other in others]
    elif "-" in name:
        forms += [("", name.replace("-", other, 1), "") for other in ("\u2011", "–", "-\n")]
    if " " in name:
        inside = "  " if re.match("A[a-z] ", name) else note + " "  # No note mark stands behind an article.
        forms += [("", name.replace(" ", other, 1), "") for other in ("\n", "\n", "\u00a0", "  ", inside)]
    return rng.choice(forms)


def plural(rng, name):
    """Of a community in the singular, its plural."""
    return name + "s" if re.search(r"(i|ite|[ei]an|Kurd)$", name) and rng.random() < 0.7 else name


def arabic_form(rng, particles, name):
    """The name behind its particles, as they are written together."""
    if particles.endswith("ل") and name.startswith("ال"):
        # اللجنة: of three ل two are written.
        name = name.removeprefix("ال") if name.startswith("الل") else name[1:]
    if rng.random() < 0.75:
        return particles, name
    kind = rng.choice(["marks", "marks", "tatweel", "both", "wrap"])
    if kind == "wrap":
        return particles, name.replace(" ", "\n", 1)
    if kind != "marks":
        at = rng.choice([found.start() for found in JOINING.finditer(name)] or [len(name)])
        name = name[:at] + "ـ" * rng.randint(1, 3) + name[at:]
    if kind != "tatweel":
        name = re.sub(r"[بتثجحخدذرزسشصضطظعغفقكلمنهة](?!ـ)", lambda c: c[0] + rng.choice(MARKS), name)
        particles = "".join(letter + ("\u0650" if letter in "بل" else "\u064e") for letter in particles)
    return particles, name


def sentence(rng, frame, lang, names, surnames, known):
    """A sentence with its spans, or None where a name and the words around it give another name."""
    parts = re.split(r"\{(?:(\w+):)?(\w+)\}", frame)
    text, plain, spans = parts[0].replace("~", ""), parts[0], []
    for particles, kind, literal in zip(parts[1::3], parts[2::3], parts[3::3]):
        if kind == "surname":
            literal = rng.choice(surnames) + literal
        else:
            concept, name = rng.choice(names[kind])
            plain += f" \x01{name}\x02 "
            before, after = "", ""
            if lang == "ar":
                before, name = arabic_form(rng, (particles or "").translate(PARTICLES), name)
            else:
                name = plural(rng, name) if kind == "people" else name
                if rng.random() < 0.4:
                    before, name, after = english_form(rng, kind, name)
            start = len((text + before).encode())
            spans.append([start, start + len(name.encode()), concept])
            text += before + name + after
        text, plain = text + literal.replace("~", ""), plain + literal
    # A word that is written like a name and is none has ~ before it.
    plain = re.sub(r"~\w+", "x", plain)
    return None if ambiguous(plain, known) else (text, spans)


def ambiguous(plain, known):
    """Whether a term stands in the sentence that is not inside one of the names put into it."""
    names = [fold(name) for name in re.findall("\x01(.*?)\x02", plain)]
    whole = f" {fold(plain)} "
    return any(term in whole and not any(term in f" {name} " for name in names) for term in known)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("dir", type=pathlib.Path)
    args.add_argument("--rows", type=int, default=1500, help="texts for each language")
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    args.dir.mkdir(parents=True, exist_ok=True)
    terms = list(glossary())
    with open(args.dir / "terms.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("concept", "subject", "lang", "term", "status"), *terms])
    rng = random.Random(args.seed)
    frames = tomllib.loads((HERE / "frames.toml").read_text(encoding="utf-8"))
    with open(args.dir / "texts.jsonl", "w", encoding="utf-8") as file:
        for lang, held in frames.items():
            known = {f" {fold(term)} " for _, _, language, term, _ in terms if language == lang}
            names = {kind: [] for kind in KINDS.values()}
            for concept, subject, language, term, status in terms:
                fit = re.fullmatch(r"[^\d(&,.]{3,40}", term) and not term.startswith("The ") and "/" not in term
                if language == lang and subject in KINDS and status != "deprecated" and fit:
                    names[KINDS[subject]].append((concept, term))
            for number in range(args.rows):
                made = None
                while made is None:
                    frame = frames[lang]["frames"][number % len(frames[lang]["frames"])]
                    made = sentence(rng, frame, lang, names, frames[lang]["surname"], known)
                row = {"id": f"{lang}-{number}", "text": made[0], "spans": made[1]}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
