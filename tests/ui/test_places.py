"""Where this computer keeps the clinic's record."""

from ui.places import clinic_record


def test_the_clinics_record_is_where_the_platform_keeps_data() -> None:
    """The bedside writes the file that the review reads, in a folder that is there."""
    assert clinic_record().name == "record.sqlite"
    assert "dripwatch" in clinic_record().parts
    assert clinic_record().parent.is_dir()
