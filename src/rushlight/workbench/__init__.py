"""The workbench: the whole work in a browser, on this machine alone (docs/workbench.md)."""
