//! The searches, run in SQLite and in memory, must give the recorded answers and agree with each other.

mod corpus;
mod database;
mod logged_models;
mod property;
mod snapshots;
mod stress;
