"""The protocols of step 4, evaluate."""
