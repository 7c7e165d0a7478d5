//! The outline of plain text and Markdown: blocks, notes and references by their lines.
