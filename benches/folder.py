#!/usr/bin/env python3
"""Makes a folder of report text for timing the pipeline.

    python3 benches/folder.py --mb 10 --out DIR            about one damaged title in 20 kB
    python3 benches/folder.py --mb 1000 --out DIR --clean  no damage at all
    python3 benches/folder.py --mb 100 --out DIR --kind prose

Kinds: `dense`, where nearly every sentence has names and a note, and `prose`, long paragraphs with a name in every
eighth sentence and a note in every thirtieth, and no damage.

The same options give the same bytes. Files are of 20 to 400 kB, in plain text, Markdown, HTML and JSON Lines, with numbered
notes at the end of each section; one section in fifty is in Arabic. Sentences come from a small grammar, so that the text
compresses and repeats like no corpus, but has the words, letters, notes and addresses that the pipeline looks for.

Sections are made once, some megabytes of them, and then drawn again and again with fresh note numbers, dates and
addresses: 1,000 MB take a minute or two. Python 3 and nothing else.
"""

import argparse
import html
import json
import pathlib
import random
import shutil
import sys

SMALLEST, LARGEST = 20_000, 400_000  # Bytes of a file.
POOL = 4_000_000  # Bytes of sections made before they are drawn from.
DAMAGE_EVERY = 20_000  # Bytes for each damaged title.

PLACES = """Hama Homs Masyaf Salamiyah Qadmus Tartous Latakia Aleppo Idlib Raqqa Afrin Kobani Manbij Palmyra Daraa
Suwayda Qamishli Hasakah Jableh Baniyas Saraqib Jarabulus Azaz Zabadani Yabroud Douma Misyaf Salamiya""".split()
BODIES = """the municipal council|the water office|a local committee|the Syrian National Ismaili Council|HTS|an aid group
|the bakers' union|the school board|Hay'at Tahrir al-Sham|the governorate|a group of engineers|the bus company""".replace("\n", "").split("|")
DEEDS = """opened|repaired|counted|promised to look after|asked for news of|wrote a report on|closed for a week|visited
|published a plan for|handed over|argued about|took photographs of""".replace("\n", "").split("|")
THINGS = """the wells of the eastern quarter|two pumps and a pipe|the road to the coast|a list of empty houses|the old market
|the register of births|three schools without windows|the bridge over the Orontes|a store of flour|the telephone exchange
|the olive presses|a small clinic|the archive of the town hall""".replace("\n", "").split("|")
FRAMES = [
    "In {month} {year}, {body} in {place} {deed} {thing}.{note}",
    "According to people in {place}, {body} {deed} {thing}, and {body2} {deed2} {thing2}.{note}",
    "{Body} {deed} {thing} in {place}; nobody there could say when the work would end.",
    "“We asked in {place} and in {place2}”, one resident said, “and were told that {body} {deed} {thing}.”{note}",
    "The number of families in {place} was put at {number}, but other sources gave {number2}.{note}",
    "It is not known whether {body} still {deed} {thing} after {day} {month} {year}.{note}",
    "Did it matter that {body} {deed} {thing}? The sources do not say.",
    "A café owner from {place}, José M., told us that {thing} had cost €{number}.",
]
MONTHS = "January February March April May June July August September October November December".split()
# Running prose: somebody, what was done, with what, and in which way.
SOMEBODY = """Most of the families who stayed|A teacher from the next village|The engineers|Two former clerks|Nobody in the office
|Farmers on both banks of the river|The people who had kept a key|An older neighbour|Several shopkeepers|The committee
|Those who came back in spring|A driver who knows the road|The woman at the counter|Some of the younger men|Visitors""".replace("\n", "").split("|")
DID = """had already repaired|were still waiting for|spoke at length about|could not agree on|kept a careful record of
|described without much hope|paid a small sum towards|had never been told of|remembered the colour of|were shown|took down
|put off until the summer|measured twice|sold most of|made a drawing of|carried away""".replace("\n", "").split("|")
SOMETHING = """the roof of the school, which leaks when the wind comes from the west|a set of pumps that no longer had any spare parts
|the long wall behind the mill|what was left of the library|the lists of names that hang beside the door|every second house
|a plan for shared gardens, drawn on the back of a calendar|the price of bread and of lamp oil|the last bus of the evening
|a field that had been cleared by hand|windows, doors, and a staircase made of stone|the water tank above the bakery
|the question of who would clean the canal|new rules for the market (the old ones had been lost)|a photograph of the bridge
""".replace("\n", "").split("|")
SOMEHOW = """before the first rain of the year|although the road had been closed since morning|as far as anyone could tell
|with the help of a cousin who works abroad|and then again a few weeks later|because there was no other way
|while the others went to look for wood|in a tone that was neither glad nor sad|if the weather allowed it
|at a time when hardly any other news arrived|for reasons that were not written down|long after it had been promised
|when asked about it by e-mail, by letter and on the telephone|to the surprise of everyone in the room""".replace("\n", "").split("|")
OUTLETS = ["Orontes Press", "Al-Nahr Daily", "Barada Weekly", "Furat Radio", "Tell Institute", "Idlib Letter", "Haddad, R."]
TITLE_STARTS = "مجلس المدينة|أهالي الحي|ورشة الصيانة|دائرة المياه|لجنة محلية|مدارس الريف|أصحاب الأفران".split("|")
TITLE_DEEDS = "يناقش|يعود إلى|تعلن عن|تفتح أبواب|يسأل عن|تنتهي من|يكتب تقريرا عن".split("|")
TITLE_THINGS = "خطة المياه|السوق القديم|طريق الساحل|جسر العاصي|سجل النفوس|معاصر الزيتون|آبار الحي الشرقي".split("|")
TITLE_PLACES = "في حماة|في مصياف|في السلمية|قرب القدموس|في ريف حمص|بطرطوس|في إدلب|شمال حلب".split("|")


def cp1252_with_holes(data):
    return "".join(chr(b) if b in b"\x81\x8d\x8f\x90\x9d" else bytes([b]).decode("cp1252") for b in data)


DAMAGE = [
    lambda t: cp1252_with_holes(t.encode()),
    lambda t: t.encode().decode("latin-1"),
    lambda t: t.encode().decode("cp1256"),
    lambda t: cp1252_with_holes(t.encode("cp1256")),
    lambda t: "".join(c if ord(c) < 128 else f"&#{ord(c)};" for c in t),
    lambda t: "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in t),
    lambda t: "".join(c if ord(c) < 128 else "?" for c in t),
]


def english(rng, note):
    fill = {"body": rng.choice(BODIES), "body2": rng.choice(BODIES), "place": rng.choice(PLACES)}
    fill |= {"place2": rng.choice(PLACES), "deed": rng.choice(DEEDS), "deed2": rng.choice(DEEDS)}
    fill |= {"thing": rng.choice(THINGS), "thing2": rng.choice(THINGS), "month": rng.choice(MONTHS)}
    fill |= {"year": rng.randint(2018, 2025), "day": rng.randint(1, 28), "number": rng.randint(20, 900)}
    fill |= {"number2": rng.randint(20, 900), "note": note}
    fill["Body"] = capitalised(fill["body"])
    return rng.choice(FRAMES).format(**fill)


def prose(rng, note):
    said = f"{rng.choice(SOMEBODY)} {rng.choice(DID)} {rng.choice(SOMETHING)}"
    if rng.random() < 0.125:
        said += f" in {rng.choice(PLACES)}"
    if rng.random() < 0.8:
        said += f", {rng.choice(SOMEHOW)}"
    return said + "." + (note if rng.random() < 1 / 30 else "")


def capitalised(text):
    return text[0].upper() + text[1:]


def title(rng):
    return " ".join(rng.choice(words) for words in (TITLE_STARTS, TITLE_DEEDS, TITLE_THINGS, TITLE_PLACES))


def gloss(rng):
    return capitalised(f"{rng.choice(BODIES)} {rng.choice(DEEDS)} {rng.choice(THINGS)} in {rng.choice(PLACES)}")


def citation(rng):
    """A citation in two parts: up to its title, and from its gloss; the title comes between, whole or damaged."""
    number = rng.randint(10_000, 99_999)
    date = f"{rng.randint(1, 28)} {rng.choice(MONTHS)} {rng.randint(2018, 2025)}"
    return f"{rng.choice(OUTLETS)}, ", f" [{gloss(rng)}], {date}, https://outlet.example/news/{number}"


def section(rng, sentence_of):
    """A heading, paragraphs and notes, as pieces: strings, and the places of note numbers and titles between them."""
    arabic = sentence_of is english and rng.random() < 0.02
    notes = 0
    paragraphs = []
    for _ in range(rng.randint(3, 7)):
        sentences = []
        for _ in range(rng.randint(3, 8)):
            if arabic:
                sentences.append(f"{title(rng)}، و{title(rng)}.")
            else:
                sentence = sentence_of(rng, "\0")
                notes += sentence.count("\0")
                sentences.append(sentence)
        paragraphs.append(" ".join(sentences))
    heading = title(rng) if arabic else capitalised(f"{rng.choice(THINGS)} in {rng.choice(PLACES)}")
    citations = [citation(rng) for _ in range(notes)]
    return heading, paragraphs, citations


class Writer:
    """Puts sections into a file of one format, with running note numbers and now and then a damaged title."""

    def __init__(self, rng, clean):
        self.rng, self.clean = rng, clean
        self.titles = [title(rng) for _ in range(400)]
        self.due = rng.random() * DAMAGE_EVERY

    def cited(self, opening, closing):
        """A citation. One in eight has an Arabic title, all others an English one."""
        if self.due <= 0 and not self.clean:
            self.due += DAMAGE_EVERY * (0.5 + self.rng.random())
            return opening + self.rng.choice(DAMAGE)(self.rng.choice(self.titles)) + closing
        if self.rng.random() < 0.125:
            return opening + self.rng.choice(self.titles) + closing
        return opening + closing[2:].replace("]", "", 1)

    def file(self, sections, size, form):
        parts, written, number = [], 0, 0
        while written < size:
            heading, paragraphs, citations = self.rng.choice(sections)
            body = "\n\n".join(paragraphs)
            # The note numbers go on through the file: one piece of text between two of them.
            pieces = body.split("\0")
            numbers = range(number + 1, number + len(pieces))
            number += len(pieces) - 1
            mark, label = {"txt": ("[{}]", "[{}] "), "md": ("[^{}]", "[^{}]: ")}.get(form, ("[{}]", "[{}] "))
            body = pieces[0] + "".join(mark.format(n) + piece for n, piece in zip(numbers, pieces[1:]))
            notes = [label.format(n) + self.cited(*citation) for n, citation in zip(numbers, citations)]
            text = self.formed(heading, body, notes, form)
            parts.append(text)
            length = len(text.encode("utf-8"))
            written += length
            self.due -= length
        whole = "".join(parts)
        if form == "html":
            whole = f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Reports</title></head>\n<body>\n{whole}</body>\n</html>\n'
        return whole.encode("utf-8")

    def formed(self, heading, body, notes, form):
        if form == "md":
            return f"## {heading}\n\n{body}\n\n" + "\n\n".join(notes) + "\n\n"
        if form == "html":
            paragraphs = "".join(f"<p>{html.escape(p, quote=False)}</p>\n" for p in [*body.split("\n\n"), *notes])
            return f"<h2>{html.escape(heading, quote=False)}</h2>\n{paragraphs}"
        if form == "jsonl":
            record = {"id": f"d{self.rng.randrange(10**9)}", "title": heading, "text": "\n\n".join([body, *notes])}
            return json.dumps(record, ensure_ascii=False) + "\n"
        return f"{heading.upper()}\n\n{body}\n\nNotes\n\n" + "\n".join(notes) + "\n\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mb", type=float, required=True, help="megabytes (of 1,000,000 bytes) in all")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder to make; must not exist or be empty")
    parser.add_argument("--kind", choices=["dense", "prose"], default="dense", help="how many names and notes there are")
    parser.add_argument("--clean", action="store_true", help="no damaged titles")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.out.exists() and any(options.out.iterdir()):
        sys.exit(f"{options.out} is not empty")
    total = int(options.mb * 1_000_000)
    if shutil.disk_usage(options.out.absolute().anchor).free < total:
        sys.exit("not enough room on the disk")

    rng = random.Random(options.seed)
    sections, made = [], 0
    while made < min(POOL, total):
        sections.append(section(rng, prose if options.kind == "prose" else english))
        made += sum(len(paragraph.encode()) for paragraph in sections[-1][1])
    writer = Writer(rng, options.clean or options.kind == "prose")
    written = files = 0
    while written < total:
        size = min(int(SMALLEST * (LARGEST / SMALLEST) ** rng.random()), max(total - written, 1_000))
        form = rng.choices(["txt", "md", "html", "jsonl"], [50, 25, 15, 10])[0]
        data = writer.file(sections, size, form)
        folder = options.out / f"{files // 200:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"report-{files:05}.{form}").write_bytes(data)
        written += len(data)
        files += 1
    print(f"{files} files, {written / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
