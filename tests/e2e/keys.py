"""The main job with the keyboard alone. What the accessibility bus tells is only looked at: where the focus is."""

from changes import ALL
from desk import SETTINGS, check, output, until
from ears import Ears

OFF = 5
# More stops than any page here has.
MANY = 60
WIDE, HIGH = 1280, 800
# Whether what Tab leads to is scrolled into view.
REVEALED = False


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

    def stands(self, name, role=None):
        """Waits until the focus is on what is called so, and looks whether it can be seen there."""
        def there():
            now = self.ears.focus()
            return now and now["name"] == name and (role is None or now["role"] == role) and now
        try:
            now = until(f"the focus on “{name}”", there)
        except Exception as error:
            raise type(error)(f"{error}; it went {[line['name'] for line in self.ears.all('focus')][-12:]}") from error
        self.sensible(now)
        return now

    def sensible(self, now):
        """It has a name, and some of it is in the window."""
        check(f"what has the focus is a thing with a name: {now}", now["name"] and now["role"] != "frame")
        check(f"“{now['name']}” has a place", now["place"])
        # Where it was when it got the focus; it may have been brought into view since.
        until(f"“{now['name']}” in the window, not at {now['place']}",
              lambda: within(now["place"]) or within(self.place(now["name"])))

    def place(self, name):
        place = self.desk.see(name).queryComponent().getExtents(0)
        return [place.x, place.y, place.width, place.height]

    def walk_to(self, name, key="Tab"):
        """From stop to stop, each of which must be a sensible one. Answers the names on the way."""
        way = []
        for _ in range(MANY):
            now = self.ears.focus()
            if now and now["name"] == name:
                self.sensible(now)
                return way
            before = len(self.ears.all("focus"))
            self.press(key)
            # From the last stop it goes round by way of the window itself.
            until(f"another stop than {now}, on the way to “{name}”",
                  lambda: len(self.ears.all("focus")) > before and self.ears.focus()["role"] != "frame")
            self.sensible(self.ears.focus())
            way.append(self.ears.focus()["name"])
        check(f"“{name}” is reached: {way}", False)

    def push(self, name, key="Tab"):
        self.walk_to(name, key)
        self.press("Return")

    def command(self, letters, line):
        """By the palette. Each letter is announced with what it finds."""
        self.press("ctrl+k")
        self.stands("Find and do", "entry")
        self.type(letters)
        self.desk.see_starting(f"{line}, ")
        until(f"“{line}” as the first", lambda: any(
            words.endswith(f" selected, {line}") for words in self.ears.said()[-1:]))
        self.press("Return")


def within(place):
    left, top, width, height = place
    return left < WIDE and top < HIGH and left + width > 0 and top + height > 0


def keys(desk):
    desk.open_display()
    desk.open_accessibility()
    desk.open_keyring()
    server = desk.serve_demo()
    ears = Ears(desk)
    hands = Keys(desk, ears)
    desk.open_app("--api-url", server.base)
    desk.see("Welcome to Hookswitch")
    hands.take_the_window()

    connected(desk, hands, server)
    there_and_back(hands)
    switched_on(desk, hands, server)
    edited(desk, hands, server)
    not_deleted(desk, hands, server)
    audited(desk, hands)
    settings(desk, hands)
    hands.press("ctrl+q")
    desk.await_end()


def connected(desk, hands, server):
    hands.press("Tab")
    hands.stands("Connect your company", "push button")
    hands.press("Return")
    hands.stands("API ID", "entry")
    hands.type(server.key["api_id"])
    hands.walk_to("API token")
    hands.type(server.key["api_token"])
    hands.push("Test and save")
    desk.see(ALL)


def there_and_back(hands):
    """Whatever opens over the page takes the focus, and gives it back to where it was."""
    hands.press("ctrl+f")
    hands.stands("Search", "entry")
    for opens, inside in (("ctrl+k", "Find and do"), ("F1", "Close")):
        hands.press(opens)
        hands.stands(inside)
        hands.press("Escape")
        hands.stands("Search", "entry")
    hands.walk_to("All 24")
    hands.walk_to("Search", "shift+Tab")
    hands.command("re-enable all", "Re-enable all deactivated…")
    hands.stands("Re-enable 5 webhooks", "push button")
    way = hands.walk_to("Orders")
    check(f"in a dialog, Tab stays in it: {way}", not {"Search", "New webhook…", "Webhooks"} & set(way))
    hands.press("Escape")
    hands.stands("Search", "entry")


def switched_on(desk, hands, server):
    hands.command("re-enable all", "Re-enable all deactivated…")
    hands.stands("Re-enable 5 webhooks", "push button")
    check("a review sends nothing", sum(not hook["active"] for hook in server.hooks().values()) == OFF)
    hands.press("Return")
    desk.see("5 of 5 webhooks on again")
    hands.stands("Close", "push button")
    check("all are on", all(hook["active"] for hook in server.hooks().values()))
    hands.press("Return")
    hands.stands("Search", "entry")


def edited(desk, hands, server):
    before = server.hook("Fax gateway")
    hands.press("ctrl+f")
    hands.stands("Search", "entry")
    hands.type("Fax")
    until("the one row", lambda: len(desk.rows()) == 1)
    hands.press("Down")  # from what was typed to what it found
    desk.see("Close details")
    hands.press("F2")
    hands.stands("Name", "entry")
    hands.press("End")
    hands.type(" two")
    hands.walk_to("Active: Aircall delivers to it")
    # What the shortcuts do, they don't do in a form.
    hands.push("Review changes…", "shift+Tab")
    hands.stands("Save changes", "push button")
    hands.press("Return")
    desk.see_starting("Fax gateway two is saved: ")
    check("it is saved", server.hook("Fax gateway two") == before | {"name": "Fax gateway two"})

    until("the list again", lambda: desk.look("Search"))
    hands.press("ctrl+z")
    hands.stands("Take back", "push button")
    hands.press("Return")
    desk.see_starting("The change of ")
    check("all is as it was", server.hook("Fax gateway") == before)


def not_deleted(desk, hands, server):
    hands.press("ctrl+1")
    until("the list", lambda: desk.look("Search"))
    hands.press("Delete")
    # The safe way out is what Enter would press.
    hands.stands("Cancel", "push button")
    desk.see("Delete 1 webhook")
    hands.press("Escape")
    until("the question is gone", lambda: not desk.look("Delete 1 webhook"))
    check("nothing is deleted", len(server.hooks()) == 24)


def audited(desk, hands):
    hands.press("ctrl+2")
    desk.see("Start the audit")
    # Whoever comes to a page by keyboard is at its first thing.
    hands.stands("Also check the endpoints", "check box")
    hands.press("space")
    until("the tick is gone", lambda: not desk.is_ticked("Also check the endpoints"))
    hands.push("Start the audit")
    desk.see("Audit again")
    hands.push("Details of Receives everything: Data lake")
    desk.see("Why it matters")
    hands.push("Export report…", "shift+Tab")
    hands.stands("Web page (HTML)", "push button")
    hands.press("Escape")
    hands.stands("Export report…", "push button")


def settings(desk, hands):
    hands.press("ctrl+4")
    desk.see("Appearance")
    if REVEALED:
        hands.walk_to("Light")
        hands.press("space")
        until("the choice is kept", lambda: '"light"' in SETTINGS.read_text())
    hands.command("appearance dark", "Appearance – Dark")
    until("the choice is kept", lambda: '"dark"' in SETTINGS.read_text())
