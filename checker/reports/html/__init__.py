"""The results for many Pods as one HTML file that needs no network.

The same input gives the same bytes: times are left out.
"""

from podproof.checker.reports.html.report import HtmlReport

__all__ = ["HtmlReport"]
