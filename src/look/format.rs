//! Look documents as TOML files.
