//! groundplan-language
