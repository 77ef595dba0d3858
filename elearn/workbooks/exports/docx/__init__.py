"""Pages as a document that Word and its relatives open (.docx), with real styles, headings and lists."""
