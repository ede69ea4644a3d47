# What the tests use of jeepney 0.9.
