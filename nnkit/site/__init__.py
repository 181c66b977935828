"""The course as web pages, with a kernel in the browser; see `nnkit site`."""
