"""Workbooks: the learner's own project, sheet by sheet, with checks, feedback and the documents that funders accept."""
