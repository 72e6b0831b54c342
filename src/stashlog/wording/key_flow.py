"""What the test of an API key came to."""

from stashlog.wording.catalogue import tr

REFUSED = tr("nodestash refused this key.")
REFUSED_ADVICE = tr("It is wrong, revoked or expired. Copy it again, or make a new one there.")
UNREACHED = tr("nodestash did not confirm this key, because it could not be reached.")
UNREACHED_ADVICE = tr("Try again, or keep it as it is: it is then tested with the first activity.")
CANNOT_READ = tr(
    "It cannot read activities, so Stashlog will ask you when it is unclear whether one arrived."
)
NONE = tr("There is no API key yet.")
WORKS = tr("The key works.")
