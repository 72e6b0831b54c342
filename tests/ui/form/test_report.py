"""Where the messages of a refusal belong: at the field, at a part of it, or in the summary."""

from __future__ import annotations

from stashlog.domain.entry import Entry
from stashlog.ui.form.report import ErrorReport, Problem, problems

TITLE = "nodestash did not accept this activity"


def placed(entry: Entry, **errors: str) -> list[Problem]:
    """Place messages; two underscores in a name stand for the dot in a path."""
    paths = {name.replace("__", "."): text for name, text in errors.items()}
    return problems(ErrorReport(paths, TITLE), entry)


def test_they_stand_in_the_order_of_the_form_and_unknown_fields_come_last() -> None:
    found = placed(
        Entry("call"),
        email="Invalid email",
        metadata="Too many",
        tags="Too many",
        subject="Too long",
        contact_id="No such contact",
        type="Unknown",
    )
    fields = [one.field for one in found]
    assert fields == ["type", "contact_id", "subject", "tags", "metadata", None]
    assert (found[-1].path, found[-1].message) == ("email", "Invalid email")


def test_a_message_about_one_of_several_tags_names_it() -> None:
    two = Entry("call", tags=("vip", "much too long"))
    (found,) = placed(two, tags__1="At most 5 characters")
    assert (found.field, found.path) == ("tags", "tags.1")
    assert "much too long" in found.message
    (only,) = placed(Entry("call", tags=("alone",)), tags__0="At most 5 characters")
    assert only.message == "At most 5 characters", "there is nothing to tell it from"


def test_a_tag_that_is_not_there_is_not_named() -> None:
    two = Entry("call", tags=("a", "b"))
    for path in ("tags.7", "tags.-1", "tags.x", "tags.", "tags.99999999999999999999"):
        (found,) = problems(ErrorReport({path: "No"}, TITLE), two)
        assert (found.field, found.message) == ("tags", "No")


def test_metadata_with_a_field_of_its_own_is_told_there() -> None:
    (found,) = placed(Entry("task"), metadata__priority="Unknown priority")
    assert found.field == "priority"


def test_metadata_that_was_typed_as_a_row_is_told_at_the_rows() -> None:
    typed = Entry("task", metadata=(("priority", "urgent"), ("source", "fair")))
    (found,) = placed(typed, metadata__priority="Unknown priority")
    assert found.field == "metadata"
    assert "priority" in found.message
    (other_type,) = placed(Entry("note"), metadata__priority="Unknown priority")
    assert other_type.field == "metadata", "a note has no such field"


def test_a_path_far_down_belongs_to_its_field() -> None:
    (deep,) = placed(Entry("call"), metadata__a__b__c="Too deep")
    assert (deep.field, deep.path) == ("metadata", "metadata.a.b.c")
    assert "a.b.c" in deep.message


def test_every_field_of_the_form_stands_for_itself() -> None:
    names = ("type", "contact_id", "company_id", "deal_id", "subject", "body", "due_date", "tags")
    for name in names:
        (found,) = problems(ErrorReport({name: "No"}, TITLE), Entry("call"))
        assert found == Problem(name, name, "No")


def test_a_name_that_only_begins_like_a_field_is_none() -> None:
    for name in ("subjects", "body_html", "", ".", "Subject", "contact", "tags[0]"):
        (found,) = problems(ErrorReport({name: "No"}, TITLE), Entry("call"))
        assert found.field is None
