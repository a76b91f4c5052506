"""Hostile and odd requests made from the published schema: no answer may contradict it, none may be a failure."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings

from api.skema import skema
from sipraja.wsgi import application
from tests.api.bahan import tautan, tempat


def _beralamat(environ, start_response):
    """As behind a real server, which knows from where a request comes; uncompressed, the tool unpacks nothing."""
    return application({**environ, "REMOTE_ADDR": "192.0.2.7", "HTTP_ACCEPT_ENCODING": ""}, start_response)


schemathesis_skema = schemathesis.openapi.from_dict(skema())
schemathesis_skema.app = _beralamat
schemathesis_skema.config.update(base_url="http://testserver")
schemathesis_skema.config.generation.update(allow_x00=False)  # such an address leads nowhere on the whole site


@pytest.fixture
def isi(map_layanan, kecil, monkeypatch):
    """A little of everything, and no limit."""
    monkeypatch.setattr("api.batas.MAKS", 10**6)
    tautan("sapa", alamat="https://sapa.example", unit=kecil.pepelegi)
    tempat("mpp", kecil.pepelegi)
    # As Django's own test client: the connection holds the test's transaction and must outlive a request.
    for sinyal in (request_started, request_finished):
        sinyal.disconnect(close_old_connections)
    yield
    for sinyal in (request_started, request_finished):
        sinyal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.satu_basis
@schemathesis_skema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_keeps_to_the_schema(isi, case):
    case.call_and_validate(base_url="http://testserver")
