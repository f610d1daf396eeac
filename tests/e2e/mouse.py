"""The main job with the mouse alone: moved to where the accessibility bus says that things are, clicked and turned. What
is to be written comes from the clipboard."""

import subprocess

from changes import ALL
from desk import BUTTONS, FIELDS, SETTINGS, check, output, until

WIDE, HIGH = 1280, 800
LEFT, RIGHT, UP, DOWN = 1, 3, 4, 5


class Mouse:
    def __init__(self, desk):
        self.desk = desk

    def place(self, node):
        """The middle of a widget, or nothing where that isn't in the window."""
        place = node.queryComponent().getExtents(0)
        at = place.x + place.width // 2, place.y + place.height // 2
        return at if 0 <= at[0] < WIDE and 0 <= at[1] < HIGH else None

    def at(self, name, roles=None):
        """Where it is, once it stands still."""
        from gi.repository import GLib

        def still():
            try:
                node = self.desk.look(name, roles)
                return self.place(node) if node else None
            except (GLib.GError, LookupError, RuntimeError, NotImplementedError):
                return None
        return until(f"“{name}” in the window", lambda: (lambda first: first if first and first == still() else None)(still()))

    def press(self, at, button=LEFT):
        output("xdotool", "mousemove", "--sync", *map(str, at), "click", str(button))

    def click(self, name, roles=BUTTONS, button=LEFT):
        self.press(self.at(name, roles), button)

    def tick(self, name, on=True):
        self.click(name, ("check box", "radio button"))
        until(f"the tick at {name}", lambda: self.desk.is_ticked(name) == on)

    def turn_to(self, name, roles, over):
        """Turns the wheel over a place until what is called so is in the window."""
        def there():
            node = self.desk.look(name, roles)
            at = self.place(node) if node else None
            if not at or at[1] > HIGH - 40:
                output("xdotool", "mousemove", *map(str, over), "click", "--repeat", "3", "--delay", "20", str(DOWN))
                return None
            return at
        return until(f"“{name}” by turning the wheel", there)

    def clipboard(self, words):
        """As if it had been copied in another program. Ends with the desk."""
        holder = self.desk.start("xclip", "-selection", "clipboard", "-quiet", "-loops", "0", stdin=subprocess.PIPE,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        holder.stdin.write(words)
        holder.stdin.close()
        until("the clipboard", lambda: output("xclip", "-selection", "clipboard", "-o").stdout == words)

    def paste(self, field, words):
        self.clipboard(words)
        self.click(f"Paste into {field}")
        until(f"the text in {field}",
              lambda: self.desk.see(field, FIELDS).queryText().characterCount == len(words))


def mouse(desk):
    desk.open_display()
    desk.open_accessibility()
    desk.open_keyring()
    server = desk.serve_demo()
    hand = Mouse(desk)
    desk.open_app("--api-url", server.base)

    hand.click("Connect your company")
    hand.paste("API ID", server.key["api_id"])
    hand.paste("API token", server.key["api_token"])
    hand.clipboard("")
    hand.click("Test and save")
    desk.see(ALL)

    switched_on(desk, hand, server)
    edited(desk, hand, server)
    audited(desk, hand)
    settings(desk, hand)
    desk.quit_app()


def row(desk, name):
    return until(f"the row of {name}", lambda: desk.starting(f"{name}, ", BUTTONS))


def close(desk, hand):
    """A click that comes with the dialog's last frame would still be the dialog's."""
    hand.click("Close")
    until("no dialog", lambda: not any(node.getRoleName() == "dialog" for node in desk.every("")))


def switched_on(desk, hand, server):
    """One by its own button, the others by the one above the list."""
    hand.click("Re-enable Orders")
    hand.click("Re-enable 1 webhook")
    desk.see("1 of 1 webhook on again")
    close(desk, hand)
    desk.see("24 of 100 webhooks, 4 deactivated")
    hand.click("Re-enable all deactivated…")
    hand.click("Re-enable 4 webhooks")
    desk.see("4 of 4 webhooks on again")
    close(desk, hand)
    desk.see("24 of 100 webhooks, 0 deactivated")
    check("all are on", all(hook["active"] for hook in server.hooks().values()))


def edited(desk, hand, server):
    """By the row's own menu."""
    before = server.hook("Fax gateway")
    hand.click(row(desk, "Fax gateway"), button=RIGHT)
    hand.click("Edit Fax gateway…")
    desk.see("Review changes…")
    hand.tick("call.created")
    hand.click("Review changes…")
    desk.see("Adds call.created")
    hand.click("Save changes")
    desk.see_starting("Fax gateway is saved: ")
    check("it is saved", server.hook("Fax gateway")["events"] == before["events"] | {"call.created"})
    hand.click("Undo…")
    hand.click("Take back")
    desk.see_starting("The change of ")
    check("all is as it was", server.hook("Fax gateway") == before)


def audited(desk, hand):
    hand.click("Audit")
    hand.tick("Also check the endpoints", on=False)
    hand.click("Start the audit")
    desk.see("Audit again")
    details = "Details of Receives everything: Data lake"
    hand.press(hand.turn_to(details, BUTTONS, over=(700, 600)))
    desk.see("Why it matters")
    desk.see("How to mend it")
    hand.click("Export report…")
    desk.see("Export the report", ("dialog",))
    # Beside it, which keeps things as they are.
    hand.press((40, 700))
    until("the question is gone", lambda: not desk.look("Export the report", ("dialog",)))


def settings(desk, hand):
    hand.click("Settings")
    desk.see("Appearance")
    hand.press(hand.turn_to("Dark", ("radio button",), over=(700, 600)))
    until("the choice is kept", lambda: '"dark"' in SETTINGS.read_text())
