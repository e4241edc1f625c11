"""Prints what became of each case in each column, and exits with 1 unless it was as expected everywhere."""

import pathlib
import sys

COLUMNS = [
    "python-configured-basic",
    "python-configured-oauth2",
    "python-production-basic",
    "python-production-oauth2",
    "node-configured-basic",
    "node-configured-token",
    "node-production-basic",
    "node-production-oauth2",
]
CASES = {
    "sms": "a code by SMS arrives as it was sent",
    "voice": "a code by voice arrives as it was sent",
    "right": "the right code",
    "wrong": "a wrong code",
    "scope": "a code under another scope, and under its own",
    "expired": "a code after a minute, for windows of 1 and of 15",
    "locked": "429 after too many attempts, for two minutes",
    "400": "400: a message without {CODE}",
    "401-none": "401: no credentials",
    "401-unknown": "401: a user or client that nobody knows",
    "403-secret": "403: a wrong password, a token never given",
    "403-account": "403: an account of somebody else",
    "403-revoked": "403: a token that was taken back",
    "404": "404: another path",
    "500": "500",
    "502": "502, as a page of a gateway",
}


def read(path):
    """The verdict and the reason of each case of a column."""
    lines = path.read_text().splitlines() if path.exists() else []
    return {case: (verdict, why) for case, verdict, why in (line.split("\t") for line in lines)}


def row(cells, widths):
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |"


def main(directory):
    columns = [read(pathlib.Path(directory) / f"{name}.tsv") for name in COLUMNS]
    missing = ("MISSING", "the program ended before that")
    found = {case: [column.get(case, missing) for column in columns] for case in CASES}
    heads = [name.split("-") for name in COLUMNS]
    widths = [max(map(len, CASES.values()))] + [max(7, *map(len, head)) for head in heads]
    print(row(["", *(head[0].capitalize() for head in heads)], widths))
    print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    for part in 1, 2:
        print(row(["", *(head[part] for head in heads)], widths))
    for case, title in CASES.items():
        print(row([title, *(verdict for verdict, _ in found[case])], widths))
    print()
    wrong = 0
    for case, cells in found.items():
        for name, (verdict, why) in zip(COLUMNS, cells):
            wrong += verdict not in ("ok", "-")
            if why:
                print(f"{verdict}: {name}, {case}: {why}")
    print(f"{sum(map(len, found.values()))} cells, {wrong} not as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
