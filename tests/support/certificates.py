"""Certificates made at run time: good ones, and each way in which one can be wrong."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

LOCAL_NAMES = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Authority:
    """A made-up certificate authority.

    Programs on Linux trust it when the environment's `SSL_CERT_FILE` names `file`.
    """

    file: Path
    certificates: trustme.CA

    def server(self, *names: str, expired: bool = False) -> ssl.SSLContext:
        """The server side of TLS for these names; by default those of this computer."""
        leaf = self.certificates.issue_cert(
            *(names or LOCAL_NAMES),
            not_before=datetime.now(UTC) - timedelta(days=30),
            not_after=datetime.now(UTC) + timedelta(days=-1 if expired else 30),
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        return context


def new_authority(folder: Path) -> Authority:
    """An authority that nobody knows yet; its certificate lies in `folder`."""
    authority = trustme.CA()
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return Authority(file, authority)
