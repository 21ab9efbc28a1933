//! Composites to files: photo, before and after.
