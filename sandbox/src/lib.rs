//! groundplan-sandbox
