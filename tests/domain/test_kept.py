"""What the next activity takes over from an earlier one."""

import pytest

from stashlog.domain.entry import Entry
from stashlog.domain.kept import KEEPABLE, kept, read_kept, repeated

FULL = Entry(
    "call",
    "S",
    "B",
    "ct_1",
    "co_1",
    "dl_1",
    "fri",
    ("t",),
    (("k", "v"),),
    (("direction", "in"), ("outcome", "busy"), ("place", "Bonn"), ("follow_up", "on")),
)


def test_the_type_and_the_named_fields_are_kept() -> None:
    assert kept(FULL, "") == Entry("call")
    assert kept(FULL, "tags subject") == Entry("call", "S", tags=("t",))


def test_names_are_read_in_their_order_and_once() -> None:
    assert read_kept("keep", " tags  contact_id tags ") == "contact_id tags"
    assert read_kept("keep", "") == ""
    assert read_kept("keep", " ".join(KEEPABLE)) == " ".join(KEEPABLE)


@pytest.mark.parametrize("value", ["type", "contact", 3, ["tags"]])
def test_other_names_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="must name fields"):
        read_kept("keep", value)


def test_a_repetition_leaves_out_what_belonged_to_one_activity_alone() -> None:
    again = repeated(FULL)
    assert again.details == (("direction", "in"), ("place", "Bonn"))
    assert (again.subject, again.due_date, again.metadata) == ("S", "", (("k", "v"),))
