"""Cases about what a screen reader makes of the tables: their structure, the focus in them, and what is spoken."""

from desk import BUTTONS, check, children, until


class Ears:
    """What the window says by itself, as it arrives on the accessibility bus."""

    def __init__(self):
        import pyatspi
        self.heard = []
        pyatspi.Registry.registerEventListener(self.on, "object:announcement")

    def on(self, event):
        self.heard.append(event.any_data)

    def listen(self):
        from gi.repository import GLib
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)
        return self.heard

    def hear(self, words):
        until(f"“{words}” to be spoken", lambda: any(words in said for said in self.listen()))


def focused(desk):
    """Name and description of what has the focus, or nothing for now."""
    import pyatspi
    from gi.repository import GLib
    try:
        for node in desk.nodes():
            if node.getState().contains(pyatspi.STATE_FOCUSED) and node.name:
                return node.name, node.description
    except (GLib.GError, LookupError, RuntimeError, NotImplementedError):
        pass
    return None


def press_to(desk, keys, position):
    """Presses, and waits until the row that has the focus says this of itself."""
    desk.press(keys)
    return until(f"the focus at “{position}” after {keys}",
                 lambda: (focused(desk) or ("", ""))[1] == position and focused(desk)[0])


def named(node, role):
    return [child.name for child in children(node) if child.getRoleName() == role]


def table(desk):
    import pyatspi
    desk.open_display()
    desk.open_accessibility()
    ears = Ears()
    desk.open_app("--demo")
    rows = until("the rows", desk.rows)
    node = desk.see("Webhooks", ("table",))
    heads = named(next(iter(children(node))), "column header")
    check(f"the columns have heads, {heads}", heads[:3] == ["Status", "Name", "Endpoint"])
    row = desk.see("Row 3 of 24", ("table row",))
    check("the row knows its place", {"posinset:3", "setsize:24"} <= set(row.getAttributes()))
    check("the row has cells", named(row, "table cell")[0] == "Status, Deactivated")

    first = press_to(desk, "Down", "Row 1 of 24, selected")
    check(f"{first} is the first row", first == rows[0])
    press_to(desk, "shift+Down", "Row 2 of 24, selected")
    press_to(desk, "ctrl+Down", "Row 3 of 24")
    press_to(desk, "space", "Row 3 of 24, selected")
    chosen = [f"Row {number} of 24" for number in (1, 2, 3)]
    for name in chosen:
        check(f"{name} is selected", desk.see(name).getState().contains(pyatspi.STATE_SELECTED))
    desk.press("ctrl+c")
    ears.hear("3 webhooks copied for a sheet")
    press_to(desk, "End", "Row 24 of 24, selected")
    last = press_to(desk, "Home", "Row 1 of 24, selected")
    desk.click("Sort by Name")
    until("the focus with its webhook", lambda: (focused(desk) or ("",))[0] == last)

    desk.click("Re-enable all deactivated…")
    desk.click("Re-enable 5 webhooks")
    ears.hear("5 of 5")
    desk.click("Close")
    ears.hear("24 of 100 webhooks, 0 deactivated")
    check("the rows are still buttons", desk.starting("Orders, Active, ", BUTTONS))
    desk.quit_app()


def spoken_secret(desk):
    """The key's field hides what was typed from whoever listens, too."""
    desk.open_display()
    desk.open_accessibility()
    ears = Ears()
    desk.open_app()
    desk.click("Connect your company")
    desk.click("Test and save")
    ears.hear("Enter the API token")
    secret = "s3cr3t-of-the-test"
    desk.type("API token", secret)
    field = desk.see("API token", ("password text",))
    said = field.queryText().getText(0, -1)
    check(f"only dots are told, not {said}", said == "•" * len(secret))
    names = [text for node in desk.nodes() for text in (node.name, node.description)]
    check("no node and no sentence tells it", not any(secret in text for text in names + ears.listen()))
    desk.quit_app()
