"""Whatever the OpenAPI document allows, and much that it does not, is answered, never with a failure of the server."""

import pytest
from hypothesis import HealthCheck, settings

schemathesis = pytest.importorskip("schemathesis")


def test_no_call_makes_the_server_fail(app, client):
    client.get("/")  # the gazetteer may have to be built first
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"host": "127.0.0.1"})
    calls = [found.ok() for found in schema.get_all_operations()]
    assert len(calls) > 20

    for call in calls:

        @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @_given(call)
        def answers(case):
            answer = case.call(headers={"host": "127.0.0.1", "authorization": "Bearer the-key-of-the-test"})
            assert answer.status_code < 500, (case.method, case.path, case.query, answer.text[:300])

        answers()


def _given(call):
    from hypothesis import given

    return given(case=call.as_strategy())
