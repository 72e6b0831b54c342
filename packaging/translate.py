"""Renews the catalogues of sentences in other languages, in resources/translations.

    python3 packaging/translate.py            takes the code's sentences over, and compiles
    python3 packaging/translate.py --check    changes nothing; status 1 where something is missing
    python3 packaging/translate.py --compile  only compiles, for a start from a clone

A sentence without translation is shown in English, so that nobody has to translate in order to
develop; a package for users is not built without it.
"""

import sys

from translating import catalogue, compiling
from translating.sentences import sentences


def main() -> int:
    """Do what the command line says."""
    words = sys.argv[1:]
    places = sentences(compiling.ROOT / "src" / "stashlog")
    missing = 0
    try:
        for file in sorted(compiling.SOURCES.glob("*.po")):
            if "--compile" in words:
                break
            translations = catalogue.read(file)
            if "--check" not in words:
                catalogue.write(file, translations, places)
                translations = catalogue.read(file)
            for fault in catalogue.faults(translations, places):
                missing += 1
                print(f"{file.name}: {fault}")
        if "--check" not in words:
            compiling.compile_all()
    except catalogue.CatalogueError as error:
        print(error, file=sys.stderr)
        return 1
    return 1 if missing and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main())
