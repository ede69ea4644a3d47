"""The promises, tried the hard way: power cuts, full disks, searched disks, a closed network."""
