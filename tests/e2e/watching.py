"""Cases about a company that is looked at: the watch, and one that nothing may change."""

import json

from changes import ALL, check_clean, connect, open_company
from desk import TERMINAL, check, output, profiles, until

# The watch looks once a minute at most.
A_MINUTE = 90


def watch(desk):
    """One falls between two looks, and is switched back on with all that it had."""
    server, proxy = open_company(desk)
    before = server.hooks()
    connect(desk, server, proxy)
    desk.click("Settings")
    desk.tick("All")
    desk.tick("Every minute")
    desk.tick("Tell changes on the desktop too", on=False)
    looks = proxy.count("GET", "/v1/webhooks")
    desk.tick("Watch this company")
    desk.see_starting("Last look ")
    desk.step("watch-1-on")
    check("the watch has looked", proxy.count("GET", "/v1/webhooks") > looks)
    check("what was off before the watch began stays off", proxy.writes() == [])

    server.change("Text message log", active=False)
    desk.see("Text message log was deactivated and is on again", seconds=A_MINUTE)
    desk.step("watch-2-told")
    check("it is as it was", server.hooks() == before)
    is_on = ("PUT", f"/v1/webhooks/{before['Text message log']['id']}")
    check("one request changed something", proxy.writes() == [is_on])
    desk.click("Show history")
    # The fall that was seen, and what was done about it.
    until("both in the history", lambda: len(desk.every("Details of Text message log")) == 2)
    for details in desk.every("Details of Text message log"):
        details.queryAction().doAction(0)
    until("who did it", lambda: any(node.name.endswith(", by the watch") for node in desk.nodes()))
    desk.step("watch-3-history")

    falls_again(server, before["Text message log"]["id"], proxy)
    desk.quit_app()
    check_clean(server)


def falls_again(server, webhook, proxy):
    """At once: the terminal program's watch of the same company knows of the try before, and waits."""
    server.change("Text message log", active=False)
    sent = len(proxy.writes())
    company = profiles()[0]["name"]
    ran = output(TERMINAL, "--profile", company, "watch", "--once", "--reenable", "--json")
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    waits = [line for line in told if line["what"] == "off" and line["webhook_id"] == webhook]
    check(f"it is told that the next try waits: {ran.stdout} {ran.stderr}", [line["why"] for line in waits] == ["waits"])
    check("something is off", ran.returncode == 1)
    check("nothing was sent", len(proxy.writes()) == sent and not server.hook("Text message log")["active"])


def read_only(desk):
    """Nothing that changes something leaves the window, whatever is pressed."""
    server, proxy = open_company(desk)
    connect(desk, server, proxy)
    name = profiles()[0]["name"]
    desk.click("Settings")
    desk.tick(f"Read-only: {name}")
    desk.step("read-only-1-settings")
    desk.click("Webhooks")
    desk.see("This company is set to read-only here. Allow changes in Settings first")
    desk.see(ALL)
    for button in ("New webhook…", "Re-enable all deactivated…", "Move events…"):
        until(f"“{button}” can't be pressed", lambda: not desk.is_enabled(button))
    check("no row offers a change", not desk.look("Re-enable Orders"))
    desk.open_details("Orders to CRM")
    desk.step("read-only-2-details")
    for button in ("Deactivate", "Edit", "Duplicate", "Delete"):
        check(f"“{button}” can't be pressed", not desk.is_enabled(f"{button} Orders to CRM…"))
    desk.press("ctrl+n")
    desk.press("ctrl+a")
    until("the keys have been heard", lambda: desk.look("Search"))
    check("there is no form", not desk.look("Create webhook"))

    desk.quit_app()
    desk.open_app()
    desk.see("This company is set to read-only here. Allow changes in Settings first")
    check("nothing was sent", proxy.writes() == [])

    desk.click("Settings")
    desk.tick(f"Read-only: {name}", on=False)
    desk.click("Webhooks")
    until("changes are allowed again", lambda: desk.is_enabled("New webhook…"))
    desk.quit_app()
