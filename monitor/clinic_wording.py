"""The clinic's own words for scales, from a folder of TOML files; a licensed scale needs one.

One file per scale, named after it: `cadss6.toml`. Dripwatch ships none of them.

    scale = "cadss6"
    version = "2026-1"
    permission = "where the right holder's permission is kept"    # licensed scales only
    pass_mark = 8                                                  # where none is known
    anchors = { 0 = "…", 4 = "…" }                                 # names of answers, all items
    [items]
    01 = "…"
    [item_anchors.01]                                              # names of answers, one item
    2 = "…"

A licensed scale wants `permission` and words for every item. Of any other scale a file may
replace as much as it likes. What is wrong with a file is a ProfileError that names the scale.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import msgspec

from monitor.errors import ProfileError
from monitor.scale import Item, PassMark, Scale, scales

Words = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=400)]
"""Text with something in it, short enough for a form."""

Name = Annotated[str, msgspec.Meta(pattern=r"\S", max_length=48)]
"""The same for what stands on a button or in a title, where no line can be broken."""


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in one file. `version` becomes a part of the version every rating carries."""

    scale: str
    version: Name
    permission: str = ""
    title: Name | None = None
    how: Words | None = None
    pass_mark: int | None = None
    items: dict[str, Words] = {}
    anchors: dict[int, Name] = {}
    item_anchors: dict[str, dict[int, Name]] = {}


@dataclass(frozen=True, slots=True)
class Offer:
    """The scales a clinic can use, by id, and why others are not as the clinic wants them.

    faults: by scale id (or file name, of a file for no scale); a licensed scale among them is not
    in `scales`, any other is there with the shipped words.
    """

    scales: Mapping[str, Scale]
    faults: Mapping[str, ProfileError]


def offer(folder: Path) -> Offer:
    """Return the shipped scales in the words of a folder, which may be missing.

    A file that cannot be used is a fault in the answer, never an exception: the other scales are
    needed at the bedside.
    """
    files = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    offered: dict[str, Scale] = {}
    faults = {
        stem: ProfileError("wording_for_no_scale", file=path.name)
        for stem, path in files.items()
        if stem not in scales()
    }
    for scale in scales().values():
        try:
            offered[scale.id] = _in_clinic_words(scale, files.get(scale.id))
        except ProfileError as error:
            faults[scale.id] = error
            if not scale.licensed:
                offered[scale.id] = scale
    return Offer(offered, faults)


def _in_clinic_words(scale: Scale, path: Path | None) -> Scale:
    if path is not None:
        return worded(scale, read(path))
    if scale.licensed:
        raise ProfileError("wording_missing", scale=scale.title, file=f"{scale.id}.toml")
    return scale


def read(path: Path) -> Wording:
    """Read one file. ProfileError: it cannot be read, is no TOML, or has wrong fields."""
    try:
        # Editors on Windows begin a file with a mark of its encoding.
        text = path.read_text(encoding="utf-8-sig")
        return msgspec.convert(tomllib.loads(text), Wording, str_keys=True)
    except OSError as error:
        reason = error.strerror or ""
        raise ProfileError("wording_unreadable", file=path.name, reason=reason) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError("wording_not_toml", file=path.name, where=str(error)) from error
    except msgspec.ValidationError as error:
        raise ProfileError("wording_wrong", file=path.name, where=str(error)) from error


def worded(scale: Scale, wording: Wording) -> Scale:
    """Return a scale in the clinic's words. ProfileError: they do not fit it, or may not be used.

    Its version names both: what was asked, and in whose words.
    """
    _check(scale, wording)
    return replace(
        scale,
        version=f"{scale.version}+{wording.version.strip()}",
        title=wording.title or scale.title,
        how=wording.how or scale.how,
        items=tuple(_worded_item(item, wording) for item in scale.items),
        pass_mark=_pass_mark(scale, wording),
    )


def _worded_item(item: Item, wording: Wording) -> Item:
    named = {**wording.anchors, **wording.item_anchors.get(item.id, {})}
    title = wording.items.get(item.id, item.title)
    return replace(item, title=title, anchors={**item.anchors, **named})


def _pass_mark(scale: Scale, wording: Wording) -> PassMark | None:
    if wording.pass_mark is None:
        return scale.pass_mark
    return PassMark(wording.pass_mark, f"clinic {wording.version.strip()}")


def _check(scale: Scale, wording: Wording) -> None:
    if wording.scale != scale.id:
        raise ProfileError("wording_of_another", scale=scale.id, other=wording.scale)
    _check_items(scale, wording)
    _check_anchors(scale, wording)
    if scale.licensed:
        _check_licence(scale, wording)
    mark = wording.pass_mark
    low, high = scale.lowest, scale.highest
    if mark is not None and (low is None or high is None or not low <= mark <= high):
        raise ProfileError("wording_pass_mark", scale=scale.title, mark=mark)


def _check_items(scale: Scale, wording: Wording) -> None:
    known = {item.id for item in scale.items}
    for item in (*wording.items, *wording.item_anchors):
        if item not in known:
            raise ProfileError("wording_unknown_item", scale=scale.title, item=item)


def _check_anchors(scale: Scale, wording: Wording) -> None:
    for item in scale.items:
        for number in (*wording.anchors, *wording.item_anchors.get(item.id, {})):
            if item.number(number) is None:
                raise ProfileError(
                    "wording_unknown_answer", scale=scale.title, item=item.id, answer=number
                )


def _check_licence(scale: Scale, wording: Wording) -> None:
    if not wording.permission.strip():
        raise ProfileError("wording_without_permission", scale=scale.title)
    for item in scale.items:
        if item.id not in wording.items:
            raise ProfileError("wording_item_missing", scale=scale.title, item=item.id)
