"""The exercise of chapter 6 on copies in both parts of the data."""

from .engine import Exercise

__all__ = ["shared_items"]


def _shared(training, test, plain=lambda text: " ".join(text.lower().split())):
    seen = {plain(text) for text in training}
    return sum(plain(text) in seen for text in test)


_SEEN = ["A fine film.", "Too long,  far too long.", "A fine film.", "I wept"]
_NEW = ["a fine film.", "A  Fine film. ", "Too long, far too long.", "i slept", "I wept"]

shared_items = Exercise(
    "shared_items(training, test)",
    "How many texts of the test have a copy in the training data, up to case and spaces.",
    solution=_shared,
    cases=[
        (_SEEN, _NEW),
        (_NEW, _SEEN),
        (["One"], ["two"]),
        (["a b"], ["ab", "A B", "a  b"]),
        (["A fine film"], ["film"]),
    ],
    mistakes=[
        (
            lambda training, test: _shared(training, test, str),
            "You compare the texts as they are: a capital letter or a second space hides a copy.",
        ),
        (
            lambda training, test: _shared(training, test, str.lower),
            "Upper and lower case are dealt with; two spaces in a row still hide a copy.",
        ),
        (
            lambda training, test: _shared(training, test, lambda t: "".join(t.lower().split())),
            "You took all spaces out: 'a b' and 'ab' are different texts.",
        ),
        (
            lambda training, test: len(
                {" ".join(t.lower().split()) for t in training}
                & {" ".join(t.lower().split()) for t in test}
            ),
            "You count different texts. Two copies of one text in the test are two items.",
        ),
        (
            lambda training, test: _shared(test, training),
            "You count the items of the training data that stand in the test: turn it round.",
        ),
        (
            lambda training, test: _shared(training, test) / len(test),
            "That is a share of the test; how many items is asked for.",
        ),
        (
            lambda training, test: len(test) - _shared(training, test),
            "Those are the items without a copy.",
        ),
        (
            lambda training, test: sum(
                word in " ".join(training).lower() for word in map(str.lower, test)
            ),
            "You look for the text anywhere inside the others: two texts have to agree as a whole.",
        ),
    ],
    praise="Right: first normalise, then compare, and remove the copies before you split.",
)
