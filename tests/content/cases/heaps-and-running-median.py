def check_refuses_nan(sample):
    try:
        sample.RunningMedian().add(float("nan"))
    except ValueError:
        return
    raise AssertionError("NaN was taken")
