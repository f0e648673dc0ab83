"""The screens, one module each; each names where it answers in ``ROUTES`` (see ``routing``)."""
