"""Cases about the audit: made, read, mended, accepted, exported, compared, and what a restart keeps of it."""

import json
import os
import pathlib

from changes import ALL, check_clean, connect, open_company
from desk import TERMINAL, check, output, until

HOME = pathlib.Path(os.environ["HOME"])
REASON = "The data team reads all of it"
SEVERITIES = ("critical", "warning", "advice")


def audit(desk):
    """The demo company, whose endpoints are all on this machine."""
    desk.open_display()
    desk.open_accessibility()
    server = desk.serve_demo()
    desk.open_app("--demo")
    desk.see(ALL)
    desk.click("Audit")
    cancelled(desk)
    started(desk)
    numbers(desk)
    desk.step("audit-2-findings")
    mended(desk)
    accepted(desk)
    exported(desk, server)
    compared(desk)
    mended_otherwise(desk)
    private(desk)
    delivered(desk)
    desk.quit_app()


def cancelled(desk):
    desk.click("Start the audit")
    # One endpoint never answers, so that there is time.
    desk.see_starting("Checking endpoints, ")
    desk.see_starting("Waiting for ")
    desk.step("audit-1-running")
    desk.click("Cancel")
    desk.see("Start the audit")
    until("the end of the check", lambda: not desk.starting("Checking endpoints, "))
    check("there is no result", not desk.look("Export report…"))


def started(desk, begin="Start the audit"):
    # An old notice would tell of an old audit. Reading a large page takes long enough to miss the check itself.
    if desk.look("Close this notice"):
        desk.click("Close this notice")
    until("no notice", lambda: not desk.starting("Audit finished."))
    desk.click(begin)
    until("the audit", lambda: desk.starting("Checking endpoints, ") or desk.starting("Audit finished."))
    until("the end of the audit", lambda: not desk.starting("Checking endpoints, "))
    desk.see("Audit again")


def counts(findings):
    return [sum(finding["severity"] == severity for finding in findings) for severity in SEVERITIES]


def tiles(desk):
    """The three numbers, as they are told."""
    def told():
        names = [[node.name for node in desk.every("")]]
        found = [next((name for name in names[0] if name.split(" ", 1)[-1] in (word, f"{word}s")
                       and name.split(" ", 1)[0].isdigit()), None) for word in SEVERITIES]
        return [int(name.split(" ", 1)[0]) for name in found] if all(found) else None
    return until("the numbers", told)


def numbers(desk):
    """They are those that the terminal program tells of the same company."""
    ran = output(TERMINAL, "audit", "--demo", "--format", "json")
    check(f"the terminal program finds something: {ran.stderr}", ran.returncode == 1)
    expected = counts(json.loads(ran.stdout)["findings"])
    check(f"there is something of each severity: {expected}", all(expected))
    seen = tiles(desk)
    check(f"the window counts {seen}, the terminal program {expected}", seen == expected)


def search(desk, words):
    desk.type("Search the findings", words)


def mended(desk):
    """From the finding to the review, and back to a finding that is no longer so."""
    search(desk, "Orders")
    desk.click("Details of Deactivated: Orders")
    desk.see("Why it matters")
    desk.see("How to mend it")
    desk.step("audit-3-unfolded")
    desk.click("Re-enable Deactivated: Orders")
    desk.see("3 events, unchanged")
    desk.click("Check its endpoint")
    desk.see("The endpoint answers, seen from this computer")
    desk.see_starting("orders.example: Answers 405 in ")
    desk.step("audit-4-review")
    check("the check changes nothing", not desk.look("Changed since the audit"))
    desk.click("Re-enable 1 webhook")
    desk.see("1 of 1 webhook on again")
    desk.click("Close")
    desk.see("Changed since the audit")
    desk.see("1 webhook has changed since this audit. Audit again to see what is left")
    desk.step("audit-5-mended")


def accepted(desk):
    accept(desk)
    desk.see("Accepted. It is listed under Accepted until its date")
    search(desk, "")
    desk.click("Accepted")
    desk.see("Bring back Receives everything: Data lake")
    # It is still unfolded.
    until("the reason", lambda: any(REASON in node.name for node in desk.every("")))
    desk.step("audit-7-accepted")
    before = tiles(desk)
    desk.click("Bring back Receives everything: Data lake")
    desk.see("Brought back")
    desk.see("Nothing is accepted")
    until("one more to do", lambda: sum(tiles(desk)) == sum(before) + 1)
    desk.click("By finding")


def accept(desk):
    search(desk, "Data lake")
    desk.click("Details of Receives everything: Data lake")
    desk.click("Accept Receives everything: Data lake")
    desk.see("Accept this finding")
    check("a reason is needed", not desk.is_enabled("Accept finding"))
    desk.type("Reason", REASON)
    desk.click("30 days")
    until("a reason and a date", lambda: desk.is_enabled("Accept finding"))
    desk.step("audit-6-accept")
    desk.click("Accept finding")


def exported(desk, server):
    """There is no dialog of the desktop here, so that the report goes to the documents."""
    search(desk, "")
    desk.click("Export report…")
    desk.step("audit-8-export")
    desk.click("Web page (HTML)")
    files = until("the report", lambda: list(HOME.rglob("*.html")))
    desk.see_starting("Saved as ")
    check(f"it is one file, named after the company and the day: {files}",
          len(files) == 1 and files[0].name.startswith("Demo company webhook audit 20"))
    report = files[0].read_text(encoding="utf-8")
    check("it is a whole page", report.lower().startswith("<!doctype html>") and report.rstrip().endswith("</html>"))
    for words in ("Demo company", "Data lake", "AWH-201", "AWH-511", "サポート窓口"):
        check(f"it tells of {words}", words in report)
    check("it asks for nothing elsewhere", "<script" not in report and "<link" not in report)
    secrets = server.secrets()
    check("the URL's secret is looked for", "demo-query-secret-4711" in secrets)
    # The key of the company that another run serves is the same, and so are the tokens.
    for number, secret in enumerate([*secrets, "demo-warehouse-7"]):
        check(f"the report holds no secret (number {number})", secret not in report)


def compared(desk):
    started(desk, "Audit again")
    until("nothing is old any more", lambda: not desk.starting("1 webhook has changed since this audit"))
    desk.click("Compared")
    desk.see_starting("Since the audit of ")
    desk.see_starting("0 new, ")
    desk.see_starting("Findings that are gone (")
    desk.see_starting("Critical: Deactivated, Orders (AWH-101)")
    desk.see("Webhooks that changed (1)")
    desk.see_starting("Orders: ")
    desk.step("audit-9-compared")


def mended_otherwise(desk):
    """Events are set as the review says, and of two of a kind the one goes that is ticked."""
    desk.click("By finding")
    search(desk, "both versions")
    desk.click("Set 6 events Receives a user event in both versions: Agent presence")
    desk.see("removes 1, keeps 6")
    desk.see("Removes user.connected")
    desk.step("audit-10-events")
    desk.click("Change the events of 1 webhook")
    desk.see("1 of 1 webhook changed")
    desk.click("Close")

    search(desk, "zapier")
    one, other = "hooks.zapier.com", "Εξυπηρέτηση πελατών"
    desk.click(f"Delete 2 webhooks with the same URL and events: {one}, {other}")
    desk.see("Which of these shall be deleted?")
    check("one is to be chosen first", not desk.is_enabled("Review deletion…"))
    desk.tick(desk.see_starting(f"{other}, Active, 1 event, https://hooks.zapier.com/hooks/catch/48213/b7, ID "))
    until("one is chosen", lambda: desk.is_enabled("Review deletion…"))
    desk.step("audit-11-which")
    desk.click("Review deletion…")
    desk.see("Delete 1 webhook")
    desk.click("Delete webhook")
    desk.see(f"{other} is deleted")
    desk.see("2 webhooks have changed since this audit. Audit again to see what is left")


def private(desk):
    """Machines nearby are only asked after a question."""
    search(desk, "")
    desk.click("2 could not be checked")
    desk.see("Front desk lamp, Agent presence: Not checked, because its address is private")
    desk.click("Check private addresses too…")
    desk.see("Check endpoints at private addresses?")
    desk.step("audit-12-private")
    started(desk, "Audit with private addresses")
    desk.see("0 could not be checked")


def delivered(desk):
    """A test is sent only by its own button, and what the endpoint answered is told."""
    desk.click("Webhooks")
    desk.open_details("Orders")
    desk.click("Send a test to Orders")
    desk.see("Send a test event to Orders")
    check("nothing was sent", not desk.starting("Answered "))
    desk.step("audit-13-test")
    desk.click("Send test")
    desk.see_starting("Answered 200 in ")
    desk.see("Aircall would count this as delivered")
    desk.see("Headers of the answer")
    desk.step("audit-14-answer")
    desk.click("Close")


def audit_kept(desk):
    """A company of one's own: what was accepted and what was found is known after a restart."""
    server, proxy = open_company(desk)
    before = server.hooks()
    connect(desk, server, proxy)
    # Its hosts are nobody's: only the demo company leads them to this machine.
    desk.click("Audit")
    desk.tick("Also check the endpoints", on=False)
    desk.click("Start the audit")
    desk.see("Audit again")
    first = tiles(desk)
    accept(desk)
    desk.see("Accepted. It is listed under Accepted until its date")
    until("one less to do", lambda: sum(tiles(desk)) == sum(first) - 1)
    check("nothing of this was sent to Aircall", proxy.writes() == [])

    search(desk, "Recordings archive")
    desk.click("Re-enable Deactivated: Recordings archive")
    desk.see("4 events, unchanged")
    check("a review sends nothing", proxy.writes() == [])
    desk.click("Re-enable 1 webhook")
    desk.see("Changed since the audit")
    was = before["Recordings archive"]
    check("one request changed something", proxy.writes() == [("PUT", f"/v1/webhooks/{was['id']}")])
    check("it is on, with all that it had", server.hook("Recordings archive") == was | {"active": True})
    desk.quit_app()
    check_clean(server)

    desk.open_app()
    desk.see("24 of 100 webhooks, 4 deactivated")
    desk.click("Audit")
    desk.tick("Also check the endpoints", on=False)
    desk.click("Start the audit")
    desk.see("Audit again")
    check("less is to do", sum(tiles(desk)) < sum(first) - 1)
    desk.click("Accepted")
    desk.click("Details of Receives everything: Data lake")
    until("the reason", lambda: any(REASON in node.name for node in desk.every("")))
    desk.click("Compared")
    desk.see_starting("0 new, ")
    desk.see_starting("Critical: Deactivated, Recordings archive (AWH-101)")
    desk.step("audit-kept-compared")
    desk.quit_app()
    check_clean(server)
