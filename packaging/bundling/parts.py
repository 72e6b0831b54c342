"""Licences and bill of materials of everything inside the bundle.

    python parts.py FOLDER     run by the build environment's Python, whose packages it describes

Writes ``licences/`` with one text for each part and a page that tells which is which, and
``sbom.json`` in CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json).
"""

import json
import platform
import re
import sqlite3
import ssl
import sys
import sysconfig
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from bundling.product import COMMAND, HOMEPAGE, LICENCE, build_time, version

ROOT = Path(__file__).resolve().parents[2]
NOT_INSIDE = frozenset({"setuptools"})
"""Pinned for the set-up of a clone; the bundle does without it."""
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
_QT_LICENCES = ("LGPL-3.0.txt", "GPL-3.0.txt")


@dataclass(frozen=True)
class Part:
    """One part of the bundle: a distribution of Python, or a library below it."""

    name: str
    version: str
    licence: str
    address: str
    texts: tuple[str, ...] = ()
    kind: str = "generic"

    @property
    def package_url(self) -> str:
        """The part's name among all package managers: https://github.com/package-url."""
        return f"pkg:{self.kind}/{self.name.lower()}@{self.version}"


def distributions() -> list[Part]:
    """Describe every distribution that is inside, from the metadata it was installed with."""
    pins = _PIN.findall((ROOT / "packaging/requirements/run.txt").read_text(encoding="utf-8"))
    found = []
    for name in sorted(set(pins) - NOT_INSIDE):
        try:
            found.append(_distribution(metadata.distribution(name)))
        except metadata.PackageNotFoundError:
            continue  # it is pinned for another operating system
    return found


def _distribution(distribution: metadata.Distribution) -> Part:
    about = distribution.metadata.json
    texts = [
        Path(str(distribution.locate_file(file))).read_text(encoding="utf-8", errors="replace")
        for file in distribution.files or ()
        if re.match(r"(LICEN[CS]E|COPYING|NOTICE)", file.name, re.IGNORECASE)
    ]
    classifiers = [c for c in about.get("classifier", ()) if c.startswith("License ::")]
    named = str(about.get("license_expression") or about.get("license") or "")
    if not named or "\n" in named:
        named = classifiers[0].rpartition(" :: ")[2] if classifiers else "see its text"
    return Part(
        distribution.name, distribution.version, named,
        _home(about),
        tuple(texts), "pypi",
    )  # fmt: skip


def _home(about: Mapping[str, Any]) -> str:
    """Return where a distribution says that it lives; empty if it says nothing."""
    urls = (str(entry).partition(",")[2].strip() for entry in about.get("project_url", ()))
    return str(about.get("home_page") or next(urls, ""))


def libraries() -> list[Part]:
    """Describe Python and the libraries below it."""
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    text = (python.read_text(encoding="utf-8"),) if python.is_file() else ()
    openssl = re.sub(r"^OpenSSL (\S+).*", r"\1", ssl.OPENSSL_VERSION)
    return [
        Part("Python", platform.python_version(), "PSF-2.0", "https://www.python.org", text),
        Part("OpenSSL", openssl, "Apache-2.0", "https://www.openssl.org"),
        Part("SQLite", sqlite3.sqlite_version, "blessing", "https://www.sqlite.org"),
    ]


def qt() -> Part:
    """Describe Qt, which comes inside PySide6."""
    number = metadata.version("PySide6_Essentials")
    texts = tuple((ROOT / "resources/licences" / name).read_text() for name in _QT_LICENCES)
    return Part("Qt", number, "LGPL-3.0-only", "https://download.qt.io/official_releases/", texts)


def write_licences(folder: Path, parts: list[Part]) -> None:
    """Write the texts, each once, and the page that lists the parts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "stashlog.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    rows = [f"{'stashlog':28}{version(ROOT):14}{LICENCE}"]
    for part in parts:
        rows.append(f"{part.name:28}{part.version:14}{part.licence}")
        if part.texts:
            text = "\n\n".join(part.texts)
            (folder / f"{part.name.lower()}.txt").write_text(text, encoding="utf-8", newline="\n")
    introduction = (ROOT / "resources/licences/README.txt").read_text(encoding="utf-8")
    page = introduction + "\n" + "\n".join(rows) + "\n"
    (folder / "README.txt").write_text(page, encoding="utf-8", newline="\n")


def bill_of_materials(parts: list[Part], moment: str) -> dict[str, object]:
    """Return the bill of materials; the same parts give the same document."""
    components = [
        {
            "type": "library",
            "bom-ref": part.package_url,
            "name": part.name,
            "version": part.version,
            "purl": part.package_url,
            "licenses": [{"license": {"name": part.licence}}],
            "externalReferences": [{"type": "website", "url": part.address}],
        }
        for part in parts
    ]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, HOMEPAGE + json.dumps(components))
    program = {"type": "application", "name": COMMAND, "version": version(ROOT)}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"timestamp": moment, "component": program},
        "components": components,
    }


def main() -> None:
    """Describe this Python's packages in the folder that the command line names."""
    folder = Path(sys.argv[1])
    parts = [*libraries(), qt(), *distributions()]
    write_licences(folder / "licences", parts)
    moment = datetime.fromtimestamp(build_time(ROOT), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    document = json.dumps(bill_of_materials(parts, moment), indent=1, sort_keys=True)
    (folder / "sbom.json").write_text(document + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
