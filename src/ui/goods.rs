//! Pictures of what one can buy, as small as they are shown. Only files of this computer are read, never an address, and only pictures of a
//! moderate size; a thread of its own makes them small.

use std::{
    collections::HashMap,
    io::Read,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Sender, channel},
    },
};

use egui::{
    ColorImage, Context, SizeHint, TextureId, TextureOptions, Vec2,
    load::{ImageLoadResult, ImageLoader, ImagePoll, LoadError, TexturePoll},
};

use super::roll::image;
use crate::{
    files,
    language::say,
    raster::{codec, resize},
};

/// What addresses of these pictures begin with.
const SCHEME: &str = "goods://";
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
    // Two strokes begin the address of another computer.
    let elsewhere = place.starts_with("//") || place.starts_with(r"\\");
    if elsewhere || !Path::new(place).is_absolute() {
        return None;
    }
    if !ctx.is_loader_installed(Goods::ID) {
        ctx.add_image_loader(Arc::new(Goods::start(ctx)));
    }
    let hint = SizeHint::Size { width: SIDE, height: SIDE, maintain_aspect_ratio: true };
    Some(match ctx.try_load_texture(&format!("{SCHEME}{place}"), TextureOptions::LINEAR, hint) {
        Ok(TexturePoll::Ready { texture }) => Shown::Picture(texture.id, texture.size),
        Ok(TexturePoll::Pending { .. }) => Shown::Coming,
        Err(LoadError::Loading(problem)) => Shown::Broken(problem),
        Err(error) => Shown::Broken(error.to_string()),
    })
}

/// What became of a picture; nothing while it is read.
type Outcome = Option<Result<Arc<ColorImage>, String>>;

/// The pictures, and the thread that reads them.
struct Goods {
    wanted: Mutex<Sender<PathBuf>>,
    read: Arc<Mutex<HashMap<PathBuf, Outcome>>>,
}

impl Goods {
    const ID: &'static str = egui::load::generate_loader_id!(Goods);

    /// Starts the thread; it ends with this.
    fn start(ctx: &Context) -> Self {
        let (wanted, taken) = channel::<PathBuf>();
        let read: Arc<Mutex<HashMap<PathBuf, Outcome>>> = Arc::default();
        let (kept, ctx) = (Arc::clone(&read), ctx.clone());
        let started = std::thread::Builder::new().name("vanity-goods".into()).spawn(move || {
            for path in taken {
                let made = small(&path).map(Arc::new);
                // It may have been let go of meanwhile.
                if let Some(outcome) = kept.lock().unwrap_or_else(PoisonError::into_inner).get_mut(&path) {
                    *outcome = Some(made);
                }
                ctx.request_repaint();
            }
        });
        if let Err(error) = started {
            tracing::warn!("pictures of goods cannot be read: {error}");
        }
        Self { wanted: Mutex::new(wanted), read }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Outcome>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ImageLoader for Goods {
    fn id(&self) -> &str {
        Self::ID
    }

    fn load(&self, _: &Context, uri: &str, _: SizeHint) -> ImageLoadResult {
        let path = PathBuf::from(uri.strip_prefix(SCHEME).ok_or(LoadError::NotSupported)?);
        let mut kept = self.kept();
        if let Some(outcome) = kept.get(&path) {
            return match outcome {
                None => Ok(ImagePoll::Pending { size: None }),
                Some(Ok(image)) => Ok(ImagePoll::Ready { image: Arc::clone(image) }),
                Some(Err(problem)) => Err(LoadError::Loading(problem.clone())),
            };
        }
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(path.clone(), None);
        let sent = self.wanted.lock().unwrap_or_else(PoisonError::into_inner).send(path);
        match sent {
            Ok(()) => Ok(ImagePoll::Pending { size: None }),
            Err(_) => Err(LoadError::Loading(say("the system gives no thread for it").into())),
        }
    }

    fn forget(&self, uri: &str) {
        uri.strip_prefix(SCHEME).into_iter().for_each(|path| _ = self.kept().remove(Path::new(path)));
    }

    fn forget_all(&self) {
        self.kept().clear();
    }

    fn byte_size(&self) -> usize {
        let images = self.kept();
        images.values().filter_map(|outcome| outcome.as_ref()?.as_ref().ok()).map(|image| image.pixels.len() * 4).sum()
    }
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
            "a.png",
            "",
        ] {
            assert!(shown(&ctx, place).is_none(), "{place}");
        }
    }
}
