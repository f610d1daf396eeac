"""The main job with the keyboard alone. What the accessibility bus tells is only looked at: where the focus is."""

import time

from changes import ALL
from desk import check, output, until
from ears import Ears

# More stops than any page has.
MANY = 90


class Keys:
    """Ten fingers, and eyes that follow the focus."""

    def __init__(self, desk, ears):
        self.desk, self.ears = desk, ears

    def take_the_window(self):
        """There is no window manager that would do it."""
        output("xdotool", "windowfocus", "--sync", self.desk.window())

    def press(self, *keys):
        """As it is written for xdotool. These are real keys, which go wherever the focus is."""
        output("xdotool", "key", *keys)

    def type(self, words):
        output("xdotool", "type", "--delay", "15", words)
