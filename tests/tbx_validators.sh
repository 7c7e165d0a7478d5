#!/bin/sh
# Opens the TBX files below a folder in independent readers: jing with the schemas of TBX-Basic version 3, xmllint with
# OmegaT's schema of version 2, translate-toolkit. What is not installed, or has no schema, is named and skipped.
#
#   cargo test --test glossary_tbx                       (writes the built-in glossaries to target/tmp/tbx)
#   tests/tbx_validators.sh target/tmp/tbx [SCHEMAS]     (or SCHEMAS in ISNAD_SCHEMAS)
#
# SCHEMAS holds tbx-v3/TBXcoreStructV03.rng, tbx-v3/basic/, omegat/tbx.xsd and catalog-local.xml. Exit code 1 when a reader
# refuses a file, or takes one that has a fault planted in it.
set -u

out=${1:?"usage: tests/tbx_validators.sh OUT [SCHEMAS]"}
schemas=${2:-${ISNAD_SCHEMAS:-}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=$work/status

has() { command -v "$1" >/dev/null 2>&1; }
skip() { echo "skipped: $1"; }

# check NAME COMMAND… FILE: runs a reader, and shows what it says only when it refuses the file.
check() {
    name=$1
    shift
    if said=$("$@" 2>&1); then
        echo "ok: $name"
    else
        echo "REFUSED: $name"
        echo "$said" | head -20
        echo refused >>"$status"
    fi
}

# refuses NAME COMMAND… FILE: the same with a file that must be refused, so that a reader that takes anything is noticed.
refuses() {
    name=$1
    shift
    if "$@" >/dev/null 2>&1; then
        echo "TAKEN in spite of its fault: $name"
        echo taken >>"$status"
    else
        echo "ok: refused, as it should be: $name"
    fi
}

# The files that hold this text.
files() { find "$out" -type f -name '*.tbx' -exec grep -l "$1" {} + | LC_ALL=C sort; }

# plant FROM TO FILE: a copy of the file with a fault in it.
plant() {
    sed "s|$1|$2|" "$3" >"$work/fault.tbx"
    echo "$work/fault.tbx"
}

core() { jing "$schemas/tbx-v3/TBXcoreStructV03.rng" "$1"; }
dca() { jing "$schemas/tbx-v3/basic/DCA/TBX-Basic_DCA.sch" "$1"; }
dct() { jing -C "$schemas/catalog-local.xml" "$schemas/tbx-v3/basic/DCT/TBX-Basic.nvdl" "$1"; }
v2() { XML_CATALOG_FILES="$schemas/catalog-local.xml" xmllint --nonet --noout --schema "$schemas/omegat/tbx.xsd" "$1"; }

if ! has jing; then
    skip "jing (not installed)"
elif [ ! -f "$schemas/tbx-v3/TBXcoreStructV03.rng" ]; then
    skip "jing with TBX version 3 (no tbx-v3/TBXcoreStructV03.rng in '$schemas')"
else
    for file in $(files 'style="dca"'); do
        check "TBX 3 core: $file" core "$file"
        check "TBX-Basic DCA: $file" dca "$file"
        refuses "TBX 3 core: $file" core "$(plant '<term>\(.*\)</term>' '<term>\1</term><term>x</term>' "$file")"
        refuses "TBX-Basic DCA: $file" dca "$(plant preferredTerm-admn-sts preferred "$file")"
    done
    for file in $(files 'style="dct"'); do
        check "TBX-Basic DCT: $file" dct "$file"
        refuses "TBX-Basic DCT: $file" dct "$(plant preferredTerm-admn-sts preferred "$file")"
    done
fi

if ! has xmllint; then
    skip "xmllint (not installed)"
elif [ ! -f "$schemas/omegat/tbx.xsd" ]; then
    skip "xmllint with OmegaT's TBX schema (no omegat/tbx.xsd in '$schemas')"
else
    for file in $(files '<martif'); do
        check "TBX 2 XSD: $file" v2 "$file"
        refuses "TBX 2 XSD: $file" v2 "$(plant '<langSet xml:lang="[^"]*">' '<langSet>' "$file")"
    done
fi

if ! has python3 || ! python3 -c 'import translate.storage.tbx' 2>/dev/null; then
    skip "translate-toolkit (not installed)"
else
    for file in $(files '<martif'); do
        check "translate-toolkit: $file" python3 -c '
import sys
from translate.storage import tbx
path = sys.argv[1]
units = tbx.tbxfile.parsefile(path).units
written = open(path, encoding="utf-8").read().count("<termEntry ")
assert len(units) == written, f"{len(units)} units read, {written} written"
assert all(unit.source for unit in units), "a unit without a term"
' "$file"
    done
fi

[ ! -s "$status" ]
