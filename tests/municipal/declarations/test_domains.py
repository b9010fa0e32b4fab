"""Whether a mailbox stands under a site; never by a mere likeness."""

import pytest

from municipal.declarations.domains import same_domain


@pytest.mark.parametrize(
    ("contact", "website", "same"),
    [
        ("info@ville.example", "https://www.ville.example/contact", True),
        ("info@Ville.Example", "http://ville.example", True),
        ("info@courriel.ville.example", "https://ville.example", True),
        ("info@ville.example", "https://boutique.ville.example", True),
        ("info@faux-ville.example", "https://ville.example", False),
        ("info@ville.example.autre.test", "https://ville.example", False),
        ("info@autre.test", "https://ville.example@autre.test.example", False),
        ("info@ville.example", None, False),
        ("", "https://ville.example", False),
        ("info@example", "https://ville.example", False),
        ("info@ville.example", "http://[::1", False),
    ],
)
def test_a_mailbox_and_its_site(contact, website, same):
    assert same_domain(contact, website) is same
