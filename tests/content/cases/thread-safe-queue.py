import sys
import time
from threading import Thread


def waiting(sample, target, *args):
    """A started thread that is blocked in target, and the list its outcome goes to."""
    outcome = []

    def run():
        try:
            outcome.append(target(*args))
        except sample.QueueClosed:
            outcome.append("closed")

    thread = Thread(target=run, daemon=True)
    thread.start()
    time.sleep(0.02)
    assert not outcome, outcome
    return thread, outcome


def joined(thread, outcome):
    thread.join(5)
    assert not thread.is_alive(), "still blocked"
    return outcome[0]


def refuses(error, target, *args):
    try:
        target(*args)
    except error:
        return
    raise AssertionError("nothing was raised")


def check_refuses_a_capacity_below_one(sample):
    refuses(ValueError, sample.BlockingQueue, 0)
    refuses(ValueError, sample.BlockingQueue, -1)


def check_gives_items_in_order_also_none(sample):
    queue = sample.BlockingQueue(3)
    for item in (1, None, 3):
        queue.put(item)
    assert [queue.get(), queue.get(), queue.get()] == [1, None, 3]


def check_get_waits_for_put(sample):
    queue = sample.BlockingQueue(1)
    getter = waiting(sample, queue.get)
    queue.put("a")
    assert joined(*getter) == "a"


def check_put_waits_while_it_is_full(sample):
    queue = sample.BlockingQueue(1)
    queue.put(1)
    putter = waiting(sample, queue.put, 2)
    assert queue.get() == 1
    assert joined(*putter) is None
    assert queue.get() == 2


def check_after_close_get_drains_and_put_is_refused(sample):
    queue = sample.BlockingQueue(2)
    queue.put(1)
    queue.close()
    queue.close()
    refuses(sample.QueueClosed, queue.put, 2)
    assert queue.get() == 1
    refuses(sample.QueueClosed, queue.get)


def check_close_wakes_everyone_who_waits(sample):
    empty, full = sample.BlockingQueue(1), sample.BlockingQueue(1)
    full.put(1)
    blocked = [waiting(sample, empty.get) for _ in range(3)]
    blocked += [waiting(sample, full.put, item) for item in (2, 3)]
    empty.close()
    full.close()
    assert [joined(*one) for one in blocked] == ["closed"] * 5
    assert full.get() == 1


def check_four_producers_and_three_consumers_lose_nothing_and_keep_each_order(sample):
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # let threads interrupt each other often
    try:
        for capacity in (1, 2, 7):
            stress(sample, sample.BlockingQueue(capacity), capacity)
    finally:
        sys.setswitchinterval(before)


def stress(sample, queue, capacity):
    taken = [[] for _ in range(3)]
    sizes = []

    def produce(producer):
        for n in range(250):
            queue.put((producer, n))
            sizes.append(len(queue._items))

    def consume(mine):
        try:
            while True:
                mine.append(queue.get())
        except sample.QueueClosed:
            pass

    producers = [Thread(target=produce, args=(p,), daemon=True) for p in range(4)]
    consumers = [Thread(target=consume, args=(mine,), daemon=True) for mine in taken]
    for thread in producers + consumers:
        thread.start()
    for thread in producers:
        thread.join(20)
    queue.close()
    for thread in consumers:
        thread.join(20)
    assert not any(thread.is_alive() for thread in producers + consumers), "deadlock"

    assert sorted(sum(taken, [])) == [(p, n) for p in range(4) for n in range(250)]
    for mine in taken:
        for producer in range(4):
            order = [n for p, n in mine if p == producer]
            assert order == sorted(order)
    assert max(sizes) <= capacity
