"""Training of the face parser. Every step is a module that can be run: see README.md."""
