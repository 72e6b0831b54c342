"""What the self-test of an installed program says."""

from stashlog.wording.catalogue import tr

NO_SERVER = tr("no --base-url was given")
NOT_TRUSTED = tr("the server is not trusted, or did not answer as it should: {why}")
CATALOGUE = tr("{language}: Waiting is “{word}”")
EMPTY_CATALOGUE = tr("these catalogues translate nothing: {languages}")
NO_CATALOGUE = tr("no language but English is inside")
FAILED = tr("Something that Stashlog needs does not work here.")
PASSED = tr("Everything that Stashlog needs works here.")

RESULTS = {"passed": tr("passed"), "skipped": tr("skipped"), "failed": tr("FAILED")}
CHECKS = {
    "backends": tr("Keyring back ends"),
    "keyring": tr("Keyring round trip"),
    "certificates": tr("TLS with the system's certificates"),
    "sqlite": tr("SQLite"),
    "translations": tr("Translations"),
    "window": tr("Window and sandbox"),
}
