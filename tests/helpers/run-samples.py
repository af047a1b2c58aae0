"""Runs the Python samples of the content: jobs in on stdin as JSON, one result a line out on stdout."""

import contextlib
import faulthandler
import io
import json
import re
import runpy
import sys
import traceback
from types import ModuleType

HANG_SECONDS = 30


def snake(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: "_" + m[1].lower(), name) if name[0].islower() else name


def plain(value):
    """A result as JSON can say it: what can be iterated is a list."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return [plain(item) for item in value]


def outcome(run):
    try:
        return plain(run())
    except Exception:
        return {"throws": True}


def run_case(sample, case):
    if "call" in case:
        function = getattr(sample, snake(case["call"]))
        return outcome(lambda: function(*case["args"]))
    args, options = case["args"], {}
    if len(args) == 1 and isinstance(args[0], dict):
        args, options = [], {snake(name): value for name, value in args[0].items()}
    make = getattr(sample, case["make"])
    try:
        thing = make(*args, **options)
    except Exception:
        return {"throws": True}
    return [run_step(thing, *step) for step in case["steps"]]


def run_step(thing, name, args=(), _gives=None):
    if name == "size":
        return len(thing)
    getattr(type(thing), snake(name))  # a name that is not there is an error, never a result
    return outcome(lambda: call(getattr(thing, snake(name)), args))


def call(member, args):
    return member(*args) if callable(member) else member


def load(path, code):
    sample = ModuleType(re.sub(r"\W", "_", path))
    sys.modules[sample.__name__] = sample  # dataclasses look their module up
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, path, "exec"), sample.__dict__)
    return sample, printed.getvalue()


def main():
    results = sys.stdout
    sys.stdout = sys.stderr

    def report(path, name, run):
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)
        try:
            result = {"gave": run()}
        except BaseException:
            result = {"failed": traceback.format_exc()}
        faulthandler.cancel_dump_traceback_later()
        print(json.dumps({"path": path, "name": name, **result}), file=results, flush=True)

    for job in json.load(sys.stdin):
        path, loaded = job["path"], []
        report(path, "import", lambda: loaded.extend(load(path, job["code"])) or loaded[1])
        if not loaded:
            continue
        for case in job["cases"]:
            report(path, case["name"], lambda: run_case(loaded[0], case))
        checks = runpy.run_path(job["checks"]) if job["checks"] else {}
        for name, check in checks.items():
            if name.startswith("check_"):
                report(path, name, lambda: check(loaded[0]))


main()
