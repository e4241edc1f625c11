//! Every step that changes the disk, one function each, so that a test can stop before any of them. Only the removal of a staged
//! directory is many: what is left of it counts for nothing.

#[cfg(test)]
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::console::{Outcome, While};

/// The disk, or one that stops working after so many steps.
#[derive(Debug, Default)]
pub struct Disk {
    remaining: Mutex<Option<u32>>,
    /// The names of the files that were waited for.
    #[cfg(test)]
    pub safe: Mutex<Vec<OsString>>,
}

impl Disk {
    /// A disk that takes `steps` steps and refuses all that follow.
    #[cfg(test)]
    pub fn stopping_after(steps: u32) -> Self {
        Self {
            remaining: Mutex::new(Some(steps)),
            ..Self::default()
        }
    }

    fn step(&self) -> io::Result<()> {
        let mut remaining = self
            .remaining
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match remaining.as_mut() {
            None => Ok(()),
            Some(0) => Err(io::Error::other("stopped")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
        }
    }

    fn stops(&self) -> bool {
        let remaining = self.remaining.lock();
        remaining.unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Makes a directory and what is missing above it.
    pub fn create_dir(&self, path: &Path) -> Outcome<()> {
        if path.is_dir() {
            return Ok(());
        }
        let mut missing: Vec<&Path> = path.ancestors().take_while(|at| !at.is_dir()).collect();
        while let Some(at) = missing.pop() {
            self.step()
                .and_then(|()| fs::create_dir(at))
                .while_doing("make the directory", at)?;
        }
        Ok(())
    }

    /// Writes a file.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Outcome<()> {
        self.written(path, bytes)
            .map(|_| ())
            .while_doing("write", path)
    }

    /// Writes a file whose bytes are safe on the disk once this returns, even if the power fails then.
    pub fn write_safely(&self, path: &Path, bytes: &[u8]) -> Outcome<()> {
        let write = || {
            let file = self.written(path, bytes)?;
            self.step()?;
            #[cfg(test)]
            self.safe
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(path.file_name().map(Into::into));
            file.sync_all()
        };
        write().while_doing("write", path)
    }

    fn written(&self, path: &Path, bytes: &[u8]) -> io::Result<File> {
        // A disk that stops may do so in the middle.
        let middle = if self.stops() {
            bytes.len() / 2
        } else {
            bytes.len()
        };
        let (first, rest) = bytes.split_at(middle);
        self.step()?;
        let mut file = File::create(path)?;
        file.write_all(first)?;
        self.step()?;
        file.write_all(rest)?;
        Ok(file)
    }

    /// Gives a file the permissions of another, if that is there.
    pub fn copy_permissions(&self, from: &Path, to: &Path) -> Outcome<()> {
        let Ok(found) = fs::metadata(from) else {
            return Ok(());
        };
        self.step()
            .and_then(|()| fs::set_permissions(to, found.permissions()))
            .while_doing("set the permissions of", to)
    }

    /// Puts a file in the place of another, or a directory where there is none, at once.
    pub fn rename(&self, from: &Path, to: &Path) -> Outcome<()> {
        self.step()
            .and_then(|()| fs::rename(from, to))
            .while_doing("replace", to)
    }

    /// Removes a file, if it is there.
    pub fn remove_file(&self, path: &Path) -> Outcome<()> {
        match self.step().and_then(|()| fs::remove_file(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done.while_doing("remove", path),
        }
    }

    /// Removes a directory and all that is in it.
    pub fn remove_dir_all(&self, path: &Path) -> Outcome<()> {
        self.step()
            .and_then(|()| fs::remove_dir_all(path))
            .while_doing("remove", path)
    }

    /// Removes a directory, if it is there and empty; says whether it is gone.
    pub fn remove_empty_dir(&self, path: &Path) -> Outcome<bool> {
        match self.step().and_then(|()| fs::remove_dir(path)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
            Err(error) => Err(error).while_doing("remove", path),
        }
    }
}
