//! Pictures of what one can buy, as small as they are shown. Only files of this computer are read, never an address, and only pictures of a
//! moderate size; a thread of its own makes them small.

use std::{
    collections::HashMap,
    io::Read,
    panic::catch_unwind,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Sender, channel},
    },
};

use egui::{ColorImage, Context, Id, TextureHandle, TextureId, TextureOptions, Vec2};

use super::roll::image;
use crate::{
    files,
    language::say,
    raster::{codec, resize},
};

/// Longest side as it is kept, pixels.
const SIDE: u32 = 96;
/// Longest file that is read, bytes, and most pixels: no shop's picture needs more.
const MOST_BYTES: u64 = 8 << 20;
const MOST_PIXELS: u64 = 16_000_000;
/// Most pictures that are kept; with more, all are read anew as they are shown.
const MOST_KEPT: usize = 256;

/// A picture of something that one can buy.
pub enum Shown {
    /// Here it is, with its size in pixels.
    Picture(TextureId, Vec2),
    /// It is being read.
    Coming,
    /// It cannot be shown; the text says why.
    Broken(String),
}

/// The picture at a place that a catalogue names; `None` where that is no file of this computer.
pub fn shown(ctx: &Context, place: &str) -> Option<Shown> {
    // Two strokes, of either sort, begin the address of another computer.
    let elsewhere = place.len() > 1 && place.chars().take(2).all(|c| c == '/' || c == '\\');
    if elsewhere || !Path::new(place).is_absolute() {
        return None;
    }
    let goods = ctx.data_mut(|data| {
        Arc::clone(data.get_temp_mut_or_insert_with(Id::unique("pictures of goods"), || Arc::new(Goods::start())))
    });
    Some(goods.picture(ctx, Path::new(place)))
}

/// What became of a picture; nothing while it is read.
type Outcome = Option<Result<TextureHandle, String>>;

/// The pictures, and the thread that reads them, which ends with them.
struct Goods {
    wanted: Mutex<Sender<(PathBuf, Context)>>,
    kept: Arc<Mutex<HashMap<PathBuf, Outcome>>>,
}

impl Goods {
    fn start() -> Self {
        let (wanted, taken) = channel::<(PathBuf, Context)>();
        let kept: Arc<Mutex<HashMap<PathBuf, Outcome>>> = Arc::default();
        let outcomes = Arc::clone(&kept);
        let started = std::thread::Builder::new().name("vanity-goods".into()).spawn(move || {
            for (path, ctx) in taken {
                let texture = |image| ctx.load_texture("goods", image, TextureOptions::LINEAR);
                let read = catch_unwind(|| small(&path)).unwrap_or_else(|_| Err(say("it cannot be read").into()));
                let made = read.map(texture);
                // It may have been let go of meanwhile.
                if let Some(outcome) = locked(&outcomes).get_mut(&path) {
                    *outcome = Some(made);
                }
                ctx.request_repaint();
            }
        });
        if let Err(error) = started {
            tracing::warn!("pictures of goods cannot be read: {error}");
        }
        Self { wanted: Mutex::new(wanted), kept }
    }

    fn picture(&self, ctx: &Context, path: &Path) -> Shown {
        let mut kept = locked(&self.kept);
        match kept.get(path) {
            Some(Some(Ok(texture))) => return Shown::Picture(texture.id(), texture.size_vec2()),
            Some(Some(Err(problem))) => return Shown::Broken(problem.clone()),
            Some(None) => return Shown::Coming,
            None => {}
        }
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        if locked(&self.wanted).send((path.into(), ctx.clone())).is_err() {
            return Shown::Broken(say("the system gives no thread for it").into());
        }
        kept.insert(path.into(), None);
        Shown::Coming
    }
}

/// Locks; a panic elsewhere leaves these values whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads a picture and makes it small.
fn small(path: &Path) -> Result<ColorImage, String> {
    let told = |error: &dyn std::fmt::Display| error.to_string();
    let file = files::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| told(&error))?;
    let too_large = || say!("{path} is larger than a picture of goods may be", path = path.display());
    if bytes.len() as u64 > MOST_BYTES {
        return Err(too_large());
    }
    // A few bytes can unfold to gigabytes: they say first how many pixels they are.
    let (width, height) = codec::dimensions(&bytes, path).map_err(|error| told(&error))?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(too_large());
    }
    let picture = codec::decode(&bytes, path).map_err(|error| told(&error))?;
    Ok(image(&resize::within(&picture, SIDE)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::Pixmap;

    #[test]
    fn pictures_become_small_and_what_is_none_says_why() {
        let home = tempfile::tempdir().unwrap();
        let at = |name: &str| home.path().join(name);
        codec::save(&at("wide.png"), &Pixmap::new(400, 100)).unwrap();
        assert_eq!(small(&at("wide.png")).unwrap().size, [96, 24]);
        std::fs::write(at("text.png"), "no picture").unwrap();
        let whole = std::fs::read(at("wide.png")).unwrap();
        std::fs::write(at("cut.png"), &whole[..whole.len() / 2]).unwrap();
        std::fs::create_dir(at("folder.png")).unwrap();
        std::fs::write(at("long.png"), vec![0; MOST_BYTES as usize + 1]).unwrap();
        // A header that promises ten thousand million pixels.
        let mut bomb = whole.clone();
        bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0]);
        std::fs::write(at("bomb.png"), bomb).unwrap();
        for name in ["text.png", "cut.png", "folder.png", "long.png", "bomb.png", "missing.png"] {
            let problem = small(&at(name)).unwrap_err();
            assert!(problem.contains(name), "{name}: {problem}");
        }
    }

    #[test]
    fn a_picture_comes_and_a_broken_one_says_so() {
        let (home, ctx) = (tempfile::tempdir().unwrap(), Context::default());
        let [whole, broken] = ["whole.png", "broken.png"].map(|name| home.path().join(name));
        codec::save(&whole, &Pixmap::new(200, 100)).unwrap();
        std::fs::write(&broken, "none").unwrap();
        let wait = |path: &Path| {
            for _ in 0..200 {
                match shown(&ctx, path.to_str().unwrap()).unwrap() {
                    Shown::Coming => std::thread::sleep(std::time::Duration::from_millis(50)),
                    done => return done,
                }
            }
            panic!("{} never came", path.display())
        };
        assert!(matches!(wait(&whole), Shown::Picture(_, size) if size == Vec2::new(96.0, 48.0)));
        assert!(matches!(wait(&broken), Shown::Broken(problem) if problem.contains("broken.png")));
        // Once it was read, the file is not asked again.
        std::fs::remove_file(&whole).unwrap();
        assert!(matches!(wait(&whole), Shown::Picture(..)));
    }

    #[test]
    fn an_address_is_never_followed() {
        let ctx = Context::default();
        for place in [
            "https://example.org/a.png",
            "http://127.0.0.1/a.png",
            "file:///a.png",
            "//server/a.png",
            r"\\server\a.png",
            r"/\server\a.png",
            r"\/server/a.png",
            "a.png",
            "",
        ] {
            assert!(shown(&ctx, place).is_none(), "{place}");
        }
    }
}
