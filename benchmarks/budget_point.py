"""One point of a budget curve, as all fields write it."""


def point(model, budget, seed, steps, seconds, quality, digits=4):
    return {
        "model": model, "budget": budget, "seed": seed, "steps": steps,
        "seconds": round(seconds, 2), "quality": round(float(quality), digits),
    }  # fmt: skip
