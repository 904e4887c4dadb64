"""Starts the subgraph. Without HUB_KEYS it is for development: it accepts connections from this machine only."""

import os

import uvicorn

from .server import create_app
from .signature import read_keys


def main() -> None:
    keys = read_keys(os.environ.get("HUB_KEYS", ""))
    port = int(os.environ.get("PORT", "4010"))
    print(f"The subgraph __NAME__ listens at http://127.0.0.1:{port}/graphql", flush=True)
    uvicorn.run(create_app(keys), host="0.0.0.0" if keys else "127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
