"""What members do in a team. A role is given by a signed event; ``devices`` says who has which."""

from __future__ import annotations

ROLES = ("admin", "reviewer", "analyst", "releaser", "trustee", "collector")
"""
admin      admits and revokes devices
reviewer   takes in, reads and decides
analyst    links and counts
releaser   checks and publishes releases
trustee    keeps a share of source identities
collector  takes in only, and cannot read back
"""
