def linked(sample, tail, cycle):
    """The nodes of a list in order; the last points back at node `tail`, if there is a cycle."""
    nodes = [sample.Node("same") for _ in range(tail + cycle)]
    for node, following in zip(nodes, nodes[1:]):
        node.next = following
    if cycle:
        nodes[-1].next = nodes[tail]
    return nodes


def check_no_list_at_all(sample):
    assert sample.cycle_start(None) is None
    assert sample.cycle_length(None) == 0


def check_every_tail_and_cycle_up_to_12_nodes_each_all_values_equal(sample):
    for tail in range(13):
        for cycle in range(13):
            nodes = linked(sample, tail, cycle)
            head = nodes[0] if nodes else None
            assert sample.cycle_start(head) is (nodes[tail] if cycle else None), (tail, cycle)
            assert sample.cycle_length(head) == cycle, (tail, cycle)


def check_a_tail_of_100_000_before_one_node_that_points_at_itself(sample):
    assert sample.cycle_length(linked(sample, 100_000, 1)[0]) == 1
