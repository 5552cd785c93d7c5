"""The noisy line."""

from devices.simulator.noise import DAMAGED_SHARE, Noise

FRAME = bytes(range(0x20, 0x40))


def test_the_same_seed_does_the_same_damage() -> None:
    """Piece by piece; another seed does other damage."""
    one, same, other = Noise(1), Noise(1), Noise(2)
    came = [one.on(FRAME) for _ in range(200)]
    assert came == [same.on(FRAME) for _ in range(200)]
    assert came != [other.on(FRAME) for _ in range(200)]


def test_about_a_fifth_is_damaged_by_a_bent_byte_or_by_lost_ones() -> None:
    """Nothing is added, and only the top bit of one byte is bent."""
    noise = Noise(1)
    came = [noise.on(FRAME) for _ in range(2000)]
    damaged = [data for data in came if data != FRAME]
    assert abs(len(damaged) / len(came) - DAMAGED_SHARE) < 0.03
    bent = [data for data in damaged if len(data) == len(FRAME)]
    lost = [data for data in damaged if len(data) < len(FRAME)]
    assert len(bent) + len(lost) == len(damaged)
    assert bent
    assert lost
    for data in bent:
        assert [a ^ b for a, b in zip(data, FRAME, strict=True) if a != b] == [0x80]


def test_where_nothing_is_sent_nothing_comes() -> None:
    """Noise on a silent line is not played."""
    noise = Noise(1)
    assert {noise.on(b"") for _ in range(100)} == {b""}
