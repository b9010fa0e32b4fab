"""The whole API as its own document describes it, asked with whatever fits the document, and with what does not."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

EXAMPLES = 25


# Over a served PostgreSQL each question costs ten times as much; what differs lies below the API.
@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
def test_no_question_to_the_api_is_answered_by_a_fault_of_the_server(fresh, mode):
    schema = schemathesis.openapi.from_asgi("/schema/openapi.json", fresh.app)
    operations = [found.ok() for found in schema.get_all_operations()]
    answered = []
    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case):
            answer = case.call()
            answered.append(answer.status_code)
            assert answer.status_code < 500, (case.method, case.formatted_path, answer.text[:200])

        try:
            ask()
        except (schemathesis.errors.SchemathesisError, Unsatisfiable):
            # An operation without any parameter cannot be asked otherwise than as described.
            assert mode is GenerationMode.NEGATIVE
    assert len(answered) > EXAMPLES * 4
    assert len(operations) > 8
