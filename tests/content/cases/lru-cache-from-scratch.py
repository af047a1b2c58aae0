import sys
from threading import Barrier, Event, Thread


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def started(target, *args):
    """A started thread, and the list its outcome goes to."""
    outcome = []

    def run():
        try:
            outcome.append(target(*args))
        except RuntimeError as error:
            outcome.append(str(error))

    thread = Thread(target=run, daemon=True)
    thread.start()
    return thread, outcome


def joined(thread, outcome):
    thread.join(5)
    assert not thread.is_alive(), "still blocked"
    return outcome[0]


class SlowLoad:
    """A loader that waits to be told its result."""

    def __init__(self):
        self.begun, self.told, self.result = Event(), Event(), None

    def __call__(self, key):
        self.begun.set()
        assert self.told.wait(5)
        return self.result

    def finish(self, result):
        self.result = result
        self.told.set()


def check_an_entry_expires_at_its_deadline_and_reads_do_not_extend_it(sample):
    clock = Clock()
    cache = sample.LruCache(2, ttl_seconds=100, now=clock)
    cache.set("a", 1)
    for clock.now, value in ((60, 1), (99, 1), (100, None)):
        assert cache.get("a") == value
    assert len(cache) == 0
    cache.set("a", 2)
    clock.now = 150
    cache.set("a", 3)
    for clock.now, value in ((249, 3), (250, None)):
        assert cache.get("a") == value


def check_twenty_threads_that_miss_share_one_load_and_a_cached_none_is_a_hit(sample):
    cache, barrier, loads, slow = sample.LruCache(2), Barrier(20), [], SlowLoad()

    def load(key):
        loads.append(key)
        return slow(key)

    def ask():
        barrier.wait(5)
        return cache.get_or_load("a", load)

    threads = [started(ask) for _ in range(20)]
    assert slow.begun.wait(5)
    slow.finish(None)
    assert [joined(*one) for one in threads] == [None] * 20
    assert cache.get_or_load("a", load) is None
    assert loads == ["a"]


def check_a_load_does_not_block_other_keys(sample):
    cache, slow = sample.LruCache(2), SlowLoad()
    waiting = started(cache.get_or_load, "a", slow)
    assert slow.begun.wait(5)
    assert cache.get_or_load("b", str.upper) == "B"
    slow.finish("A")
    assert joined(*waiting) == "A"


def check_a_failed_load_reaches_all_who_wait_and_is_not_cached(sample):
    cache, slow = sample.LruCache(2), SlowLoad()

    def fail(key):
        slow(key)
        raise RuntimeError("down")

    first = started(cache.get_or_load, "a", fail)
    assert slow.begun.wait(5)
    second = started(cache.get_or_load, "a", fail)
    slow.finish(None)
    assert joined(*first) == joined(*second) == "down"
    assert cache.get_or_load("a", str.upper) == "A"


def check_a_set_or_a_delete_during_a_load_wins(sample):
    cache = sample.LruCache(2)
    for key, meddle, left in (
        ("a", lambda: cache.set("a", "new"), "new"),
        ("b", lambda: cache.delete("b"), None),
    ):
        slow = SlowLoad()
        waiting = started(cache.get_or_load, key, slow)
        assert slow.begun.wait(5)
        meddle()
        slow.finish("old")
        assert joined(*waiting) == "old"
        assert cache.get(key) == left


def check_a_newer_load_is_not_ended_by_an_older_one(sample):
    cache, old, new = sample.LruCache(2), SlowLoad(), SlowLoad()
    older = started(cache.get_or_load, "a", old)
    assert old.begun.wait(5)
    cache.delete("a")
    newer = started(cache.get_or_load, "a", new)
    assert new.begun.wait(5)
    old.finish("old")
    assert joined(*older) == "old"
    assert cache.get("a") is None
    new.finish("new")
    assert joined(*newer) == "new"
    assert cache.get("a") == "new"


def check_eight_threads_at_once_never_break_it(sample):
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # let threads interrupt each other often
    try:
        cache = sample.LruCache(5)

        def use(seed):
            for i in range(600):
                key = (i * seed) % 11
                cache.set(key, key)
                assert cache.get((key + 3) % 11) in (None, (key + 3) % 11)
                if i % 5 == 0:
                    cache.delete(key)
                assert cache.get_or_load(key, lambda k: k) == key
                assert len(cache) <= 5
            return "done"

        threads = [started(use, seed) for seed in range(1, 9)]
        assert [joined(*one) for one in threads] == ["done"] * 8
    finally:
        sys.setswitchinterval(before)
