def check_100_000_levels(sample):
    nested = ["core"]
    for _ in range(100_000):
        nested = [nested]
    assert list(sample.flatten(nested)) == ["core"]


def check_a_list_in_two_places_is_legal(sample):
    shared = [1, 2]
    assert list(sample.flatten([shared, [shared], shared])) == [1, 2, 1, 2, 1, 2]


def check_a_list_that_contains_itself_is_refused_near_and_far(sample):
    near = [1]
    near.append(near)
    far = [1]
    far.append([2, [far]])
    for cyclic in (near, far):
        try:
            list(sample.flatten(cyclic))
        except ValueError:
            continue
        raise AssertionError("a cycle was taken")


def check_reads_no_further_than_it_is_asked(sample):
    endless = [1]
    endless.append(endless)
    assert next(sample.flatten(endless)) == 1


def check_tuples_and_sets_are_items(sample):
    assert list(sample.flatten([(1, 2), [{3}]])) == [(1, 2), {3}]
