"""Floor 2, a door: Document -> odt, docx, pdf, xlsx, html."""
