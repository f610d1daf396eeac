//! Files that the user asked for. Written beside their place, then moved there: at no time is there half a file.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// How many names are tried.
const NAMES_TRIED: u32 = 1_000;

/// Writes the file, over an old one.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Through a link, to the file that it leads to.
    let target = fs::canonicalize(path).unwrap_or_else(|_not_there| path.to_owned());
    written(target.parent().unwrap_or(Path::new(".")), bytes)?.persist(&target)?;
    Ok(())
}

/// Writes the file into the folder under a name that is still free, and returns where.
pub fn write_beside(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let name = Path::new(name).file_name().map(PathBuf::from).ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = written(folder, bytes)?;
    for number in 1..=NAMES_TRIED {
        let path = folder.join(if number == 1 { name.clone() } else { numbered(&name, number) });
        match file.persist_noclobber(&path) {
            Ok(_file) => return Ok(path),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn written(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix(".hookswitch-").suffix(".tmp").tempfile_in(folder)?; // mode 0600
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// `Orders 2.csv`
fn numbered(name: &Path, number: u32) -> PathBuf {
    let stem = name.file_stem().unwrap_or_default().to_string_lossy();
    match name.extension() {
        Some(extension) => format!("{stem} {number}.{}", extension.to_string_lossy()).into(),
        None => format!("{stem} {number}").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_where_asked_and_never_otherwise() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.csv");
        write_new(&file, b"one").unwrap();
        write_new(&file, b"two").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(write_beside(folder.path(), "a.csv", b"three").unwrap(), folder.path().join("a 2.csv"));
        assert_eq!(write_beside(folder.path(), "../a.csv", b"four").unwrap(), folder.path().join("a 3.csv"));
        assert_eq!(fs::read(&file).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
        assert!(write_beside(&folder.path().join("none"), "a.csv", b"").is_err());
    }
}
