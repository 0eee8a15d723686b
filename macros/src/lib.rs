//! groundplan-macros
