"""The command line: one file a verb, same names as the desk's."""
