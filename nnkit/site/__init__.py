"""The course as web pages, with a kernel in the browser; see `nnkit site`."""

from nnkit.site.builder import Built, build

__all__ = ["Built", "build"]
