//! `SQLite`: what was acknowledged is on the disk.
