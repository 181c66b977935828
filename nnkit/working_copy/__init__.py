"""A student's working copy of the modules: made once, brought up to date, never overwritten."""
