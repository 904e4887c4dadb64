import asyncio
import json
from pathlib import Path

import httpx

from subgraph.server import create_app
from subgraph.signature import SignatureCheck

VECTORS = json.loads((Path(__file__).parent.parent / "signature-vectors.json").read_text())


def post(app, body):
    async def send():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://subgraph") as client:
            return await client.post("/graphql", json=body)

    return asyncio.run(send())


def test_entities_are_resolved_in_the_order_of_their_representations():
    query = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Municipality { code __FIELD__ { name } } } }"
    r = [{"__typename": "Municipality", "code": code} for code in ("15033", "15031", "99999")]
    data = post(create_app({}), {"query": query, "variables": {"r": r}}).json()["data"]
    assert data["_entities"] == [
        {"code": "15033", "__FIELD__": [{"name": "Ecatepec, norte"}]},
        {"code": "15031", "__FIELD__": [{"name": "Chimalhuacán, centro"}]},
        {"code": "99999", "__FIELD__": []},
    ]


def test_a_request_without_a_signature_is_refused_if_there_are_keys():
    assert post(create_app({"2026a": "x" * 32}), {"query": "{ __typename }"}).status_code == 401


def test_the_signatures_of_the_hub_are_accepted_once():
    for vector in VECTORS:
        check = SignatureCheck({vector["key"]: vector["secret"]}, now=lambda: vector["time"])
        call = (vector["header"], vector["method"], vector["path"], vector["body"].encode())
        assert (check.refusal(*call) is None) == vector["valid"]
        if vector["valid"]:
            assert check.refusal(*call) == "The signature was used before."
