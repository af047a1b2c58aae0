def check_reverse_in_place_whole_and_in_part(sample):
    for length in range(7):
        items = list(range(length))
        assert sample.reverse(items) is None
        assert items == list(range(length))[::-1]
    items = [0, 1, 2, 3, 4, 5]
    sample.reverse(items, 1, 4)
    assert items == [0, 3, 2, 1, 4, 5]
    sample.reverse(items, 2, 2)
    assert items == [0, 3, 2, 1, 4, 5]


def check_reverse_takes_bytes_in_a_buffer(sample):
    buffer = bytearray(b"abc")
    sample.reverse(buffer)
    assert buffer == b"cba"
