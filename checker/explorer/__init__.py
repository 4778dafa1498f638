"""The explorer: a page in which a person stands in one state of a Pod, and walks.

`walk` takes events by name; `state_view`, `events` and `laws` say what is true, what can happen and what must hold in a
state, `horizon` says where every path leads, and `clock` how long a walk takes; `recorded` has the observations of a
recorded Pod; `exports` writes a walk for other readers; `application` answers the page over HTTP.
"""
