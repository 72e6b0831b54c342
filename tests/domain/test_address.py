"""Base URLs: https anywhere, plain http only on this computer, and nothing hidden in them."""

import pytest

from stashlog.domain.address import BadAddressError, check_base_url, host_of
from stashlog.wording import api as words


@pytest.mark.parametrize(
    ("text", "base_url", "host"),
    [
        ("https://api.nodestash.io/v1", "https://api.nodestash.io/v1", "api.nodestash.io"),
        (" https://api.nodestash.io/v1// \n", "https://api.nodestash.io/v1", "api.nodestash.io"),
        ("https://proxy.example:8443", "https://proxy.example:8443", "proxy.example"),
        ("https://bücher.example/v1", "https://bücher.example/v1", "bücher.example"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", "127.0.0.1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1", "::1"),
        ("http://localhost/v1", "http://localhost/v1", "localhost"),
        ("HTTP://LocalHost:1/v1", "HTTP://LocalHost:1/v1", "localhost"),
    ],
)
def test_an_address_that_may_be_used_loses_only_its_last_slashes(
    text: str, base_url: str, host: str
) -> None:
    assert check_base_url(text) == base_url
    assert host_of(base_url) == host


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("http://api.nodestash.io/v1", words.ADDRESS_NOT_ENCRYPTED),
        ("http://127.0.0.1.evil.example", words.ADDRESS_NOT_ENCRYPTED),
        ("http://localhost.evil.example", words.ADDRESS_NOT_ENCRYPTED),
        ("http://127.0.0.2", words.ADDRESS_NOT_ENCRYPTED),
        ("http://0.0.0.0", words.ADDRESS_NOT_ENCRYPTED),
        ("https://user@api.nodestash.io", words.ADDRESS_WITH_USER),
        ("https://user:secret@api.nodestash.io", words.ADDRESS_WITH_USER),
        ("http://localhost@evil.example", words.ADDRESS_WITH_USER),
        ("https://@evil.example", words.ADDRESS_WITH_USER),
        ("https://api.nodestash.io/v1?key=1", words.ADDRESS_WITH_QUERY),
        ("https://api.nodestash.io/v1?", words.ADDRESS_WITH_QUERY),
        ("https://api.nodestash.io/v1#top", words.ADDRESS_WITH_QUERY),
        ("", words.ADDRESS_UNREADABLE),
        ("api.nodestash.io/v1", words.ADDRESS_UNREADABLE),
        ("//api.nodestash.io", words.ADDRESS_UNREADABLE),
        ("ftp://api.nodestash.io", words.ADDRESS_UNREADABLE),
        ("file:///etc/passwd", words.ADDRESS_UNREADABLE),
        ("https:///v1", words.ADDRESS_UNREADABLE),
        ("https://:443/v1", words.ADDRESS_UNREADABLE),
        ("https://host:port", words.ADDRESS_UNREADABLE),
        ("https://host:70000", words.ADDRESS_UNREADABLE),
        ("https://host:0", words.ADDRESS_UNREADABLE),
        ("https://[::1", words.ADDRESS_UNREADABLE),
        ("https://api.nodestash.io/v 1", words.ADDRESS_CHARACTERS),
        ("https://api.nodestash.io/\tv1", words.ADDRESS_CHARACTERS),
        ("https://api.node\u202estash.io", words.ADDRESS_CHARACTERS),
        ("https://api.nodestash.io\\@evil.example", words.ADDRESS_CHARACTERS),
        ("https://api.nodestash.io/<x>", words.ADDRESS_CHARACTERS),
        ("https://api.nodestash.io/" + "x" * 2000, words.ADDRESS_CHARACTERS),
    ],
)
def test_any_other_address_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadAddressError) as refusal:
        check_base_url(text)
    assert str(refusal.value) == sentence
