"""The cases of tests/e2e_window.rs, each named on the command line."""

import os
import signal

import auditing
import changes
import keys
import many
import mouse
import reading
import watching
from desk import (SETTINGS, check, check_no_secret_is_written, output, owned, profiles, run, until, written)

ALL = "24 of 100 webhooks, 5 deactivated"
MISSING = "This computer has no keyring that answers"
LOCKED = "The keyring is locked, and wasn't unlocked"
GONE = "The key is no longer in the keyring"
SLOW = "The system may be asking for a password in another window"


def journey(desk):
    desk.open_display()
    desk.open_accessibility()
    desk.open_keyring()
    server = desk.serve_demo()
    before = {hook["webhook_id"]: set(hook["events"]) for hook in server.listing()}
    check("there are unknown and retired names", {"fax.received", "sms.sent"} <= set().union(*before.values()))

    desk.open_app("--api-url", server.base)
    desk.connect(server)
    desk.see(ALL)
    check("one profile is remembered", len(profiles()) == 1)
    title = f"{profiles()[0]['name']} – Hookswitch"
    until(f"the title “{title}”", lambda: desk.title() == title)

    create(desk)
    desk.click("Re-enable all deactivated…")
    desk.click("Re-enable 5 webhooks")
    desk.click("Close")
    desk.see("25 of 100 webhooks, 0 deactivated")
    check_events(server, before)
    desk.quit_app()

    desk.open_app()
    desk.see("25 of 100 webhooks, 0 deactivated")
    until(f"the title “{title}” again", lambda: desk.title() == title)
    desk.quit_app()

    check("the settings are among the files", SETTINGS in written())
    secrets = server.secrets()
    check("the new URL's secret is looked for", "new-query-secret-0815" in secrets)
    check("the old URL's secret is looked for", "demo-query-secret-4711" in secrets)
    check("25 tokens and more are looked for", len(secrets) >= 4 + 25 + 2)
    check_no_secret_is_written(secrets)
    entry_removed_by_hand(desk)


def create(desk):
    desk.click("New webhook…")
    desk.type("Name", "End of calls")
    desk.type("URL", "https://calls.example.com/ended?key=new-query-secret-0815")
    desk.tick("call.ended")
    desk.click("Create webhook")
    desk.see("25 of 100 webhooks, 5 deactivated")


def check_events(server, before):
    after = {hook["webhook_id"]: hook for hook in server.listing()}
    for webhook, events in before.items():
        check(f"{webhook} has the events it had", set(after[webhook]["events"]) == events)
    check("every one is active", all(hook["active"] for hook in after.values()))
    added = [hook for webhook, hook in after.items() if webhook not in before]
    check("the new one has its one event", [hook["events"] for hook in added] == [["call.ended"]])


def entry_removed_by_hand(desk):
    entry = ["service", "hookswitch", "username", profiles()[0]["id"]]
    check("the keyring holds the key", output("secret-tool", "lookup", *entry).stdout)
    check("it can be removed", output("secret-tool", "clear", *entry).returncode == 0)
    desk.open_app()
    desk.see(GONE)
    settings_open(desk)
    desk.quit_app()


def settings_open(desk):
    """The window still answers."""
    desk.click("Settings")
    desk.see("Appearance")


def no_service(desk):
    """Nothing owns the keyring's name on the bus, and nothing can be started for it."""
    desk.open_display()
    desk.open_accessibility()
    server = desk.serve_demo()
    check("there is no keyring", not owned("org.freedesktop.secrets"))
    desk.open_app("--api-url", server.base)
    desk.connect(server)
    desk.see(MISSING)
    desk.click("Keep for this session only")
    desk.see(ALL)
    settings_open(desk)
    desk.quit_app()
    check("no profile is remembered", profiles() == [])
    check_no_secret_is_written(server.secrets())

    desk.open_app("--api-url", server.base)
    desk.see("Connect your company")
    desk.quit_app()


def restarts(desk):
    """The keyring comes late, and later restarts, while the app runs."""
    desk.open_display()
    desk.open_accessibility()
    server = desk.serve_demo()
    desk.open_app("--api-url", server.base)
    desk.connect(server)
    desk.see(MISSING)
    desk.open_keyring()
    desk.click("Try again")
    desk.see(ALL)

    name = profiles()[0]["name"]
    settings_open(desk)
    desk.end_keyring()
    desk.click(f"Test {name}")
    desk.see(MISSING)
    desk.open_keyring()
    desk.click("Try again")
    until("the key works", lambda: any(node.name.startswith("The key works: ") for node in desk.nodes()))
    desk.quit_app()
    check_no_secret_is_written(server.secrets())


def locked(desk):
    """A keyring that nobody has unlocked; its question has no screen, and is dismissed."""
    desk.open_display()
    desk.open_accessibility()
    server = desk.serve_demo()
    desk.open_keyring()
    desk.open_app("--api-url", server.base)
    desk.connect(server)
    desk.see(ALL)
    desk.quit_app()
    desk.end_keyring()

    desk.open_keyring(unlocked=False)
    desk.open_app()
    desk.see(LOCKED)
    settings_open(desk)
    desk.end_keyring()
    desk.open_keyring()
    desk.click("Webhooks")
    desk.click("Try again")
    desk.see(ALL)
    desk.quit_app()


def silent(desk):
    """A keyring that takes the question and never answers: the daemon is stopped."""
    desk.open_display()
    desk.open_accessibility()
    server = desk.serve_demo()
    desk.open_keyring()
    desk.open_app("--api-url", server.base)
    desk.keyring.send_signal(signal.SIGSTOP)
    desk.connect(server)
    desk.see(SLOW)
    desk.click("Show API token")
    desk.see("Hide API token")
    desk.click("Cancel")
    until("the wait is over", lambda: not desk.look(SLOW))
    desk.keyring.send_signal(signal.SIGCONT)
    desk.click("Test and save")
    desk.see(ALL)
    desk.quit_app()


def no_bus(desk):
    """Nothing can look inside this window: that would need the bus."""
    check("there is no bus", "DBUS_SESSION_BUS_ADDRESS" not in os.environ)
    desk.open_display()
    desk.open_app("--demo")
    until("the demo company's title", lambda: desk.title() == "Demo company – Hookswitch")
    desk.quit_app()


CASES = (journey, no_service, restarts, locked, silent, no_bus, changes.edit, changes.conflict, changes.delete,
         many.cancelled, many.killed, watching.watch, watching.read_only,
         auditing.audit, auditing.audit_kept, reading.reading, keys.keys, mouse.mouse)
run({case.__name__: case for case in CASES})
