"""What others have written, made fit to be shown at a terminal."""


def line(text: str) -> str:
    """Leave out what a terminal would obey: a subject, or what a citizen wrote, may hold escape sequences."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
