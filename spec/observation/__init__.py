"""From what the API shows of a Pod to what that says of the state: recordings, sights, and how each may come about."""
