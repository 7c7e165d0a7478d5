//! Batch: walking folders, scheduling, cache and resume, progress, summary.
