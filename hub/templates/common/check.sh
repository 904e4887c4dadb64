#!/bin/sh
# Checks schema.graphql against the hub. Exits with 1 if it would break something.
set -eu
: "${CABILDO_REGISTRY:?set the address of the hub, such as https://hub.example.org}"
: "${CABILDO_TOKEN:?set the token of your agency}"
report=$(python3 -c 'import json,sys; print(json.dumps({"name": "__NAME__", "sdl": open("schema.graphql").read()}))' |
  curl -sS --fail-with-body "$CABILDO_REGISTRY/registry/check" \
    -H "authorization: Bearer $CABILDO_TOKEN" -H 'content-type: application/json' --data-binary @-)
printf '%s\n' "$report"
printf '%s' "$report" | grep -q '"outcome":"PASSED"'
