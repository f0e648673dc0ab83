"""The workbench: the whole work in a browser, served on this machine and to nobody else."""
