"""The exercise of chapter 9 on what dropout does to a memory."""

from .engine import Exercise

__all__ = ["never_dropped"]

never_dropped = Exercise(
    "never_dropped(keep, steps, same_mask)",
    "The share of units that dropout spares at all steps, equation (9.2).",
    solution=lambda keep, steps, same_mask: keep if same_mask else keep**steps,
    cases=[(0.9, 50, False), (0.9, 50, True), (0.5, 3, False), (0.8, 10, True)],
    mistakes=[
        (
            lambda keep, steps, same_mask: keep**steps,
            "With the same mask at all steps a unit is drawn once, not at every step.",
        ),
        (
            lambda keep, steps, same_mask: keep**steps if same_mask else keep,
            "The other way round: one mask for all steps is one draw.",
        ),
        (
            lambda keep, steps, same_mask: keep if same_mask else max(0.0, 1 - steps * (1 - keep)),
            "Losses do not add up: who is dropped once cannot be lost again. Multiply.",
        ),
        (
            lambda keep, steps, same_mask: 1 - (keep if same_mask else keep**steps),
            "That is the share that is dropped at least once.",
        ),
        (
            lambda keep, steps, same_mask: 1 - keep if same_mask else (1 - keep) ** steps,
            "`keep` is the probability of being spared, not of being dropped.",
        ),
        (
            lambda keep, steps, same_mask: 100 * (keep if same_mask else keep**steps),
            "That is in percent; a share is between 0 and 1.",
        ),
        (
            lambda keep, steps, same_mask: keep if same_mask else keep * steps,
            "Independent draws multiply: keep to the power of steps.",
        ),
        (
            lambda keep, steps, same_mask: keep if same_mask else keep ** (steps - 1),
            "One draw too few: there is one at every step, the first included.",
        ),
    ],
    praise="Right: fresh masks wipe out a memory, one mask for all steps thins out the units.",
)
