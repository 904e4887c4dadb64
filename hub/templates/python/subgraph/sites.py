"""Replace this file by your database. Each function loads what a whole request needs at once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    id: str
    name: str
    municipality_code: str


_SITES = [Site("1", "Chimalhuacán, centro", "15031"), Site("2", "Ecatepec, norte", "15033")]


async def sites_by_ids(ids: list[str]) -> list[Site | None]:
    """Returns a site for each id, in the order of the ids; None for an id that is unknown."""
    by_id = {site.id: site for site in _SITES}
    return [by_id.get(each) for each in ids]


async def sites_by_municipalities(codes: list[str]) -> list[list[Site]]:
    """Returns the sites of each municipality, in the order of the codes."""
    return [[site for site in _SITES if site.municipality_code == code] for code in codes]
