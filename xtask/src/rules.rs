//! The index of the rules: generated from the table, so that it cannot lie.
