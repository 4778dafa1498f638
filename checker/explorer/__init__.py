"""The explorer: a page in which a person stands in one state of a Pod, and walks.

`walk` takes events by name; `situation_view`, `events` and `laws` say what is true, what can happen and what must hold
in a state; `distances` where every path leads; `application` answers the page over HTTP.
"""
