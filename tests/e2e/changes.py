"""Cases about single webhooks: changed, changed by two at once, deleted and taken back."""

from company import Proxy
from desk import check, check_no_secret_is_written, until, written

ALL = "24 of 100 webhooks, 5 deactivated"
URL = "https://crm.example/aircall?token=demo-query-secret-4711"
OTHER_URL = "https://crm.example/aircall?token=other-query-secret-0816"
SECRETS = ["demo-query-secret-4711", "other-query-secret-0816"]


def open_company(desk):
    """A company that is connected, with a proxy before it."""
    desk.open_display()
    desk.open_accessibility()
    desk.open_keyring()
    server = desk.serve_demo()
    proxy = Proxy(server)
    return server, proxy


def connect(desk, server, proxy):
    desk.open_app("--api-url", proxy.base)
    desk.connect(server)
    desk.see(ALL)


def edit(desk):
    server, proxy = open_company(desk)
    names = server.hook("Orders to CRM")["events"]
    server.change("Orders to CRM", events=sorted(names | {"fax.received", "sms.sent"}))
    before = server.hooks()
    was = before["Orders to CRM"]
    check("it has an unknown and a retired name", {"fax.received", "sms.sent"} < was["events"])
    check("it has what is unticked", "call.ended" in was["events"] and "call.created" not in was["events"])

    connect(desk, server, proxy)
    desk.open_details("Orders to CRM")
    desk.step("edit-1-details")
    desk.click("Edit Orders to CRM…")
    desk.see("Edit Orders to CRM")
    check("a name that Aircall has given up can be seen", desk.is_ticked("sms.sent"))
    check("and so can one that no catalogue has", desk.is_ticked("fax.received"))
    desk.type("Name", "Orders to the new CRM")
    desk.type("URL", OTHER_URL)
    desk.tick("call.created")
    desk.tick("call.ended", on=False)
    desk.step("edit-2-form")
    desk.click("Review changes…")
    desk.see("This is all that changes. The webhook is read again just before it is sent.")
    kept = len(was["events"]) - 1
    desk.see(f"adds 1, removes 1, keeps {kept} (1 retired)")
    desk.see("Adds call.created")
    desk.see("Removes call.ended")
    desk.see("Only values change that are hidden here")
    desk.step("edit-3-review")
    check("a review sends nothing", proxy.writes() == [])
    desk.click("Save changes")
    desk.see_starting("Orders to the new CRM is saved: ")
    desk.step("edit-4-saved")
    events = was["events"] - {"call.ended"} | {"call.created"}
    is_now = was | {"name": "Orders to the new CRM", "url": OTHER_URL, "events": events}
    check("it is as it was typed, and nothing else is lost", server.hook("Orders to the new CRM") == is_now)

    desk.click("Undo…")
    desk.see("This takes the change back. The webhook is read again just before it is sent.")
    desk.step("edit-5-undo")
    desk.click("Take back")
    desk.see_starting("The change of ")
    desk.step("edit-6-undone")
    check("all is as it was", server.hooks() == before)
    check("two requests changed something", proxy.writes() == [("PUT", f"/v1/webhooks/{was['id']}")] * 2)

    desk.click("History")
    for name in ["Orders to CRM", "Orders to the new CRM"]:
        entry = desk.see_starting(f"Details of {name}, ")
        desk.click(entry)
    until("both in the details", lambda: desk.starting("Before: Orders to the new CRM, Active, ")
          and desk.starting("Before: Orders to CRM, Active, "))
    desk.step("edit-7-history")
    desk.click("What was sent")
    desk.see("Tokens and query values are masked")
    desk.step("edit-8-sent")
    check_clean(server)
    desk.quit_app()
    check_clean(server)


def check_clean(server):
    """While the app runs, and after it."""
    files = [path.name for path in written()]
    check(f"the history is among the files: {files}", "history.db" in files)
    check_no_secret_is_written(server.secrets() + SECRETS)


def conflict(desk):
    """Two change the same webhook at once."""
    server, proxy = open_company(desk)
    before = server.hook("Fax gateway")
    connect(desk, server, proxy)
    desk.open_details("Fax gateway")
    desk.click("Edit Fax gateway…")
    desk.type("Name", "Fax gateway, ours")
    desk.tick("call.created")

    # Their name isn't ours, and they take away what we keep.
    theirs = sorted(before["events"] - {"call.voicemail_left"} | {"contact.created"})
    server.change("Fax gateway", custom_name="Fax gateway, theirs", events=theirs)
    desk.click("Review changes…")
    desk.see("adds 1, keeps 3")
    desk.click("Save changes")
    desk.see("Someone else changed it while its form was open, so nothing was sent. Choose what shall stand.")
    desk.step("conflict-1-three-ways")
    check("nothing was sent", proxy.writes() == [])
    check("two fields are to be chosen first", not desk.is_enabled("Save this"))
    for words in ("Fax gateway", "Fax gateway, theirs", "Fax gateway, ours",
                  "3, 1 unknown. Adds contact.created. Removes call.voicemail_left", "4, 1 unknown. Adds call.created"):
        desk.see(words)
    desk.tick("Name: Use mine")
    check("one more is to be chosen", not desk.is_enabled("Save this"))
    desk.tick("Events: Both: my changes to the list as it is now")
    until("all is chosen", lambda: desk.is_enabled("Save this"))
    desk.step("conflict-2-chosen")
    check("still nothing was sent", proxy.writes() == [])
    desk.click("Save this")
    desk.see_starting("Fax gateway, ours is saved: ")
    desk.step("conflict-3-saved")
    both = frozenset(theirs) | {"call.created"}
    check("both changes are there", server.hook("Fax gateway, ours")
          == before | {"name": "Fax gateway, ours", "events": both})
    check("one request was sent", len(proxy.writes()) == 1)
    desk.quit_app()


def delete(desk):
    """A webhook is deleted, and after a restart one like it is made from what the history kept."""
    server, proxy = open_company(desk)
    before = server.hook("Orders to CRM")
    connect(desk, server, proxy)
    desk.open_details("Orders to CRM")
    desk.click("Delete Orders to CRM…")
    desk.see("Delete 1 webhook")
    desk.see(f"crm.example, {len(before['events'])} events")
    until("its events are named", lambda: any(
        set(node.name.split(", ")) == before["events"] for node in desk.nodes()))
    desk.step("delete-1-asked")
    check("a question sends nothing", proxy.writes() == [])
    desk.click("Delete webhook")
    desk.see("Orders to CRM is deleted")
    desk.step("delete-2-deleted")
    check("it is gone", "Orders to CRM" not in server.hooks())
    check("one request changed something", proxy.writes() == [("DELETE", f"/v1/webhooks/{before['id']}")])
    desk.quit_app()

    desk.open_app()
    desk.see("23 of 100 webhooks, 5 deactivated")
    desk.click("History")
    desk.click("Take back the change of Orders to CRM…")
    desk.see("Bring back Orders to CRM")
    desk.see_starting("The deleted webhook can't come back: ")
    until("the URL without its secret", lambda: desk.text("URL") == URL.partition("=")[0] + "=")
    check("the name is filled in", desk.text("Name") == "Orders to CRM")
    desk.step("delete-3-taken-back")
    desk.type("URL", URL)
    desk.click("Create webhook")
    desk.see(ALL)
    desk.step("delete-4-created")
    after = server.hook("Orders to CRM")
    check("it is another one", after["id"] != before["id"])
    check("it is like the deleted one", after == before | {"id": after["id"]})
    desk.click("History")
    desk.see("Created")
    desk.see("Deleted")
    desk.step("delete-5-history")
    check_clean(server)

    gone_already(desk, server, proxy)
    desk.quit_app()
    check_clean(server)


def gone_already(desk, server, proxy):
    """Someone else was quicker."""
    desk.click("Webhooks")
    desk.open_details("Fax gateway")
    desk.click("Delete Fax gateway…")
    server.delete("Fax gateway")
    sent = len(proxy.writes())
    desk.click("Delete webhook")
    desk.see("was gone already")
    desk.see("None of them is left at Aircall.")
    desk.step("delete-6-gone-already")
    check("what is gone isn't deleted", len(proxy.writes()) == sent)
    desk.click("Close")
    desk.see("23 of 100 webhooks, 5 deactivated")
