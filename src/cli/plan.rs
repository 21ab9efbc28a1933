//! Which photo goes into which file.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::bail;

use crate::raster::codec;

/// One photo to make up.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Job {
    pub(super) input: PathBuf,
    pub(super) output: PathBuf,
}

impl Job {
    /// Whether the photo itself is written over, as it stands now.
    pub(super) fn replaces_its_input(&self) -> bool {
        let there = |path: &Path| path.canonicalize().ok();
        there(&self.output).is_some_and(|output| there(&self.input) == Some(output))
    }
}

/// What to do, and what cannot be done.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) jobs: Vec<Job>,
    /// Inputs that hold no photo, and why.
    pub(super) failed: Vec<(PathBuf, String)>,
    /// The folder to write into; `None` for a single file.
    pub(super) folder: Option<PathBuf>,
}

/// One photo goes into the file `output`; several, or a folder of them, into files of the same names in the folder `output`. No input
/// is ever an output, but where a single photo's own path is given for `output`.
///
/// # Errors
/// Where `output` cannot be what the inputs need it to be.
pub(super) fn plan(inputs: &[PathBuf], output: &Path) -> anyhow::Result<Plan> {
    let ends_in_separator = output.as_os_str().to_string_lossy().ends_with(std::path::is_separator);
    match inputs {
        [input] if !input.is_dir() && !output.is_dir() && !ends_in_separator => {
            writable(output)?;
            let job = Job { input: input.clone(), output: output.into() };
            Ok(Plan { jobs: vec![job], ..Plan::default() })
        }
        _ if output.exists() && !output.is_dir() => {
            bail!("{} is a file; several photos need a folder to be written into", output.display())
        }
        // Far more likely a slip than a wish for a folder of that name, which a separator at its end asks for.
        _ if !output.is_dir() && !ends_in_separator && codec::has_suffix(output) => {
            bail!("{} is a picture's name; several photos need a folder to be written into", output.display())
        }
        _ => Ok(into_folder(inputs, output)),
    }
}

fn into_folder(inputs: &[PathBuf], folder: &Path) -> Plan {
    let (photos, failed) = expanded(inputs);
    let mut plan = Plan { failed, folder: Some(folder.into()), ..Plan::default() };
    let mut taken: HashSet<PathBuf> = photos.iter().map(|photo| identity(photo)).collect();
    for input in photos {
        let output = free_name(&input, folder, &taken);
        taken.insert(identity(&output));
        plan.jobs.push(Job { input, output });
    }
    plan
}

/// The photos that the inputs name, with those in folders, and what holds no photo.
pub(super) fn expanded(inputs: &[PathBuf]) -> (Vec<PathBuf>, Vec<(PathBuf, String)>) {
    let mut failed = Vec::new();
    let mut photos = Vec::new();
    for input in inputs {
        if !input.is_dir() {
            photos.push(input.clone());
            continue;
        }
        match photos_in(input) {
            Ok(found) if found.is_empty() => failed.push((input.clone(), "no photo in this folder".into())),
            Ok(found) => photos.extend(found),
            Err(error) => failed.push((input.clone(), error.to_string())),
        }
    }
    (photos, failed)
}

/// # Errors
/// Where no picture can be written under this name.
pub(super) fn writable(output: &Path) -> anyhow::Result<()> {
    if !codec::has_suffix(output) {
        bail!("{}: pictures are written as .png, .jpg or .webp; give one of these suffixes", output.display());
    }
    Ok(())
}

/// Pictures directly in a folder, by name.
fn photos_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    let mut photos: Vec<PathBuf> =
        entries.into_iter().filter(|path| codec::has_suffix(path) && path.is_file()).collect();
    photos.sort();
    Ok(photos)
}

/// The same for every path to the same file, also where the file is not there yet, and on systems where case does not count.
fn identity(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.into());
    let whole = path.canonicalize().unwrap_or_else(|_| folder.join(path.file_name().unwrap_or_default()));
    whole.to_string_lossy().to_lowercase().into()
}

/// The photo's own name in the folder, with `-2`, `-3`... where that is taken.
fn free_name(photo: &Path, folder: &Path, taken: &HashSet<PathBuf>) -> PathBuf {
    let stem = photo.file_stem().unwrap_or_default().to_string_lossy();
    let suffix =
        if codec::has_suffix(photo) { photo.extension().unwrap_or_default().to_string_lossy() } else { "png".into() };
    let plain = folder.join(format!("{stem}.{suffix}"));
    let numbered = (2u32..).map(|number| folder.join(format!("{stem}-{number}.{suffix}")));
    let mut names = std::iter::once(plain).chain(numbered);
    names.find(|name| !taken.contains(&identity(name))).expect("there are more numbers than photos")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(path: PathBuf) -> PathBuf {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, "").unwrap();
        path
    }

    fn names(plan: &Plan) -> Vec<String> {
        plan.jobs.iter().map(|job| job.output.file_name().unwrap().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn one_photo_goes_into_the_file_that_is_named() {
        let job = |plan: Plan| plan.jobs.into_iter().next().unwrap();
        let same = plan(&["a.png".into()], Path::new("a.png")).unwrap();
        assert_eq!(job(same), Job { input: "a.png".into(), output: "a.png".into() });
        assert!(plan(&["a.png".into()], Path::new("b.txt")).unwrap_err().to_string().contains(".jpg"));
        let folder = plan(&["a.png".into()], Path::new("not-there-yet/")).unwrap();
        assert_eq!(job(folder).output, Path::new("not-there-yet/a.png"));
    }

    #[test]
    fn several_photos_need_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = touch(folder.path().join("out.png"));
        let error = plan(&["a.png".into(), "b.png".into()], &file).unwrap_err();
        assert!(error.to_string().contains("folder"), "{error}");
        let new = folder.path().join("new.JPG");
        let error = plan(&["a.png".into(), "b.png".into()], &new).unwrap_err();
        assert!(error.to_string().contains("picture's name"), "{error}");
        assert!(plan(&[folder.path().into()], &new).is_err());
        assert!(plan(&[folder.path().into()], &new.join("")).is_ok(), "a separator asks for a folder of that name");
        fs::create_dir(&new).unwrap();
        assert!(plan(&[folder.path().into()], &new).is_ok());
    }

    #[test]
    fn a_photo_that_is_written_over_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let input = touch(folder.path().join("a.png"));
        let job = |output: PathBuf| Job { input: input.clone(), output };
        assert!(job(folder.path().join("./a.png")).replaces_its_input());
        assert!(!job(folder.path().join("b.png")).replaces_its_input());
    }

    #[test]
    fn folders_are_expanded_and_equal_names_kept_apart() {
        let home = tempfile::tempdir().unwrap();
        let one = touch(home.path().join("one/face.png"));
        touch(home.path().join("one/notes.txt"));
        touch(home.path().join("one/Early.JPG"));
        let two = touch(home.path().join("two/FACE.png"));
        let inputs = [one.parent().unwrap().into(), two, home.path().join("three/face.png")];
        let plan = plan(&inputs, &home.path().join("out")).unwrap();
        assert_eq!(names(&plan), ["Early.JPG", "face.png", "FACE-2.png", "face-3.png"]);
    }

    #[test]
    fn an_input_is_never_overwritten_by_the_way() {
        let home = tempfile::tempdir().unwrap();
        let photo = touch(home.path().join("face.png"));
        let other = touch(home.path().join("face-2.png"));
        let plan = plan(&[photo, other], home.path()).unwrap();
        assert_eq!(names(&plan), ["face-3.png", "face-2-2.png"]);
    }

    #[test]
    fn an_empty_folder_is_named() {
        let home = tempfile::tempdir().unwrap();
        let plan = plan(&[home.path().into()], &home.path().join("out")).unwrap();
        assert_eq!(plan.failed.len(), 1);
        assert!(plan.jobs.is_empty());
    }
}
