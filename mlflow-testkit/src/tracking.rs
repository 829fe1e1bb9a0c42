//! The suite of the tracking stores.
