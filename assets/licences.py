#!/usr/bin/env python3
"""Writes licences.txt: what each part of the window program is licensed under, and the texts of those licences.

Run it after every change of Cargo.lock; tests/licences.rs says when that was forgotten. It asks cargo which crates are
in the program on Linux, Windows and macOS, and takes the texts out of their packages. Where a crate may be used under one
of several licences, the shortest one is taken: MIT before the others.
"""

import json
import pathlib
import re
import subprocess
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
PLATFORMS = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin"]
WIDTH = 88
LICENCE_FILE = re.compile(r"^(licen[sc]e|copying|notice|unlicense|copyright|ofl|ufl)", re.IGNORECASE)
APACHE_ONLY = re.compile(r"apache", re.IGNORECASE)


def metadata(platform):
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", platform]
    return json.loads(subprocess.run(command, cwd=HERE.parent, check=True, stdout=subprocess.PIPE).stdout)


def shipped():
    """Every crate that is linked into the program on some system, by name and version."""
    found = {}
    for platform in PLATFORMS:
        told = metadata(platform)
        packages = {package["id"]: package for package in told["packages"]}
        nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
        root = told["resolve"]["root"]
        seen, todo = set(), [root]
        while todo:
            one = todo.pop()
            if one in seen:
                continue
            seen.add(one)
            for dependency in nodes[one]["deps"]:
                if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                    todo.append(dependency["pkg"])
        for one in seen - {root}:
            package = packages[one]
            found[(package["name"], package["version"])] = package
    return dict(sorted(found.items()))


def plain(text):
    """Characters that the bundled fonts have, in lines that fit."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").replace("\f", "").replace("\ufeff", "")
    text = "".join(c if c == "\n" or (c.isprintable() and ord(c) < 0x0500) or c in "–—‘’“”…•" else "?" for c in text)
    lines = []
    for line in text.strip("\n").split("\n"):
        indent = line[: len(line) - len(line.lstrip())][:12]
        rest = textwrap.wrap(line.strip(), WIDTH - len(indent), break_long_words=True, break_on_hyphens=False) or [""]
        lines += [(indent + part).rstrip() for part in rest]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def texts(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [file for file in sorted(folder.iterdir()) if file.is_file() and LICENCE_FILE.match(file.name)]
    for name in ["LICENSES", "licenses", "license", "LICENSE"]:
        if (folder / name).is_dir():
            files += sorted(file for file in (folder / name).iterdir() if file.is_file())
    files += sorted((folder / "fonts").glob("*.txt"))
    expression = package["license"] or ""
    read = [(file.name, file.read_text(encoding="utf-8", errors="replace")) for file in files]
    mit = [one for one in read if "Permission is hereby granted, free of charge" in one[1]]
    if " AND " not in expression and ("OR" in expression or "/" in expression) and "MIT" in expression and mit:
        read = [one for one in read if one in mit or one[0].lower().startswith("notice")]
    return [plain(text) for _, text in read if text.strip()]


def fingerprint():
    """FNV-1a of the lock's crates: a lock with others needs another file."""
    lock = (HERE.parent / "Cargo.lock").read_text(encoding="utf-8")
    crates = re.findall(r'^name = "(.+)"\nversion = "(.+)"\nsource', lock, re.MULTILINE)
    value = 0xCBF29CE484222325
    for byte in "".join(f"{name} {version}\n" for name, version in sorted(crates)).encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def main():
    crates = shipped()
    lines = [
        "Hookswitch is under the MIT licence. These are the parts of others that it is made of, and their licences.",
        f"Made by assets/licences.py from Cargo.lock {fingerprint()}",
        "",
        plain((HERE.parent / "LICENSE").read_text(encoding="utf-8")),
        "",
        "PARTS",
        "",
        "Inter, a typeface: OFL-1.1",
        "Lucide, icons: ISC",
        "SQLite, a database: public domain",
        "The standard library of Rust: MIT OR Apache-2.0",
    ]
    by_text, without = {}, []
    for (name, version), package in crates.items():
        lines.append(f"{name} {version}: {package['license'] or 'see its text'}")
        found = texts(package)
        for text in found:
            by_text.setdefault(text, []).append(f"{name} {version}")
        if not found:
            without.append((name, version, package))
    for name in ["Inter", "lucide"]:
        text = plain((HERE / "fonts" / f"{name}-LICENSE.txt").read_text(encoding="utf-8"))
        by_text.setdefault(text, []).append(name)
    lines += ["", "TEXTS"]
    for text, names in sorted(by_text.items(), key=lambda item: item[1][0].lower()):
        lines += ["", "—" * 40, *textwrap.wrap(", ".join(names), WIDTH), "", text]
    lines += ["", "—" * 40, "WITHOUT A TEXT OF THEIR OWN", ""]
    lines += textwrap.wrap(
        "The packages of these hold no licence file. They are under the licence named here, whose general text is above "
        "with other parts.",
        WIDTH,
    )
    for name, version, package in without:
        who = ", ".join(package["authors"]) or package["repository"] or ""
        lines += textwrap.wrap(plain(f"{name} {version}: {package['license']}. {who}"), WIDTH)
    (HERE / "licences.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
