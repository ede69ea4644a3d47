"""The worklist: every visit at a glance, and the search in them."""
