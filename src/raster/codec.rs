//! Picture files: read with EXIF orientation obeyed, written atomically.
