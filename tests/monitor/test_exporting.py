"""Formats are found by their files."""

from monitor.exporting import Export, export, formats


def test_the_formats_are_the_files() -> None:
    assert {"csv", "csv-wide"} <= set(formats())


def test_each_is_imported_by_its_name() -> None:
    for name in formats():
        assert isinstance(export(name), Export)
        assert export(name).suffix.startswith(".")
