"""Checks that the hub signed a call: HMAC-SHA256 over method, path, time, nonce and the digest of the body."""

import base64
import hashlib
import hmac
import re
import time
from collections import OrderedDict
from typing import Callable

_WINDOW_MS = 30_000
_PATTERN = re.compile(r"^v1;key=([\w.-]+);time=(\d{1,15});nonce=([\w-]{16,64});sum=([\w-]{43})$", re.ASCII)


def read_keys(text: str) -> dict[str, str]:
    """Reads `id:secret` pairs that are separated by spaces: several while keys are rotated."""
    return dict(pair.split(":", 1) for pair in text.split())


class SignatureCheck:
    """Accepts only requests that the hub signed with one of the keys, lately and once."""

    def __init__(self, keys: dict[str, str], now: Callable[[], float] = lambda: time.time() * 1000) -> None:
        self._keys = keys
        self._now = now
        self._seen: OrderedDict[str, float] = OrderedDict()

    def refusal(self, header: str | None, method: str, path: str, body: bytes) -> str | None:
        """Returns why the request is refused; None if it is accepted."""
        match = _PATTERN.match(header or "")
        secret = self._keys.get(match[1]) if match else None
        if match is None or secret is None:
            return "The request is not signed with a key of the hub."
        _, sent_at, nonce, given = match.groups()
        if abs(self._now() - int(sent_at)) > _WINDOW_MS:
            return "The signature is too old."
        digest = hashlib.sha256(body).hexdigest()
        text = f"v1\n{method}\n{path}\n{sent_at}\n{nonce}\n{digest}".encode()
        # The sum is base64url without padding.
        expected = base64.urlsafe_b64encode(hmac.new(secret.encode(), text, hashlib.sha256).digest()).rstrip(b"=")
        if not hmac.compare_digest(expected, given.encode()):
            return "The signature is wrong."
        return None if self._is_first(nonce) else "The signature was used before."

    def _is_first(self, nonce: str) -> bool:
        now = self._now()
        while self._seen and now - next(iter(self._seen.values())) > 2 * _WINDOW_MS:
            self._seen.popitem(last=False)
        if nonce in self._seen:
            return False
        self._seen[nonce] = now
        return True
