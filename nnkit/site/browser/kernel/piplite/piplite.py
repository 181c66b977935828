"""The kernel sets here where packages come from."""
