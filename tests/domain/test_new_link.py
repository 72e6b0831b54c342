"""A link fills the form with what it may fill, whoever wrote it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stashlog.domain.entry import Entry
from stashlog.domain.new_link import LONGEST_LINK, NewLinkError, entry_of_link


def test_a_link_fills_every_field_that_the_command_has() -> None:
    link = (
        "stashlog://new?type=call&contact=ct_1&company=co_2&deal=dl_3&phone=%2B49%2030%201"
        "&subject=Renewal%20call&body=One%0ATwo&due=tomorrow+9&tag=vip&tag=q4"
    )
    assert entry_of_link(link) == Entry(
        type="call",
        subject="Renewal call",
        body="One\nTwo",
        contact_id="ct_1",
        company_id="co_2",
        deal_id="dl_3",
        due_date="tomorrow 9",
        tags=("vip", "q4"),
        metadata=(("phone", "+49 30 1"),),
    )


@pytest.mark.parametrize(
    "link",
    ["stashlog://new", "STASHLOG://NEW/", "stashlog:new", "stashlog:///new?", "stashlog:new/"],
)
def test_a_link_without_words_opens_an_empty_form(link: str) -> None:
    assert entry_of_link(link) == Entry()


@pytest.mark.parametrize(
    "name",
    ["base_url", "--base-url", "api_key", "key", "meta", "metadata", "stashlog_id", "id", "state"],
)
def test_a_link_chooses_neither_server_nor_key_nor_anything_beside_the_form(name: str) -> None:
    assert entry_of_link(f"stashlog://new?{quote(name)}=https://evil.example&subject=x") == Entry(
        subject="x"
    )


@pytest.mark.parametrize(
    "link",
    [
        "stashlog://log?subject=x",
        "stashlog://send",
        "stashlog://new/../send",
        "stashlog://user@new",
        "stashlog://new:80?subject=x",
        "stashlog://[new?subject=x",
        "stashlog:",
        f"stashlog://new?body={'x' * LONGEST_LINK}",
        f"stashlog://new?{'&'.join(['tag=x'] * 200)}",
    ],
)
def test_a_link_that_asks_for_anything_else_opens_nothing(link: str) -> None:
    with pytest.raises(NewLinkError):
        entry_of_link(link)


def test_what_would_deceive_a_reader_is_taken_out() -> None:
    entry = entry_of_link(
        "stashlog://new?subject=a%00b%1B[31m%E2%80%AEfdp&body=1%E2%80%8B2%07%0A3&tag=x%0Ay"
    )
    assert entry.subject == "ab[31mfdp"
    assert entry.body == "12\n3"
    assert entry.tags == ("x y",)


def test_the_first_of_two_values_holds_and_long_lines_are_cut() -> None:
    entry = entry_of_link(f"stashlog://new?subject={'x' * 900}&subject=other")
    assert entry.subject == "x" * 500


@given(st.text(max_size=300))
def test_no_link_breaks_anything(text: str) -> None:
    try:
        entry = entry_of_link(f"stashlog://new?{text}")
    except NewLinkError:
        return
    assert entry.subject == "".join(entry.subject.splitlines())
