"""The verbs of the command line, grouped by what a person does, each group in the order of use."""

from __future__ import annotations

GROUPS: dict[str, dict[str, str]] = {
    "begin": {
        "demo": "run the main job on the shipped fictional reports",
        "new": "make a casefile",
        "open": "open the workbench in a browser",
    },
    "take in and read": {
        "read": "read a report and print what it says; keep nothing",
        "take-in": "keep reports, folders, mailboxes and tables; read them",
        "collector": "make and tend a folder that seals and cannot read back",
        "collect": "seal a report for a team, unable to read it again",
    },
    "decide": {
        "review": "accept, reject or correct what was read",
        "assign": "say who reads which report, as first or second reader",
        "finish": "say that you have decided about a report",
        "agreement": "show how far two readers agree; settle what differs",
        "restrict": "let only some people find a report",
    },
    "find and show": {
        "show": "show a casefile's reports and statements",
        "find": "find reports by their words, and by what they say",
    },
    "link and count": {
        "link": "propose what tells of one event; count independent sources",
        "judge": "say whether two reports tell of the same",
        "count": "count what was accepted",
    },
    "release": {
        "gates": "show or set what a release has to meet",
        "assume": "show or state the figures that the check counts with",
        "check-release": "check what the state could infer from a release",
        "explain": "explain a rule of the release check",
        "check-table": "check a table of records before it leaves",
        "sign": "sign sentences of a text that somebody wrote",
        "approve": "approve, as a second person, what would leave",
        "publish": "write the files of a release that passed its check",
        "releases": "list what left, who approved it, and withdraw it",
        "ledger": "show what all releases said, and what would be too much",
        "disclose": "hand out events and reports for anybody to verify",
        "exchange": "seal statements and decisions for a colleague's own tools",
        "submit": "seal a submission to the United Nations, with names",
    },
    "keys and ways in": {
        "ways-in": "show who can open a casefile; change a passphrase",
        "shares": "make new recovery shares and confirm them",
        "recover": "open a casefile with recovery shares; set a passphrase",
        "travel": "take every passphrase away before a journey",
        "panic": "destroy the ways in at once",
        "rekey": "write a casefile anew under a new key",
    },
    "team": {
        "invite": "write an invitation for a colleague's own copy",
        "join": "make an empty copy, and a request to be admitted",
        "admit": "admit a colleague's device",
        "devices": "list the devices of a casefile",
        "revoke": "send a device away",
        "new-device": "go on as a new device, after a folder was put back",
        "bundle": "write one sealed file for colleagues, with what they lack",
        "merge": "take in bundles from colleagues",
        "conflicts": "show what colleagues said differently, and settle it",
    },
    "source identities": {
        "add-source": "record who told us, by alias; the name goes to the vault",
        "consent": "record what a source agreed to",
        "trustees": "set who together can open who a source is",
        "request-identity": "ask the trustees to open who a source is",
        "answer": "give your share, as a trustee, of what was asked",
        "open-identity": "show, once, what the trustees agreed to open",
    },
    "erase, back up and move": {
        "erase": "erase a report or an identity, for every key there is",
        "backup": "copy a casefile sealed, and try to restore it once",
        "restore": "bring back a backup; what was erased stays erased",
        "pack": "write a casefile as one sealed file",
        "unpack": "make a casefile of such a file again",
    },
    "check and prove": {
        "log": "show what was done to a casefile, and when",
        "verify": "check that nothing in a casefile was altered",
        "checkpoint": "print a short checkpoint to keep on paper",
        "anchor": "bind a casefile to a time that somebody outside says",
        "doctor": "count records, tables, originals and log; look at the place",
        "confinement": "check what a hostile document could reach here",
        "eval": "measure how well reports are read, against coded sheets",
    },
}
"""What a person does, and the verbs for it, each with one line of help."""

VERBS = {verb: line for verbs in GROUPS.values() for verb, line in verbs.items()}

OTHER_WORDS = {
    "web": "open", "gui": "open", "serve": "open", "browser": "open", "workbench": "open",
    "add": "take-in", "import": "take-in", "load": "take-in", "init": "new", "create": "new", "start": "new", "list": "show",
    "search": "find", "grep": "find", "accept": "review", "export": "publish", "release": "check-release",
    "delete": "erase", "remove": "erase", "forget": "erase", "sync": "merge", "send": "bundle", "password": "ways-in",
    "passphrase": "ways-in", "check": "verify", "history": "log", "stats": "count", "source": "add-source", "help": "--help",
    "rule": "explain", "rules": "explain", "why": "explain",
}  # fmt: skip
"""Words that people try, of other programs, and the verb that does it here."""


def nearest(word: str) -> str | None:
    """The verb that was most likely meant, None when no verb is near."""
    import difflib  # slow to load, and only a slip of the hand needs it

    small = word.lower().replace("_", "-")
    if small in OTHER_WORDS:
        return OTHER_WORDS[small]
    joined = {verb.replace("-", ""): verb for verb in VERBS}
    near = difflib.get_close_matches(small.replace("-", ""), joined, n=1, cutoff=0.6)
    return joined[near[0]] if near else None
