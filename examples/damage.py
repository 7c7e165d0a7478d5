#!/usr/bin/env python3
"""Makes examples/reports/ and examples/expected/ from examples/masters/.

    python3 examples/damage.py           write both folders
    python3 examples/damage.py --check   write nothing; exit 1 if a committed file is not what the masters give

A master is a clean report in UTF-8 in which brackets say what happened to a stretch on its way:

    ⟦KIND|text⟧             damaged so that the text can be proven: the report holds the damage, expected/ the text
    ⟦KIND lost|text⟧        nothing but a mask is left and nobody else cites the work: both hold the mask
    ⟦KIND witnessed|text⟧   nothing but a mask is left, but the work is cited whole elsewhere: expected/ holds the text
    ⟦respelt NAME|text⟧     the report holds the name in a form that the glossaries deprecate; expected/ the preferred one

Invisible characters are written ‹zwnj› and ‹nbsp›. Every claim of a master is checked here: that the inverse of each
provable damage gives the text back, and that each witnessed text really stands somewhere else.

Python 3 and nothing else.
"""

import html
import json
import pathlib
import re
import sys
import unicodedata
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent

# Encoding, byte order mark and line end of the files that are not plain UTF-8 with \n.
ENCODINGS = {
    "arabic/municipal-bulletin.txt": ("cp1256", b"", "\r\n"),
    "country/border-crossings.txt": ("utf-16-le", b"\xff\xfe", "\r\n"),
}

DIRECTIVE = re.compile(r"⟦([a-z0-9-]+)(?: ([^⟦⟧|]+))?\|([^⟦⟧|]*)⟧")


# ---- The windows-1252 of browsers: the five bytes that it leaves out stand for the control characters.

HOLES = b"\x81\x8d\x8f\x90\x9d"


def read_as_1252(data):
    return "".join(chr(b) if b in HOLES else bytes([b]).decode("cp1252") for b in data)


def bytes_of_1252(text):
    return b"".join(bytes([ord(c)]) if ord(c) < 256 and ord(c) in HOLES else c.encode("cp1252") for c in text)


# ---- Arabic letters in their joined shapes, as some PDF tools store them.


def letter_shapes():
    """{(letter or lam-alef pair, shape): presentation form}, from the Unicode data that Python carries."""
    shapes = {}
    for code in [*range(0xFB50, 0xFBFF), *range(0xFE70, 0xFEFD)]:
        parts = unicodedata.decomposition(chr(code)).split()
        if parts and parts[0] in ("<isolated>", "<final>", "<initial>", "<medial>") and parts[1] != "0020":
            plain = "".join(chr(int(p, 16)) for p in parts[1:])
            if plain == "\u0649" and parts[0] in ("<initial>", "<medial>"):
                continue  # Only Uyghur joins alef maqsura to the next letter.
            if len(plain) == 1 or plain[0] == "\u0644" and plain[1] in "\u0622\u0623\u0625\u0627":
                shapes[plain, parts[0].strip("<>")] = chr(code)
    return shapes


SHAPES = letter_shapes()


def shaped(text):
    units, at = [], 0
    while at < len(text):
        width = 2 if (text[at : at + 2], "isolated") in SHAPES and len(text[at : at + 2]) == 2 else 1
        units.append(text[at : at + width])
        at += width
    joins_next = [(unit, "initial") in SHAPES for unit in units]
    joins_last = [(unit, "final") in SHAPES for unit in units]
    out = []
    for i, unit in enumerate(units):
        before = i > 0 and joins_next[i - 1] and joins_last[i]
        after = i + 1 < len(units) and joins_next[i] and joins_last[i + 1]
        shape = ("medial" if after else "final") if before else ("initial" if after else "isolated")
        out.append(SHAPES.get((unit, shape), unit))
    return "".join(out)


def escaped(text, how):
    return "".join(c if ord(c) < 128 else how(c) for c in text)


def masked(text, mark, width=lambda c: 1):
    """What a conversion to windows-1252 leaves: one mark for each character (or byte) that it does not know."""
    return "".join(c if c.encode("cp1252", "ignore") else mark * width(c) for c in text)


def bytes_in_utf8(char):
    return len(char.encode())


# Kinds that can be undone: what happens, and how it is undone.
PROVABLE = {
    "utf8-as-1252": (lambda t: read_as_1252(t.encode()), lambda d: bytes_of_1252(d).decode()),
    "utf8-as-latin1": (lambda t: t.encode().decode("latin-1"), lambda d: d.encode("latin-1").decode()),
    "utf8-as-1256": (lambda t: t.encode().decode("cp1256"), lambda d: d.encode("cp1256").decode()),
    "1256-as-1252": (lambda t: read_as_1252(t.encode("cp1256")), lambda d: bytes_of_1252(d).decode("cp1256")),
    "twice": (
        lambda t: read_as_1252(read_as_1252(t.encode()).encode()),
        lambda d: bytes_of_1252(bytes_of_1252(d).decode()).decode(),
    ),
    "entities": (lambda t: escaped(t, lambda c: f"&#{ord(c)};"), html.unescape),
    "hex-entities": (lambda t: escaped(t, lambda c: f"&#x{ord(c):X};"), html.unescape),
    "u-escapes": (lambda t: escaped(t, lambda c: f"\\u{ord(c):04x}"), lambda d: json.loads(f'"{d}"')),
    "percent": (lambda t: urllib.parse.quote(t, safe=" "), urllib.parse.unquote),
    "percent-all": (lambda t: urllib.parse.quote(t, safe=""), urllib.parse.unquote),
    "forms": (shaped, lambda d: unicodedata.normalize("NFKC", d)),
}

# Kinds of which only the shape is left.
MASKS = {
    "mask": lambda t: masked(t, "?"),
    "mask-bytes": lambda t: masked(t, "?", bytes_in_utf8),
    "mask-fffd": lambda t: masked(t, "\ufffd"),
}


def quoted_for(name):
    """How a text is written inside a file of this format."""
    if name.endswith(".jsonl"):
        return lambda text: json.dumps(text, ensure_ascii=False)[1:-1]
    if name.endswith(".html"):
        return lambda text: html.escape(text, quote=False)
    return lambda text: text


def both_sides(name, master):
    """The damaged and the mended text of a master."""
    quoted = quoted_for(name)

    def side(damaged_side):
        def replacement(match):
            kind, fate, text = match.groups()
            if kind in PROVABLE and fate is None:
                damage, undo = PROVABLE[kind]
                damaged = damage(text)
                if damaged == text or undo(damaged) != text:
                    sys.exit(f"{name}: {kind} does not come back: {text}")
                return quoted(damaged if damaged_side else text)
            if kind == "respelt" and fate is not None:
                return quoted(fate if damaged_side else text)
            if kind in MASKS and fate in ("lost", "witnessed"):
                return quoted(MASKS[kind](text) if damaged_side or fate == "lost" else text)
            sys.exit(f"{name}: not a kind of damage: {match.group(0)}")

        text = DIRECTIVE.sub(replacement, master)
        if "⟦" in text or "⟧" in text:
            sys.exit(f"{name}: a bracket is left over")
        return text

    return side(True), side(False)


def witnessed_titles(master):
    return [text for _, fate, text in DIRECTIVE.findall(master) if fate == "witnessed"]


def encoded(name, text):
    encoding, mark, line_end = ENCODINGS.get(name, ("utf-8", b"", "\n"))
    return mark + text.replace("\n", line_end).encode(encoding)


def main():
    check = sys.argv[1:] == ["--check"]
    masters = {}
    for path in sorted((HERE / "masters").rglob("*.*")):
        text = path.read_bytes().decode()
        name = path.relative_to(HERE / "masters").as_posix()
        masters[name] = text.replace("‹zwnj›", "\u200c").replace("‹nbsp›", "\u00a0")

    sides = {name: both_sides(name, master) for name, master in masters.items()}
    for name, master in masters.items():
        for title in witnessed_titles(master):
            whole = sum(mended.count(title) for _, mended in sides.values())
            restored = sum(witnessed_titles(other).count(title) for other in masters.values())
            if whole <= restored:
                sys.exit(f"{name}: nobody cites this whole: {title}")

    files = {}
    for name, (damaged, mended) in sides.items():
        files[HERE / "reports" / name] = encoded(name, damaged)
        files[HERE / "expected" / name] = encoded(name, mended)
    present = {p for top in ("reports", "expected") for p in (HERE / top).rglob("*") if p.is_file()}
    stale = [path for path, data in files.items() if path not in present or path.read_bytes() != data]
    stray = sorted(present - files.keys())
    if check:
        for path in [*stale, *stray]:
            print(f"not what the masters give: {path.relative_to(HERE)}")
        sys.exit(1 if stale or stray else 0)
    for path, data in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for path in stray:
        print(f"no master has this file: {path.relative_to(HERE)}")
    print(f"{len(masters)} reports, {sum(map(len, files.values())) // 2000} kB")


if __name__ == "__main__":
    main()
