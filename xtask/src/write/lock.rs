//! Keeps two runs out of one crate.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;

use crate::console::{Outcome, Problem, While};

/// The lock of a crate, held until it is dropped. The system lets go of it when a process ends, however it ends.
///
/// The crate's directory itself is what is locked: a lock file would have to be left behind, or could be removed while
/// another run is about to take it.
#[derive(Debug)]
pub struct Lock {
    directory: Option<File>,
}

impl Lock {
    /// For a run that writes.
    pub fn exclusive(root: &Path) -> Outcome<Self> {
        let directory = File::open(root).while_doing("open", root)?;
        Self::taken(root, directory.try_lock(), directory)
    }

    /// For a run that only reads; a directory that is not there needs no lock.
    pub fn shared(root: &Path) -> Outcome<Self> {
        match File::open(root) {
            Ok(directory) => Self::taken(root, directory.try_lock_shared(), directory),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self { directory: None }),
            Err(error) => Err(error).while_doing("open", root),
        }
    }

    fn taken(root: &Path, result: Result<(), TryLockError>, directory: File) -> Outcome<Self> {
        match result {
            Ok(()) => Ok(Self {
                directory: Some(directory),
            }),
            Err(TryLockError::WouldBlock) => Err(Problem::new(format!(
                "another run is at work in {}: wait until it is done",
                root.display()
            ))),
            Err(TryLockError::Error(error)) => Err(error).while_doing("lock", root),
        }
    }
}

impl Drop for Lock {
    /// Closing the file is not enough where another thread is just starting a program: until that has begun, the child
    /// holds a copy of the open file, and the lock with it.
    fn drop(&mut self) {
        if let Some(directory) = &self.directory {
            directory.unlock().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_dropped_is_free_though_a_child_still_holds_a_copy_of_its_file() {
        let root = tempfile::tempdir().unwrap();
        let lock = Lock::exclusive(root.path()).unwrap();
        let _copy = lock
            .directory
            .as_ref()
            .map(|file| file.try_clone().unwrap());
        assert!(Lock::shared(root.path()).is_err());
        drop(lock);
        Lock::exclusive(root.path()).unwrap();
    }
}
