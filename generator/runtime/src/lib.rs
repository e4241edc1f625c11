//! What every generated client contains.
