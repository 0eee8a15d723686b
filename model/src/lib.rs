//! groundplan-model
