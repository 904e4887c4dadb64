"""The executable schema. Federation types and entity resolution come from Ariadne."""

from pathlib import Path
from typing import Any

from aiodataloader import DataLoader
from ariadne import QueryType
from ariadne.contrib.federation import FederatedObjectType, make_federated_schema

from .sites import Site, sites_by_ids, sites_by_municipalities

SDL = (Path(__file__).parent.parent / "schema.graphql").read_text(encoding="utf-8")

query = QueryType()
site_type = FederatedObjectType("__TYPE__")
municipality_type = FederatedObjectType("Municipality")


def new_context() -> dict[str, DataLoader]:
    """The loaders of one request: each batch is one query to the database."""
    return {"site_by_id": DataLoader(sites_by_ids), "sites_of": DataLoader(sites_by_municipalities)}


@query.field("__ONE__")
async def resolve_site(_: Any, info: Any, id: str) -> Site | None:
    return await info.context["site_by_id"].load(id)


@site_type.reference_resolver
async def site_by_reference(_: Any, info: Any, representation: dict[str, Any]) -> Site | None:
    return await info.context["site_by_id"].load(str(representation.get("id")))


@site_type.field("municipality")
def municipality_of_site(site: Site, _: Any) -> dict[str, str]:
    return {"__typename": "Municipality", "code": site.municipality_code}


@municipality_type.reference_resolver
def municipality_by_reference(_: Any, __: Any, representation: dict[str, Any]) -> dict[str, Any]:
    return {"__typename": "Municipality", "code": representation.get("code")}


@municipality_type.field("__FIELD__")
async def sites_of_municipality(municipality: dict[str, str], info: Any) -> list[Site]:
    return await info.context["sites_of"].load(municipality["code"])


def create_schema() -> Any:
    return make_federated_schema(SDL, query, site_type, municipality_type)
