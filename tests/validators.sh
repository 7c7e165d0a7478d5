#!/bin/sh
# Opens the bilingual files below a folder in independent readers: xmllint with the TMX DTD and the XLIFF 2.1 schema, jing
# with the OASIS validation suite, translate-toolkit. What is not installed, or has no schema, is named and skipped.
#
#   tests/validators.sh OUT [SCHEMAS]      (or SCHEMAS in ISNAD_SCHEMAS)
#
# SCHEMAS holds tmx/tmx14.dtd, xliff-2.1/xliff_2_advanced_validation.nvdl, xliff-2.1/all.xsd and catalog-local.xml. jing
# takes seconds a file: JING_FILES says how many files it gets (20 unless set). Exit code 1 when a reader refuses a file.
set -u

out=${1:?"usage: tests/validators.sh OUT [SCHEMAS]"}
schemas=${2:-${ISNAD_SCHEMAS:-}}
jing_files=${JING_FILES:-20}
status=$(mktemp)
trap 'rm -f "$status"' EXIT

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

files() { find "$out" -type f -name "$1" | LC_ALL=C sort; }

if ! has xmllint; then
    skip "xmllint (not installed)"
elif [ ! -f "$schemas/tmx/tmx14.dtd" ]; then
    skip "xmllint with the TMX DTD (no tmx/tmx14.dtd in '$schemas')"
else
    files '*.tmx' | while read -r file; do
        check "TMX DTD: $file" xmllint --nonet --noout --dtdvalid "$schemas/tmx/tmx14.dtd" "$file"
    done
fi

if ! has xmllint || [ ! -f "$schemas/xliff-2.1/all.xsd" ]; then
    skip "xmllint with the XLIFF 2.1 schema (not installed, or no xliff-2.1/all.xsd in '$schemas')"
else
    files '*.xlf' | while read -r file; do
        XML_CATALOG_FILES="$schemas/catalog-local.xml" \
            check "XLIFF 2.1 XSD: $file" xmllint --nonet --noout --schema "$schemas/xliff-2.1/all.xsd" "$file"
    done
fi

if ! has jing || [ ! -f "$schemas/xliff-2.1/xliff_2_advanced_validation.nvdl" ]; then
    skip "jing with the XLIFF 2.1 suite (not installed, or no NVDL file in '$schemas')"
else
    files '*.xlf' | head -n "$jing_files" | while read -r file; do
        check "XLIFF 2.1 NVDL: $file" jing -C "$schemas/catalog-local.xml" \
            "$schemas/xliff-2.1/xliff_2_advanced_validation.nvdl" "$file"
    done
fi

if ! has python3 || ! python3 -c 'import translate.storage.tmx, translate.storage.xliff2' 2>/dev/null; then
    skip "translate-toolkit (not installed)"
else
    files '*.tmx' | while read -r file; do
        check "translate-toolkit: $file" python3 -c '
import sys
from translate.storage import tmx
path = sys.argv[1]
units = tmx.tmxfile.parsefile(path).units
written = open(path, encoding="utf-8").read().count("<tu ")
assert len(units) == written, f"{len(units)} units read, {written} written"
assert all(unit.source and unit.target for unit in units), "a unit has an empty side"
' "$file"
    done
    files '*.xlf' | while read -r file; do
        check "translate-toolkit: $file" python3 -c '
import sys
from translate.storage.xliff2 import Xliff2File
path = sys.argv[1]
units = Xliff2File.parsefile(path).units
written = open(path, encoding="utf-8").read().count("<segment")
assert len(units) == written, f"{len(units)} units read, {written} written"
' "$file"
    done
fi

[ ! -s "$status" ]
