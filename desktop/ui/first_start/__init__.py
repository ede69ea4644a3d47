"""The first start: a page for each thing that has to be settled once."""
