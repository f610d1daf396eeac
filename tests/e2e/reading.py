"""The main job as someone does it who sees nothing: by roles, names and what is announced, and by nothing else."""

import re

from changes import ALL
from desk import FIELDS, SETTINGS, check, check_no_secret_is_written, until
from ears import Ears

# Whether the list is told as a table, with rows and cells.
TABLE = False

OFF = ("Orders", "Recordings archive", "Text message bot", "Voicemail to tickets", "Пропущенные звонки")
# Its form shows no secret: its URL has no values.
EDITED = "Fax gateway"
# One that is seen in every tree but must never be: a secret of this company's, and there are more.
KNOWN = "demo-query-secret-4711"


def reading(desk):
    desk.open_display()
    desk.open_accessibility()
    desk.open_keyring()
    server = desk.serve_demo()
    secrets = server.secrets()
    check("the secret in an address is looked for", KNOWN in secrets)
    # The API ID is no secret on screen: it is typed where it can be read.
    secrets.remove(server.key["api_id"])
    ears = Ears(desk)
    reader = Reader(desk, ears, secrets)
    desk.open_app("--api-url", server.base)

    connected(desk, ears, reader, server)
    read_the_list(desk, reader, server)
    details(desk, reader)
    switched_on(desk, ears, reader, server)
    edited(desk, ears, reader, server)
    audited(desk, ears, reader)
    settings(desk, reader)
    reader.nothing_secret()
    desk.quit_app()
    check_no_secret_is_written([*secrets, server.key["api_id"]])


class Reader:
    """Reads the whole window, as often as it is asked to, and minds what must not be heard."""

    def __init__(self, desk, ears, secrets):
        self.desk, self.ears, self.secrets = desk, ears, secrets

    def everything(self):
        """All that could be read out now: names, descriptions, texts and values."""
        from gi.repository import GLib

        def read():
            try:
                return [words for node in self.desk.nodes() for words in spoken(node)]
            except (GLib.GError, LookupError, RuntimeError):
                return None  # something went away while it was read
        return until("a window that holds still", read)

    def nothing_secret(self):
        read = self.everything()
        check("something was read", len(read) > 10)
        for words in [*read, *self.ears.said()]:
            for number, secret in enumerate(self.secrets):
                check(f"no secret is told (number {number})", secret not in words)


def spoken(node):
    """Everything of a node that a screen reader may say."""
    from gi.repository import GLib
    found = [node.name, node.description, *(node.getAttributes() or [])]
    interfaces = node.get_interfaces()
    for interface, words in (("Text", lambda: node.queryText().getText(0, -1)),
                             ("Value", lambda: str(node.queryValue().currentValue))):
        try:
            found += [words()] if interface in interfaces else []
        except GLib.GError as error:
            # What lies outside of the window has lost its text since it was first asked.
            if "Unknown interface" not in str(error):
                raise
    return [words for words in found if words]


def connected(desk, ears, reader, server):
    desk.see("Welcome to Hookswitch")
    desk.see("Explore the demo company")
    desk.click("Connect your company")
    token = desk.see("API token", FIELDS)
    check("what is typed as a token is a password", token.getRoleName() == "password text")
    desk.type("API ID", server.key["api_id"])
    desk.type("API token", server.key["api_token"])
    check("it reads as dots", set(desk.text("API token")) == {"•"})
    reader.nothing_secret()
    desk.click("Test and save")
    ears.hear("Connected to Demo company, 38 users, 12 numbers")
    desk.see(ALL)
    reader.nothing_secret()


def read_the_list(desk, reader, server):
    """What is off comes first, and each row says it all in one go."""
    desk.click("Deactivated 5")
    rows = until("the five that are off", lambda: (lambda seen: seen if len(seen) == len(OFF) else None)(desk.rows()))
    hooks = server.hooks()
    check(f"these are off: {rows}", {row.split(", ")[0] for row in rows} == set(OFF))
    for row in rows:
        name, status, _, events = row.split(", ")[:4]
        check(f"“{row}” tells its status", status == "Deactivated")
        check(f"“{row}” tells its events", re.match(r"\d+", events)[0] == str(len(hooks[name]["events"])))
    desk.click("All 24")
    until("the others too", lambda: len(desk.rows()) > len(OFF))
    if TABLE:
        read_the_table(desk)
    reader.nothing_secret()


def read_the_table(desk):
    """A real table: its name, its heads, and of each row its number, of all that there are."""
    table = desk.see("Webhooks", ("table",))
    inside = list(within(table))
    heads = [node.name for node in inside if node.getRoleName() in ("column header", "table column header")]
    for head in ("Status", "Name"):
        check(f"there is a column “{head}” among {heads}", any(head in name for name in heads))
    rows = [node for node in inside if node.getRoleName() == "table row"]
    check(f"it has rows: {len(rows)}", len(rows) > len(OFF))
    for number, row in enumerate(rows[:3], start=1):
        place = dict(said.split(":", 1) for said in row.getAttributes())
        told = (place.get("posinset"), place.get("setsize")) == (str(number), "24")
        check(f"row {number} of 24 is told as one: {row.name} {place}", told or f"row {number} of 24" in row.name)
        cells = [node for node in within(row) if node.getRoleName() == "table cell"]
        check(f"its cells are told: {[cell.name for cell in cells]}", any("Deactivated" in cell.name for cell in cells))


def within(node):
    from desk import walk
    return (part for part in walk(node) if part is not node)


def details(desk, reader):
    desk.open_details("Orders to CRM")
    # Its address has a secret value, which is told as hidden.
    desk.see("https://crm.example/aircall?token=•••")
    desk.see("Secret in the URL")
    for button in ("Deactivate Orders to CRM…", "Edit Orders to CRM…", "Delete Orders to CRM…", "Show token"):
        desk.see(button)
    reader.nothing_secret()
    desk.click("Close details")
    desk.type("Search", "")


def switched_on(desk, ears, reader, server):
    desk.click("Re-enable all deactivated…")
    desk.see("Re-enable 5 webhooks", ("dialog",))
    ears.hear("They keep exactly the events they have. Each is read again just before.")
    for name in OFF:
        check(f"{name} is ticked", desk.is_ticked(name))
    reader.nothing_secret()
    desk.click("Re-enable 5 webhooks")
    ears.hear("Every one was read back as it should be.")
    desk.see("5 of 5 webhooks on again")
    check("it is so", all(server.hook(name)["active"] for name in OFF))
    reader.nothing_secret()
    desk.click("Close")
    desk.see("24 of 100 webhooks, 0 deactivated")


def edited(desk, ears, reader, server):
    before = server.hook(EDITED)
    desk.open_details(EDITED)
    desk.click(f"Edit {EDITED}…")
    desk.see("Review changes…")
    desk.type("Name", f"{EDITED}, second floor")
    desk.tick("call.created")
    reader.nothing_secret()
    desk.click("Review changes…")
    desk.see("Adds call.created")
    reader.nothing_secret()
    desk.click("Save changes")
    ears.hear(f"{EDITED}, second floor is saved: ")
    check("it has what was ticked", "call.created" in server.hook(f"{EDITED}, second floor")["events"])

    desk.click("Undo…")
    desk.see("This takes the change back. The webhook is read again just before it is sent.")
    desk.click("Take back")
    ears.hear("The change of ")
    check("all is as it was", server.hook(EDITED) == before)
    reader.nothing_secret()


def audited(desk, ears, reader):
    desk.click("Audit")
    # The hosts of a served company are nobody's.
    desk.tick("Also check the endpoints", on=False)
    desk.click("Start the audit")
    ears.hear("Audit finished.")
    desk.see("Audit again")
    desk.click("Details of Receives everything: Data lake")
    desk.see("Why it matters")
    desk.see("How to mend it")
    reader.nothing_secret()

    desk.click("Export report…")
    desk.see("Export the report", ("dialog",))
    desk.see("No format holds tokens, passwords or the values in a URL's query")
    desk.click("Cancel")
    until("the question is gone", lambda: not desk.look("Export the report"))
    desk.see("Export report…")


def settings(desk, reader):
    desk.click("Settings")
    desk.see("Appearance")
    desk.tick("Dark")
    until("the choice is kept", lambda: '"dark"' in SETTINGS.read_text())
    reader.nothing_secret()
