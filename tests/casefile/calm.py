"""Hypothesis without a clock: a loaded machine is no finding."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
