"""Planning the development of civil servants (pembinaan ASN): the library behind the notebooks.

Start with :class:`pembinaan_lib.workbook.Workbook` (the front door), :func:`pembinaan_lib.plan.compute` (what a plan is)
and :mod:`pembinaan_lib.rules` (the law as dated data). Importing this package imports nothing else.
"""

__version__ = "0.3.0"
