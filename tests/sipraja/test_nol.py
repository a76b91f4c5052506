"""A NUL character in an address is answered like any unknown address, on both databases."""

import pytest


@pytest.mark.parametrize("alamat", ["/cek/%00/", "/tidak-ada%00/", "/layanan/%00/", "/layanan/?q=%00", "/lacak/?%00=1"])
def test_an_address_with_a_nul_is_not_found(client, db, alamat):
    jawab = client.get(alamat)
    assert jawab.status_code == 404
    assert "tidak ada" in jawab.content.decode()


def test_other_addresses_pass(client, db):
    """The twin: the gate is no wall."""
    assert client.get("/lacak/?a=0").status_code == 200
