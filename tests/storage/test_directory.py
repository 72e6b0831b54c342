# ruff: noqa: RUF001 - names of many languages are what is tested
"""The directory finds records by whatever a person remembers of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stashlog.domain.directory import Kind, Stage
from stashlog.storage.directory import MOST_SHOWN
from tests.support.directories import Shelf, company, contact, deal, many_contacts
from tests.support.items import later


@pytest.fixture
def shelf(folder: Path) -> Iterator[Shelf]:
    """An empty directory."""
    opened = Shelf.open(folder)
    yield opened
    opened.directory.close()


@pytest.fixture
def people(shelf: Shelf) -> Shelf:
    """A directory with people of many languages."""
    shelf.put(
        company(1, "Größmann & Söhne KG", domain="groessmann.example"),
        contact(1, "Jürgen Größmann", email="j.g@groessmann.example", company_id="co_000001"),
        contact(2, "Łukasz Żółć", phone="0049-30-123 456"),
        contact(3, "İbrahim Ilgın", phone="030 / 555 010"),
        contact(4, "Siobhán O’Brien", email="siobhan@celtic.example"),
        contact(5, "王小明"),
        contact(6, "김민수"),
        contact(7, "Søren Åkesson-Lind"),
        contact(8, "Елена Фёдорова"),
        contact(9, "Ελευθερία Παπαδοπούλου"),
        contact(10, "दिलीप कुमार"),
        contact(11, "Karl-Heinz Strauß", job="Einkauf"),
        contact(12, "", email="info@nobody.example"),
        contact(13, "Nguyễn Thị Ánh"),
        contact(14, "محمد علي"),
    )
    return shelf


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jürgen", "Jürgen Größmann"),
        ("JUERGEN", "Jürgen Größmann"),
        ("größmann jürgen", "Jürgen Größmann"),
        ("gross jur", "Jürgen Größmann"),
        ("groessm", "Jürgen Größmann"),
        ("mann", "Jürgen Größmann"),
        ("söhne jürg", "Jürgen Größmann"),
        ("j.g@gro", "Jürgen Größmann"),
        ("groessmann.example", "Jürgen Größmann"),
        ("lukasz zolc", "Łukasz Żółć"),
        ("ŻÓŁĆ", "Łukasz Żółć"),
        ("+49 (0)30 123", "Łukasz Żółć"),
        ("030 123456", "Łukasz Żółć"),
        ("3456", "Łukasz Żółć"),
        ("ibrahim", "İbrahim Ilgın"),
        ("IBRAHIM ILGIN", "İbrahim Ilgın"),
        ("+49 30 555", "İbrahim Ilgın"),
        ("obrien", "Siobhán O’Brien"),
        ("o'b", "Siobhán O’Brien"),
        ("siobhan", "Siobhán O’Brien"),
        ("小明", "王小明"),
        ("明", "王小明"),
        ("민수", "김민수"),
        ("soren akes", "Søren Åkesson-Lind"),
        ("soeren", "Søren Åkesson-Lind"),
        ("aakesson", "Søren Åkesson-Lind"),
        ("akessonlind", "Søren Åkesson-Lind"),
        ("lind", "Søren Åkesson-Lind"),
        ("федорова", "Елена Фёдорова"),
        ("ΠΑΠΑΔ", "Ελευθερία Παπαδοπούλου"),
        ("कुमार", "दिलीप कुमार"),
        ("strauss", "Karl-Heinz Strauß"),
        ("karlheinz", "Karl-Heinz Strauß"),
        ("heinz karl", "Karl-Heinz Strauß"),
        ("nobody", "info@nobody.example"),
        ("anh nguyen", "Nguyễn Thị Ánh"),
        ("علي", "محمد علي"),
        ("ct_000004", "Siobhán O’Brien"),
        (" ct_000004 ", "Siobhán O’Brien"),
    ],
)
def test_a_person_is_found_by(people: Shelf, typed: str, found: str) -> None:
    assert people.titles(Kind.CONTACT, typed) == [found]


@pytest.mark.parametrize(
    "typed",
    [
        "zzz",
        "jürgen zzz",
        "%",
        "*",
        '"',
        "' OR 1=1 --",
        "\0",
        "_",
        "ct_999999",
        "co_000001",
        "\ud800",
    ],
)
def test_nobody_is_found_by(people: Shelf, typed: str) -> None:
    assert people.titles(Kind.CONTACT, typed) == []


@pytest.mark.parametrize(
    "typed",
    [
        'jürgen"',
        "jürgen*",
        "jürgen%",
        "NEAR(jürgen)",
        "name_words:jürgen",
        "jürgen\0x",
        "-jürgen",
        "x" * 10_000,
        "jürgen " * 10_000,
        '"' * 10_000,
        "😀" * 300,
        "AND OR NOT",
    ],
)
def test_hostile_text_is_searched_for_like_any_other(people: Shelf, typed: str) -> None:
    assert set(people.titles(Kind.CONTACT, typed)) <= {"Jürgen Größmann"}


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(typed=st.text(max_size=50), kind=st.sampled_from(Kind), link=st.text(max_size=10))
def test_any_text_can_be_searched_for(people: Shelf, typed: str, kind: Kind, link: str) -> None:
    directory = people.directory
    for company_id in (None, link):
        found = directory.search(kind, typed, company_id=company_id)
        assert all(one.kind is kind for one in found)
    directory.names([typed, link])
    directory.deals_of(link)
    assert directory.get(typed) is None


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(title=st.text(min_size=1, max_size=40))
def test_whatever_a_person_is_called_the_name_finds_it(people: Shelf, title: str) -> None:
    storable = title.encode("utf-8", "ignore").decode()
    people.put(contact(99, storable))
    if any(character.isalpha() for character in storable):
        found = [one.id for one in people.directory.search(Kind.CONTACT, storable)]
        assert "ct_000099" in found


def test_whole_words_come_first_then_beginnings_then_parts(shelf: Shelf) -> None:
    shelf.put(
        contact(1, "Susanna Roth"),
        contact(2, "Annabel Roth"),
        contact(3, "Peter Roth", email="anna@example.example"),
        contact(4, "Anna Roth"),
    )
    assert shelf.titles(Kind.CONTACT, "anna") == [
        "Anna Roth",
        "Annabel Roth",
        "Peter Roth",
        "Susanna Roth",
    ]


def test_who_was_used_last_comes_first_among_those_who_fit_equally_well(shelf: Shelf) -> None:
    shelf.put(*(contact(number, f"Anna {name}") for number, name in enumerate("ABCDEF")))
    shelf.put(contact(9, "Susanna"))
    shelf.directory.used(["ct_000003"], later(0))
    shelf.directory.used(["ct_000004"], later(60))
    shelf.directory.used(["ct_000009"], later(90))
    assert shelf.titles(Kind.CONTACT, "anna")[:3] == ["Anna E", "Anna D", "Anna A"]
    assert shelf.titles(Kind.CONTACT, "anna")[-1] == "Susanna"


def test_who_was_used_lately_is_found_among_ever_so_many_others(shelf: Shelf) -> None:
    shelf.put(*(contact(number, f"Anna Nr{number}") for number in range(500)))
    shelf.directory.used(["ct_000499"], later(0))
    assert shelf.titles(Kind.CONTACT, "anna", limit=3)[0] == "Anna Nr499"


def test_an_earlier_use_does_not_hide_a_later_one(shelf: Shelf) -> None:
    shelf.put(contact(1, "Anna"))
    shelf.directory.used(["ct_000001"], later(60))
    shelf.directory.used(["ct_000001"], later(0))
    assert shelf.directory.search(Kind.CONTACT, "anna")[0].last_activity_at == later(60)


def test_open_deals_come_before_closed_ones(shelf: Shelf) -> None:
    shelf.put(
        deal(1, "Renewal", closed=True),
        deal(2, "Renewals of licences"),
        deal(3, "Renewal", closed=True),
        deal(4, "Renewal of the lease"),
    )
    shelf.directory.used(["dl_000003"], later(0))
    assert [one.id for one in shelf.directory.search(Kind.DEAL, "renewal", limit=3)] == [
        "dl_000004",
        "dl_000002",
        "dl_000003",
    ]


def test_a_deal_that_is_closed_moves_behind_the_open_ones(shelf: Shelf) -> None:
    shelf.put(deal(1, "Fleet"), deal(2, "Fleet"))
    shelf.put(deal(1, "Fleet", closed=True))
    assert [one.id for one in shelf.directory.search(Kind.DEAL, "fleet")] == [
        "dl_000002",
        "dl_000001",
    ]


def test_a_deal_is_found_by_its_company_and_its_contact(shelf: Shelf) -> None:
    links = {"company_id": "co_000001", "contact_id": "ct_000001"}
    shelf.put(deal(1, "Fleet", **links), company(1, "Initech"), contact(1, "Anna Weiß"))
    assert shelf.titles(Kind.DEAL, "initech fleet") == ["Fleet"]
    assert shelf.titles(Kind.DEAL, "weiss") == ["Fleet"]


def test_the_deals_of_a_contact_or_company_are_proposed_open_ones_only(shelf: Shelf) -> None:
    mine = {"company_id": "co_000001", "contact_id": "ct_000001"}
    shelf.put(deal(1, "Won", closed=True, **mine), deal(2, "Mine", **mine), deal(3, "Other"))
    for owner in ("ct_000001", "co_000001"):
        assert [one.title for one in shelf.directory.deals_of(owner)] == ["Mine"]
    assert shelf.directory.deals_of("dl_000001") == []


def test_a_search_can_be_limited_to_a_company(shelf: Shelf) -> None:
    shelf.put(
        contact(1, "Anna A", company_id="co_000001"),
        contact(2, "Anna B", company_id="co_000002"),
        contact(3, "Otto A", company_id="co_000001"),
    )
    assert shelf.titles(Kind.CONTACT, "anna", company_id="co_000001") == ["Anna A"]
    assert shelf.titles(Kind.CONTACT, "", company_id="co_000001") == ["Anna A", "Otto A"]


def test_an_empty_field_shows_what_was_used_last_and_then_what_changed_last(shelf: Shelf) -> None:
    shelf.put(
        contact(1, "Old", updated_at="2026-01-01T00:00:00Z"),
        contact(2, "New", updated_at="2026-03-01T00:00:00Z"),
        contact(3, "Used", updated_at="2025-01-01T00:00:00Z"),
    )
    shelf.directory.used(["ct_000003"], later(0))
    shelf.directory.used(["ct_777777"], later(10))
    assert shelf.titles(Kind.CONTACT, "") == ["Used", "New", "Old"]
    assert shelf.titles(Kind.CONTACT, " \t", limit=2) == ["Used", "New"]


def test_a_candidate_shows_what_tells_it_from_its_namesake(shelf: Shelf) -> None:
    shelf.put(
        company(1, "Initech"),
        contact(1, "Anna Weiß", company_id="co_000001", email="a@initech.example"),
        contact(2, "ANNA WEISS", email="a@hooli.example"),
        contact(3, "Anna Schwarz"),
    )
    shelf.directory.used(["ct_000001"], later(0))
    first, second, third = shelf.directory.search(Kind.CONTACT, "anna")
    assert (first.company, first.record.email) == ("Initech", "a@initech.example")
    assert first.last_activity_at == later(0)
    assert (first.same_name, second.same_name, third.same_name) == (True, False, True)
    assert second.title == "Anna Schwarz"


@pytest.mark.parametrize("damage", ["2O26", "2026-03-14T12:00:00"])
def test_a_damaged_time_of_use_does_not_hide_the_record(shelf: Shelf, damage: str) -> None:
    shelf.put(contact(1, "Anna"))
    shelf.directory.used(["ct_000001"], later(0))
    with shelf.database.transaction():
        shelf.database.execute("UPDATE uses SET used_at = ?", [damage])
    (found,) = shelf.directory.search(Kind.CONTACT, "anna")
    assert (found.title, found.last_activity_at) == ("Anna", None)


def test_people_without_a_name_are_nobodys_namesakes(shelf: Shelf) -> None:
    shelf.put(contact(1, "", email="a@x.example"), contact(2, "", email="b@x.example"))
    assert not any(one.same_name for one in shelf.directory.search(Kind.CONTACT, "x.example"))


def test_a_deal_shows_its_stage_company_and_contact(shelf: Shelf) -> None:
    shelf.copy.put_stages(
        [Stage("st_1", "pl_1", "Offer"), Stage("st_2", "pl_1", "Lost", "lost", 1)]
    )
    links = {"company_id": "co_000001", "contact_id": "ct_000001", "stage_id": "st_1"}
    shelf.put(company(1, "Initech"), contact(1, "Anna"), deal(1, "Fleet", **links))
    (found,) = shelf.directory.search(Kind.DEAL, "fleet")
    assert (found.stage, found.company, found.contact) == ("Offer", "Initech", "Anna")
    assert shelf.copy.final_stages() == {"st_2"}


def test_a_phone_number_in_any_notation_leads_to_its_contacts(people: Shelf) -> None:
    for number in ("+49 30 123456", "004930123456", "(030) 123 456", "tel:+49-30-123456", "123456"):
        assert people.titles(Kind.CONTACT, number) == ["Łukasz Żółć"]
    for number in ("+43 30 123456", "+49 30 1234567"):
        assert people.titles(Kind.CONTACT, number) == []


def test_names_are_told_for_ids(people: Shelf) -> None:
    ids = ["ct_000002", "co_000001", "ct_000012", "ct_404", "ct_000002"]
    assert people.directory.names(ids) == {
        "ct_000002": "Łukasz Żółć",
        "co_000001": "Größmann & Söhne KG",
        "ct_000012": "info@nobody.example",
    }
    assert len(people.directory.names([f"ct_{n:06}" for n in range(3000)])) == 14


def test_what_nodestash_does_not_know_is_marked_until_it_lists_it_again(people: Shelf) -> None:
    assert people.directory.mark_missing("ct_000002")
    assert [one.missing for one in people.directory.search(Kind.CONTACT, "lukasz")] == [True]
    people.put(contact(2, "Łukasz Żółć", phone="0049-30-123 456"))
    assert [one.missing for one in people.directory.search(Kind.CONTACT, "lukasz")] == [False]
    assert not people.directory.mark_missing("ct_404")


def test_a_search_never_shows_more_than_asked_for(shelf: Shelf) -> None:
    shelf.put(*many_contacts(1000))
    assert len(shelf.titles(Kind.CONTACT, "example", limit=7)) == 7
    assert len(shelf.titles(Kind.CONTACT, "example", limit=10**9)) == MOST_SHOWN
    assert shelf.titles(Kind.CONTACT, "example", limit=-1) == []
    assert shelf.titles(Kind.CONTACT, "", limit=0) == []
