#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns a list of data/ (an entry a line, # begins a comment) into a C header: embed_list.py NAME INPUT OUTPUT"""
import sys


def entries(path):
    """The list's entries, without doubles, sorted by their bytes so that C can search them by halves."""
    found = set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = line.split("#", 1)[0].strip()
            if entry:
                found.add(entry)
    return sorted(found, key=lambda entry: entry.encode())


def c_string(text):
    return '"' + "".join(chr(b) if 32 <= b < 127 and b not in (34, 92) else f"\\{b:03o}" for b in text.encode()) + '"'


def main():
    name, source, target = sys.argv[1:]
    found = entries(source)
    with open(target, "w", encoding="utf-8") as out:
        out.write(f"/* Made by scripts/embed_list.py from data/; edit the list, not this. */\n#include <stddef.h>\n")
        out.write(f"enum {{ HSY_LIST_{name.upper()}_COUNT = {len(found)} }};\n")
        out.write(f"static const char *const hsy_list_{name}[] = {{\n")
        out.writelines(f"    {c_string(entry)},\n" for entry in found)
        out.write("};\n")


main()
