"""An ASGI application: GraphQL at /graphql for the hub alone, health at /health."""

import json
from typing import Any

from ariadne import graphql

from .schema import create_schema, new_context
from .signature import SignatureCheck

_MAX_BODY = 1024 * 1024


def create_app(keys: dict[str, str]) -> Any:
    schema = create_schema()
    signatures = SignatureCheck(keys) if keys else None

    async def app(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        method, path = scope["method"], scope["path"]
        if path == "/health":
            await _respond(send, 200, b"ok\n", "text/plain")
            return
        if method != "POST" or path not in ("/", "/graphql"):
            await _respond(send, 404, b"", "text/plain")
            return
        body = await _read(receive)
        target = (scope.get("raw_path") or path.encode()).decode()
        if scope["query_string"]:
            target += "?" + scope["query_string"].decode()
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        refusal = signatures and signatures.refusal(headers.get("hub-signature"), method, target, body)
        if refusal:
            errors = {"errors": [{"message": refusal, "extensions": {"code": "UNSIGNED"}}]}
            await _respond(send, 401, json.dumps(errors).encode())
            return
        try:
            data = json.loads(body)
        except ValueError:
            await _respond(send, 400, b'{"errors":[{"message":"The body is not JSON."}]}')
            return
        ok, result = await graphql(schema, data, context_value=new_context())
        await _respond(send, 200 if ok else 400, json.dumps(result).encode())

    return app


async def _read(receive: Any) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > _MAX_BODY:
            raise ValueError(f"The body has more than {_MAX_BODY} bytes.")
        if not message.get("more_body"):
            return body


async def _respond(send: Any, status: int, body: bytes, media_type: str = "application/json") -> None:
    headers = [(b"content-type", media_type.encode())]
    # The hub may reuse a response for a minute. Remove this if your data must never be older than the request.
    if status == 200:
        headers.append((b"cache-control", b"public, max-age=60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
