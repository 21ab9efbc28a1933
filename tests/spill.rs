//! Where makeup must not be, on portraits whose parts people have marked: teeth, eyes, hair, glasses, background.
//!
//! Needs the data folder; `cargo test --release --test spill -- --nocapture` prints the table.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use vanity::{
    look::{Finish, Library, Lipstick, Look, Product, Shade, Side},
    pipeline::StillPainter,
    raster::{
        Pixmap, codec,
        color::linear_from_rgb8,
        difference::{Lab, ciede2000},
    },
    resources::Resources,
};

/// A change of colour that is seen.
const SEEN: f64 = 5.0;
/// The marks' own borders are about so many pixels off, faces being some 270 pixels wide.
const BORDER: i32 = 2;
/// Every so many portraits are looked at.
const EVERY: usize = 2;

/// What the palette's entries stand for.
const MARKS: [(&str, &[u8]); 6] =
    [("background", &[0, 18]), ("glasses", &[3]), ("eyes", &[4, 5]), ("mouth", &[10]), ("hair", &[13]), ("hat", &[14])];

fn folder() -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = std::env::var_os("VANITY_TEST_DATA").map_or_else(|| project.join("../shared/data"), PathBuf::from);
    let folder = data.join("parsing/val");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not here; VANITY_TEST_DATA may say where it is", folder.display());
    None
}

/// The marks of a portrait, one a pixel of the picture.
fn marks(path: &Path, size: [usize; 2]) -> Vec<u8> {
    let decoder = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut indices = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut indices).unwrap();
    assert_eq!(info.color_type, png::ColorType::Indexed);
    let (width, height) = (info.width as usize, info.height as usize);
    let bits = info.bit_depth as usize;
    let index = |x: usize, y: usize| {
        let place = y * info.line_size * 8 + x * bits;
        (indices[place / 8] >> (8 - bits - place % 8)) & (0xFFu16 >> (8 - bits)) as u8
    };
    let nearest = |i: usize| index(i % size[0] * width / size[0], i / size[0] * height / size[1]);
    (0..size[0] * size[1]).map(nearest).collect()
}

fn lab(pixel: [u8; 4]) -> Lab {
    Lab::from_linear(linear_from_rgb8([pixel[0], pixel[1], pixel[2]]))
}

/// Pixels of a mark that lie so deep in it that its border is out of reach, and how many of them are seen to have changed.
#[derive(Default, Clone, Copy)]
struct Spill {
    all: usize,
    painted: usize,
}

fn painted(looks: &[(&str, Look)]) -> BTreeMap<(String, &'static str), Spill> {
    let Some(folder) = folder() else { return BTreeMap::new() };
    let resources = Resources::locate().unwrap();
    let mut spills: BTreeMap<(String, &'static str), Spill> = BTreeMap::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.join("images")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for (name, look) in looks {
        let mut painter = StillPainter::new(&resources, look, 1.0).unwrap();
        for file in files.iter().step_by(EVERY) {
            let bare = Arc::new(codec::load(file).unwrap());
            let made_up = painter.paint(Arc::clone(&bare)).unwrap().made_up;
            let mask = folder.join("masks").join(file.with_extension("png").file_name().unwrap());
            let marks = marks(&mask, bare.size());
            for (mark, numbers) in MARKS {
                let spill = spill(&bare, &made_up, |i| numbers.contains(&marks[i]), mark == "mouth");
                let sum = spills.entry(((*name).into(), mark)).or_default();
                *sum = Spill { all: sum.all + spill.all, painted: sum.painted + spill.painted };
            }
        }
    }
    spills
}

/// In the mouth it is the teeth that are looked at: bright, and not red.
fn spill(bare: &Pixmap, made_up: &Pixmap, marked: impl Fn(usize) -> bool, teeth_only: bool) -> Spill {
    let [width, height] = bare.size().map(|side| side as i32);
    let mut spill = Spill::default();
    for y in BORDER..height - BORDER {
        for x in BORDER..width - BORDER {
            let at = |dx: i32, dy: i32| ((y + dy) * width + x + dx) as usize;
            if !marked(at(0, 0)) {
                continue;
            }
            spill.all += 1;
            let (before, after) = (bare.pixels()[at(0, 0)], made_up.pixels()[at(0, 0)]);
            let deep = || (-BORDER..=BORDER).all(|dy| (-BORDER..=BORDER).all(|dx| marked(at(dx, dy))));
            if before == after || !deep() {
                continue;
            }
            let color = lab(before);
            let counts = !teeth_only || (color.0[0] > 45.0 && color.0[1] < 18.0);
            spill.painted += usize::from(counts && ciede2000(color, lab(after)) > SEEN);
        }
    }
    spill
}

#[test]
fn makeup_stays_off_what_is_not_skin() {
    let shade = Shade::of([0x20, 0x40, 0xC0], 1.0);
    let lipstick = Product::Lipstick(Lipstick {
        shade,
        second: None,
        coverage: 1.0,
        blur: 0.0,
        finish: Finish::Matte,
        side: Side::Both,
    });
    let library = Library::open(&Resources::locate().unwrap().asset("looks")).unwrap();
    let full = library.get("drag-royale").unwrap().clone();
    let blue_lips = Look { products: vec![lipstick], ..full.clone() };
    let spills = painted(&[("blue lips", blue_lips), ("full face", full)]);
    for ((look, mark), Spill { all, painted }) in &spills {
        let percent = 100.0 * *painted as f64 / (*all).max(1) as f64;
        println!("{look:<10} {mark:<10} {painted:>7} of {all:>9} pixels  {percent:.3} %");
        let most = match (look.as_str(), *mark) {
            ("blue lips", "mouth") => 1.0,
            ("blue lips", _) => 0.1,
            // Lashes and the inner rim are meant to be there, and a full face goes up to the hairline.
            (_, "eyes") => 12.0,
            (_, "glasses") => 12.0,
            _ => 1.0,
        };
        assert!(percent <= most, "{look} on {mark}: {percent:.3} % of {all} pixels, more than {most} %");
    }
}
