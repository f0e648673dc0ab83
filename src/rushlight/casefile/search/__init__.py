"""Search: an index of the documents' text that lives in the same transactions as they do, and what is asked of it.

``index``, ``searchable`` and ``words`` stand below the store; ``finding``, ``conditions`` and ``access`` above it.
"""
