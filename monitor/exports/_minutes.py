"""The vitals of a session thinned to one number a minute, for formats that write a page for each.

A number is one that was measured, never a mean: the first of its minute, at its own second.
"""

from collections.abc import Iterator

from monitor.extract import Extract, Sample

MINUTE_MS = 60_000


def minutes(extract: Extract) -> Iterator[list[Sample]]:
    """Yield one sample per vital for each minute of which the record has any second.

    A vital that was never measured has none; one that was not measured in a minute has an empty
    sample, at the minute's first second. A minute without any second is not told.
    """
    found: dict[int, dict[str, Sample]] = {}
    for sample in extract.samples():
        if sample.seq is None:
            minute = found.setdefault(sample.t_ms // MINUTE_MS, {})
            first = minute.setdefault(sample.name, sample)
            if first.value is None and sample.value is not None:
                minute[sample.name] = sample
    for minute in found.values():
        yield list(minute.values())
