"""The ids of countries and border lines, which other ids and phrases lead to."""

from tenure.model.ids import PlaceId


def country_id(code: str) -> PlaceId:
    """The id of a country's entry."""
    return PlaceId(f"country:{code}")


def border_id(one: str, other: str) -> PlaceId:
    """The id of the border line between two countries."""
    first, second = sorted((one, other))
    return PlaceId(f"border:{first}-{second}")
