"""Where a name stands as seen from a trigger, and which name of a window a pointer chooses."""


def far_bucket(unit: int, trigger_unit: int, tokens_after: int) -> int:
    """Gives the class of distance of a name in `unit` (-1: the title) from a trigger."""
    if unit < 0:
        return 0
    apart = unit - trigger_unit
    if apart == 0:
        return 6 if tokens_after < 0 else 7
    steps = ((-8, 1), (-5, 2), (-3, 3), (-2, 4), (-1, 5))
    for limit, bucket in steps:
        if apart <= limit:
            return bucket
    return 8 if apart == 1 else 9 if apart <= 3 else 10
