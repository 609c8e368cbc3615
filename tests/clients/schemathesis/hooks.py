"""What schemas cannot say about requests, for Schemathesis.

A generated request that is valid by its schema may contradict itself, and one that is meant to be invalid may be one of
those that docs/api.md says are accepted. Requests of both kinds are left out: they would show nothing. Receipts and
tokens have a checksum, keys are good for one request, and changes are counted from a release that exists, so valid ones take the places
of those that only look like one.
"""

import itertools
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import schemathesis

DESCRIPTION = json.loads((Path(__file__).resolve().parents[3] / "openapi" / "v1.json").read_text())
FRAMEWORKS = len(DESCRIPTION["components"]["schemas"]["FrameworkId"]["enum"])
RELEASE = DESCRIPTION["paths"]["/v1/knowledge/changes"]["get"]["parameters"][0]["example"]
ERASE = DESCRIPTION["paths"]["/v1/receipts/erase"]["post"]["requestBody"]["content"]["application/json"]
RECEIPT = next(iter(ERASE["examples"].values()))["value"]["receipt"]
READ = DESCRIPTION["paths"]["/v1/cohorts/read"]["post"]["requestBody"]["content"]["application/json"]
READ_TOKEN = next(iter(READ["examples"].values()))["value"]["read_token"]
BATCH = "/v1/recommendations/batch"
BATCH_ITEMS = 10
MAX_QUERY = 2_500
KEYS = itertools.count()
LANGUAGE = DESCRIPTION["components"]["parameters"]["lang"]["schema"]


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is not None and case.meta.generation.mode.is_negative:
        return
    if isinstance(case.body, dict) and isinstance(case.body.get("receipt"), str):
        case.body["receipt"] = RECEIPT
    if isinstance(case.body, dict) and isinstance(case.body.get("read_token"), str):
        case.body["read_token"] = READ_TOKEN
    for body in bodies(case):
        if isinstance(body.get("cohort"), str):
            body["cohort"] = "decline"
    if isinstance(case.query, dict) and "since" in case.query:
        case.query["since"] = RELEASE
    if case.headers and "Idempotency-Key" in case.headers:
        # A key that was used for another request is rejected.
        case.headers["Idempotency-Key"] = f"b0a1c2d3-e4f5-6071-{next(KEYS)}"
    if case.path == BATCH and isinstance(case.body, dict) and isinstance(case.body.get("requests"), list):
        # A program without optimisation does not answer a hundred within its deadline.
        del case.body["requests"][BATCH_ITEMS:]


@schemathesis.hook
def filter_case(context, case):
    requests = bodies(case) + ([case.query] if case.method == "GET" and isinstance(case.query, dict) else [])
    if any(contradicts(request) for request in requests):
        return False
    if isinstance(case.query, dict) and len(urlencode(case.query, doseq=True)) > MAX_QUERY:
        # An address that is too long is rejected with 414, whatever it says.
        return False
    negative = case.meta is not None and case.meta.generation.mode.is_negative
    return not (negative and is_liberal(case))


def bodies(case) -> list[dict[str, Any]]:
    body = case.body
    if not isinstance(body, dict):
        return []
    found = body.get("requests") if case.path == BATCH else [body]
    return [request for request in found or [] if isinstance(request, dict)]


def contradicts(request: dict[str, Any]) -> bool:
    """Whether a request contradicts itself, by the rules of docs/api.md."""
    sets = {name: names(request.get(name)) for name in ("candidates", "exclude", "unwanted", "must_have")}
    answers = request.get("answers") if isinstance(request.get("answers"), dict) else request
    wanted = sets["must_have"] | names(answers.get("features"))
    target = request.get("target")
    priorities = request.get("priorities")
    zero = isinstance(priorities, dict) and any(value == 0 for value in priorities.values())
    return bool(
        sets["candidates"] & sets["exclude"]
        or len(sets["exclude"]) == FRAMEWORKS
        or sets["unwanted"] & wanted
        or (isinstance(target, str) and sets["candidates"] and target not in sets["candidates"])
        or (isinstance(target, str) and target in sets["exclude"])
        or (request.get("uniform") in (True, "true") and request.get("spread") is not None)
        or (request.get("support") is not None and not request.get("capability"))
        or zero
    )


def names(value: Any) -> set[str]:
    """The items of a list, or of a comma list."""
    items = value.split(",") if isinstance(value, str) else value
    return {item for item in items if isinstance(item, str)} if isinstance(items, list) else set()


def is_liberal(case) -> bool:
    """Whether a request with a fault is accepted: null and empty parameters count as not given, and a batch has a
    problem for each faulty item."""
    if case.path == BATCH and isinstance(case.body, dict) and set(case.body) == {"requests"}:
        items = case.body["requests"]
        return isinstance(items, list) and 1 <= len(items) <= 100
    if isinstance(case.query, dict) and any(empty(value) for value in case.query.values()):
        return True
    if isinstance(case.query, dict) and not is_language(case.query.get("lang", "en")):
        # What is no language at all counts as one that the service does not have.
        return True
    return isinstance(case.body, dict) and has_null(case.body)


def is_language(value: Any) -> bool:
    return len(str(value)) <= LANGUAGE["maxLength"] and re.search(LANGUAGE["pattern"], str(value)) is not None


def empty(value: Any) -> bool:
    """Whether a parameter counts as not given: stray commas separate nothing."""
    if isinstance(value, str):
        return not value.strip(",")
    return value in ([], None) or (isinstance(value, list) and all(empty(item) for item in value))


def has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(member is None or has_null(member) for member in value.values())
    return isinstance(value, list) and any(has_null(item) for item in value)
