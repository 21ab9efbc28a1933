//! What can be typed.

mod advise;
mod catalog;
mod kiosk;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub(super) use advise::Advise;
pub(super) use catalog::{Catalog, CatalogTask, ImportCatalog, NearestShades};
use kiosk::KIOSK_HELP;
pub(super) use kiosk::Kiosk;

use crate::capture::SourceSpec;

const AFTER_HELP: &str = "\
Examples:
  vanity                                     open the studio (camera, or the sample portrait)
  vanity open me.jpg --look classic-red      open a photo wearing a look
  vanity apply me.jpg -o made-up.jpg --look classic-red
  vanity apply photos/ -o made-up/ --look my-look.toml --intensity 0.7
  vanity looks list                          what can be worn
  vanity looks sheet photos/ -o sheet.png    looks beside each other on several faces

Exit codes:
  0  done
  1  some inputs failed; the rest is done, and each failure is named
  2  wrong usage
  3  the environment lacks something (`vanity doctor` explains)

Everything happens on this computer: no picture is stored or sent unless you save it.
Set VANITY_LOG=vanity=info (or =debug) to see what the program does.";

// One line, which clap breaks to the terminal's width.
const APPLY_HELP: &str = "Photos are worked on in sRGB with 8 bits for each of red, green, blue and alpha: deeper ones are rounded, \
an embedded colour profile is turned into sRGB, and what is written is sRGB. An 8-bit PNG in and out is exact wherever nothing is \
painted.";

const PARSE_HELP: &str = "\
Numbers in the mask:
  0  background        4  upper lip         8  ears
  1  skin              5  lower lip         9  neck
  2  brows             6  inner mouth      10  glasses
  3  eyes              7  hair             11  something in front (hand, hat, microphone, mask, jewellery)

Away from all faces everything is background.";

// One paragraph, which clap breaks to the terminal's width.
const ADVISE_HELP: &str = "Of several faces the largest is read. A photo that is too dark, blurred, turned away or covered is not read: what \
to do better is said instead, and the exit code is 1. Nothing here is a medical finding, and nothing is kept.";

// One paragraph, which clap breaks to the terminal's width.
const TRANSFER_HELP: &str = "What is read off the photo is a look like any other: `--look-out` keeps it, every product in it can be \
changed, and `vanity apply` and the window wear it. The skin and the light of the photo are taken out, those of whoever wears the look are \
put in.";

// One paragraph, which clap breaks to the terminal's width.
const EVALUATE_HELP: &str = "Of each photo the largest face is measured, in the square of 1.6 times its box that the parser looks at. F1 is \
pooled over all photos; edges count as met within 2 pixels of a face 400 pixels wide. Skin tones are bands of the individual typology angle \
(ITA) of the photo's skin, which its light falls into as well.";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "vanity", version, about = "Vanity: a virtual makeup studio", after_help = AFTER_HELP)]
#[command(
    long_about = "Vanity: a virtual makeup studio. A camera, a photo or a clip goes in; the same picture comes out wearing a look, live."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) task: Option<Task>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Task {
    /// Open the studio's window (also what `vanity` alone does)
    Open(Open),
    /// Run unattended on a touch screen: looks for passers-by, who are forgotten when they go
    #[command(after_help = KIOSK_HELP)]
    Kiosk(Kiosk),
    /// Make up photos and write them to files
    #[command(after_help = APPLY_HELP)]
    Apply(Apply),
    /// Say what suits the face in a photo, and why: tone, shapes, skin, shades and looks
    #[command(after_help = ADVISE_HELP)]
    Advise(Advise),
    /// Write the two-page sheet that a client takes home: pictures, products and steps of a look, as a PDF
    Handout(Handout),
    /// Write the faces of a photo and their 478 landmarks as JSON
    Landmarks(Landmarks),
    /// Tell skin, lips, hair, glasses and so on apart in a photo, and write a mask
    #[command(after_help = PARSE_HELP)]
    Parse(Parse),
    /// List, show and check looks
    Looks(Looks),
    /// Import, list and search catalogues of real products
    Catalog(Catalog),
    /// List the cameras
    Cameras(Cameras),
    /// Show what is here, what is missing, and how to mend it
    Doctor,
    /// Measure the speed of every stage
    Bench(Bench),
    /// Measure whether products show their own colour on every skin and in every light
    ColourCheck(ColourCheck),
    /// Measure whether makeup sticks to faces that move
    MotionCheck(MotionCheck),
    /// Copy the makeup of a photo onto another one, and keep it as a look
    #[command(after_help = TRANSFER_HELP)]
    Transfer(Transfer),
    /// Measure what the program sees against masks that people drew, or against what it is known to be
    Evaluate(Evaluate),
    /// Make data that the networks for looks are trained on
    Synthesise(Synthesise),
}

impl Default for Task {
    fn default() -> Self {
        Self::Open(Open::default())
    }
}

#[derive(Debug, Default, Args)]
pub(super) struct Open {
    /// What to look at: `camera`, `camera:ID` (see `vanity cameras`), `demo`, or a photo, a clip or a folder of pictures.
    /// Left out: the first camera, or the sample portrait where there is none
    pub(super) source: Option<String>,
    /// Look to start with: an id from `vanity looks list`, or a look file. Left out: Soft Rose
    #[arg(long, value_name = "ID|FILE")]
    pub(super) look: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Handout {
    /// A photo of a bare face from the front, in good light
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,
    /// Look to wear: an id from `vanity looks list`, or a look file
    #[arg(long, value_name = "ID|FILE")]
    pub(super) look: String,
    /// File to write (PDF)
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// How strongly the look shows, from 0 to 1
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = unit_interval, allow_negative_numbers = true)]
    pub(super) intensity: f32,
    /// Who takes the sheet home
    #[arg(long, value_name = "NAME")]
    pub(super) client: Option<String>,
    /// Who gives the sheet
    #[arg(long, value_name = "NAME")]
    pub(super) salon: Option<String>,
    /// What is written at its end
    #[arg(long, value_name = "TEXT")]
    pub(super) notes: Option<String>,
    /// Code of the language that it is written in, such as `zh-Hans`
    #[arg(long, value_name = "CODE", default_value = "en")]
    pub(super) language: String,
}

#[derive(Debug, Args)]
pub(super) struct Transfer {
    /// The photo whose makeup is copied
    #[arg(value_name = "REFERENCE")]
    pub(super) reference: PathBuf,
    /// The photo to make up
    #[arg(value_name = "INPUT")]
    pub(super) input: PathBuf,
    /// File to write (PNG, JPEG or WebP by its suffix)
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// How the makeup is carried over
    #[arg(long, value_enum, default_value_t = Mode::Product)]
    pub(super) mode: Mode,
    /// Which face of the reference, counted from the picture's left, where there are several
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..))]
    pub(super) face: Option<u8>,
    /// How strongly the look shows, from 0 to 1
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = unit_interval, allow_negative_numbers = true)]
    pub(super) intensity: f32,
    /// Also write the look that was read, as a look file; what `texture` lifts off lies beside it as `NAME.lifted.png`
    #[arg(long, value_name = "FILE")]
    pub(super) look_out: Option<PathBuf>,
    /// Write what was found where, and how surely, as JSON (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

/// How the makeup of a photo is carried over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Mode {
    /// As products, each of which can be changed
    Product,
    /// As a picture that is lifted off the one face and laid onto the other: drawings, gems, whatever no product is
    Texture,
    /// As a network sees it as a whole
    Photo,
}

#[derive(Debug, Args)]
pub(super) struct Synthesise {
    #[command(subcommand)]
    pub(super) task: SynthesiseTask,
}

#[derive(Debug, Subcommand)]
pub(super) enum SynthesiseTask {
    /// Faces: random makeup on photos of bare ones, for the reading of looks
    Faces {
        /// Photos of bare faces, or folders of them
        #[arg(required = true, value_name = "INPUT")]
        inputs: Vec<PathBuf>,
        #[command(flatten)]
        amount: Amount,
        /// Also write the faces themselves, bare, made up, and wearing what is read off the next one, who wears the same
        #[arg(long)]
        pairs: bool,
    },
    /// Faces laid out flat that wear random makeup and drawings, and what these are: for lifting makeup off a photo
    Textures {
        /// Photos of bare faces, or folders of them
        #[arg(required = true, value_name = "INPUT")]
        inputs: Vec<PathBuf>,
        #[command(flatten)]
        amount: Amount,
    },
    /// Looks: variations of the built-in ones, for the space of looks
    Looks {
        #[command(flatten)]
        amount: Amount,
    },
}

/// How much training data, and where.
#[derive(Debug, Args)]
pub(super) struct Amount {
    /// Folder to write the arrays into (NumPy's format, with `layout.json` beside them)
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
    /// How many
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(super) count: usize,
    /// What they begin from; the same seed gives the same arrays
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) seed: u64,
}

#[derive(Debug, Args)]
pub(super) struct Apply {
    /// Photos (PNG, JPEG, WebP), or folders of photos
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// File to write (PNG, JPEG or WebP by its suffix); for several inputs, the folder to write into. Where this is
    /// the photo's own name, the photo is replaced
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// Look to wear: an id from `vanity looks list`, or a look file
    #[arg(long, value_name = "ID|FILE")]
    pub(super) look: String,
    /// How strongly the look shows, from 0 to 1
    #[arg(long, value_name = "X", default_value_t = 1.0, value_parser = unit_interval, allow_negative_numbers = true)]
    pub(super) intensity: f32,
    /// A grey card (18 %) lies at these pixels of the photo, and says what the light is
    #[arg(long, value_name = "X,Y", value_parser = pixels, conflicts_with = "white_card")]
    pub(super) grey_card: Option<[f32; 2]>,
    /// White paper (90 %) lies at these pixels of the photo, and says what the light is
    #[arg(long, value_name = "X,Y", value_parser = pixels)]
    pub(super) white_card: Option<[f32; 2]>,
    /// Write the bare photo and the made-up one side by side
    #[arg(long)]
    pub(super) before_after: bool,
    /// Also write what was done and the faces found, as JSON (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Landmarks {
    /// Photo (PNG, JPEG, WebP)
    pub(super) input: PathBuf,
    /// Where to write (`-` is the standard output)
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(super) json: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Parse {
    /// Photo (PNG, JPEG, WebP)
    pub(super) input: PathBuf,
    /// Mask to write: a grey PNG of the photo's size, with the number of a part for each pixel
    #[arg(short, long, value_name = "MASK")]
    pub(super) output: PathBuf,
    /// Also write the photo with the parts laid over it in colours
    #[arg(long, value_name = "FILE")]
    pub(super) overlay: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Evaluate {
    #[command(subcommand)]
    pub(super) task: EvaluateTask,
}

#[derive(Debug, Subcommand)]
pub(super) enum EvaluateTask {
    /// Parts of faces: precision, recall, F1, accuracy, overlap and edges of each, by skin tone, turn of the head and what is in front
    #[command(after_help = EVALUATE_HELP)]
    Parsing(EvaluateParsing),
    /// Reading of looks: random makeup is painted on photos of bare faces, and what is read off them is compared with it
    Reading(EvaluateReading),
    /// Transfer of makeup: what each way makes of a face, against what it should wear
    Transfer(EvaluateTransfer),
}

#[derive(Debug, Args)]
pub(super) struct EvaluateTransfer {
    /// Photos of bare faces, or folders of them
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// Photos of people made up, or folders of them, to copy from. Left out: random makeup is painted on some of the bare faces
    #[arg(long, value_name = "INPUT", num_args = 1..)]
    pub(super) references: Vec<PathBuf>,
    /// How many pairs
    #[arg(long, value_name = "N", default_value_t = 200)]
    pub(super) count: usize,
    /// What they begin from
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(super) seed: u64,
    /// Write a picture of each pair into this folder: the reference, what is wanted if that is known, the bare face, and each way
    #[arg(long, value_name = "DIR")]
    pub(super) pictures: Option<PathBuf>,
    /// Write the figures as JSON instead of a table (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateReading {
    /// Photos of bare faces, or folders of them
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// How many made-up faces
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub(super) count: usize,
    /// What they begin from
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub(super) seed: u64,
    /// Write the figures as JSON instead of a table (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct EvaluateParsing {
    /// Folder of photos
    #[arg(long, value_name = "DIR")]
    pub(super) images: PathBuf,
    /// Folder of masks: PNG with one number a pixel, each named as its photo
    #[arg(long, value_name = "DIR")]
    pub(super) masks: PathBuf,
    /// What the masks' numbers mean
    #[arg(long, value_enum, default_value_t = Scheme::Vanity)]
    pub(super) scheme: Scheme,
    /// Also report by groups of one's own: a CSV file of photo names and groups, without a heading
    #[arg(long, value_name = "CSV")]
    pub(super) groups: Option<PathBuf>,
    /// Write the figures as JSON instead of a table (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

/// What a mask's numbers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Scheme {
    /// As `vanity parse` writes them; 255 is unknown
    Vanity,
    /// CelebAMask-HQ's 19 classes in their order
    Celebamask,
}

#[derive(Debug, Args)]
pub(super) struct Looks {
    #[command(subcommand)]
    pub(super) task: LooksTask,
}

#[derive(Debug, Subcommand)]
pub(super) enum LooksTask {
    /// One look a line: id, family, name
    List,
    /// What is in a look
    Show {
        /// An id from `vanity looks list`, or a look file
        #[arg(value_name = "ID|FILE")]
        look: String,
    },
    /// Check look files: their format, and that they can be painted
    Validate {
        /// Look files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Turn a look of Perfect Corp's makeup interface (JSON) into a look file, and list what has no counterpart
    Import(Import),
    /// Show looks on faces: one picture, a row a face and a column a look, the bare face first
    Sheet(Sheet),
    /// Draw a new look
    Generate {
        /// Like those of this family
        #[arg(long)]
        family: Option<String>,
        /// From 0, as faint as the faintest built-in look, to 1, as bold as the boldest
        #[arg(long, value_name = "X", value_parser = unit_interval, allow_negative_numbers = true)]
        boldness: Option<f32>,
        /// The same number gives the same look
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
        /// Look file to write. Left out, the look is printed
        #[arg(short, long, value_name = "LOOK")]
        output: Option<PathBuf>,
    },
    /// Make the look between two
    Mix {
        /// The one: an id from `vanity looks list`, or a look file
        #[arg(value_name = "ID|FILE")]
        from: String,
        /// The other
        #[arg(value_name = "ID|FILE")]
        into: String,
        /// How far from the one to the other, from 0 to 1
        #[arg(long, value_name = "X", default_value_t = 0.5, value_parser = unit_interval, allow_negative_numbers = true)]
        share: f32,
        /// Look file to write. Left out, the look is printed
        #[arg(short, long, value_name = "LOOK")]
        output: Option<PathBuf>,
    },
    /// Finish a half-made look: what it has stays, and what goes with it is added
    Complete {
        /// An id from `vanity looks list`, or a look file
        #[arg(value_name = "ID|FILE")]
        look: String,
        /// Another number finishes it in another way
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
        /// Look file to write. Left out, the look is printed
        #[arg(short, long, value_name = "LOOK")]
        output: Option<PathBuf>,
    },
    /// List the built-in looks that are most like one, with their distances
    Near {
        /// An id from `vanity looks list`, or a look file
        #[arg(value_name = "ID|FILE")]
        look: String,
        /// How many
        #[arg(long, value_name = "N", default_value_t = 5)]
        count: usize,
    },
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// File to import
    pub(super) file: PathBuf,
    /// Look file to write. Left out, the look is printed
    #[arg(short, long, value_name = "LOOK")]
    pub(super) output: Option<PathBuf>,
    /// Also write what was not taken over, as JSON (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Sheet {
    /// Photos (PNG, JPEG, WebP), or folders of photos; the largest face of each is shown
    #[arg(required = true, value_name = "FACE")]
    pub(super) faces: Vec<PathBuf>,
    /// File to write (PNG, JPEG or WebP by its suffix)
    #[arg(short, long, value_name = "SHEET")]
    pub(super) output: PathBuf,
    /// Looks to show, with commas between them: ids from `vanity looks list`, look files, or `all`. Left out, the first of
    /// each family
    #[arg(long, value_name = "ID|FILE,...", value_delimiter = ',')]
    pub(super) looks: Vec<String>,
    /// Side of each picture, pixels, from 64 to 1024
    #[arg(long, value_name = "PX", default_value_t = 240, value_parser = clap::value_parser!(u32).range(64..=1024))]
    pub(super) cell: u32,
}

#[derive(Debug, Args)]
pub(super) struct Cameras {
    /// Write the list as JSON (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Bench {
    /// `demo` (the sample portrait, moving), or a photo, a clip or a folder of pictures
    #[arg(long, value_name = "FILE|demo", default_value = "demo")]
    pub(super) source: String,
    /// Size of the frames; a file's frames are scaled to fit. Left out: 1920x1080 for the demo, a file's own size
    #[arg(long, value_name = "WIDTHxHEIGHT", value_parser = frame_size)]
    pub(super) size: Option<(u32, u32)>,
    /// How long to measure
    #[arg(long, value_name = "N", default_value_t = 10.0, value_parser = duration_secs, allow_negative_numbers = true)]
    pub(super) seconds: f64,
    /// Look to wear: an id from `vanity looks list`, or a look file; left out, the one with the most products
    #[arg(long, value_name = "ID|FILE")]
    pub(super) look: Option<String>,
    /// Wear so many products (1 to 20) instead of a look: foundation first, then one of another kind after the other
    #[arg(long, value_name = "N", conflicts_with = "look", value_parser = clap::value_parser!(u8).range(1..=20))]
    pub(super) products: Option<u8>,
    /// Show the sample portrait so many times (1 to 4), each in a quarter of the frame, instead of a source
    #[arg(long, value_name = "N", conflicts_with = "source", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(super) faces: Option<u8>,
    /// Let the quality governor act as if the source gave a frame every so many milliseconds. Left out, quality stays full
    #[arg(long, value_name = "MS", value_parser = budget_ms, allow_negative_numbers = true)]
    pub(super) budget: Option<f64>,
    /// Run the engine as the window does, at the source's own pace: pictures a second, pictures from a slider to the screen, and the time
    /// to thumbnails of 40 looks
    #[arg(long, conflicts_with_all = ["size", "faces", "budget"])]
    pub(super) live: bool,
    /// Write the figures as JSON instead of a table (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ColourCheck {
    /// Write the figures as JSON instead of a table (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Also write the page about colour and its plots into a folder; left out, `docs`
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, default_missing_value = "docs")]
    pub(super) write: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct MotionCheck {
    /// Clips, or folders of clips; left out, the moving sample portrait
    #[arg(value_name = "CLIP")]
    pub(super) clips: Vec<PathBuf>,
    /// Look to wear: an id from `vanity looks list`, or a look file
    #[arg(long, value_name = "ID|FILE", default_value = "classic-red")]
    pub(super) look: String,
    /// Frames of each clip at most
    #[arg(long, value_name = "N", default_value_t = 300)]
    pub(super) frames: usize,
    /// Write the figures as JSON instead of a table (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(super) json: Option<PathBuf>,
    /// Also write the page about motion into a folder; left out, `docs`
    #[arg(long, value_name = "FOLDER", num_args = 0..=1, default_missing_value = "docs")]
    pub(super) write: Option<PathBuf>,
}

/// `demo`, `camera`, `camera:ID`, or a path.
pub(super) fn source(text: &str) -> SourceSpec {
    match text {
        "demo" => SourceSpec::Demo,
        "camera" => SourceSpec::Camera(None),
        _ => match text.strip_prefix("camera:") {
            Some(id) => SourceSpec::Camera(Some(id.into())),
            None => SourceSpec::File(text.into()),
        },
    }
}

/// `X,Y`.
fn pixels(text: &str) -> Result<[f32; 2], String> {
    let number = |part: &str| part.trim().parse::<f32>().ok().filter(|value| value.is_finite());
    let pair = text.split_once(',').and_then(|(x, y)| Some([number(x)?, number(y)?]));
    pair.ok_or_else(|| "write two numbers with a comma between them, such as 320,180".into())
}

fn unit_interval(text: &str) -> Result<f32, String> {
    match text.parse::<f32>() {
        Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
        _ => Err("a number from 0 to 1 is needed".into()),
    }
}

fn duration_secs(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.1..=86_400.0).contains(&value) => Ok(value),
        _ => Err("a number of seconds from 0.1 to 86400 is needed".into()),
    }
}

fn budget_ms(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if (0.1..=10_000.0).contains(&value) => Ok(value),
        _ => Err("a number of milliseconds from 0.1 to 10000 is needed".into()),
    }
}

fn frame_size(text: &str) -> Result<(u32, u32), String> {
    let side = |text: &str| text.parse::<u32>().ok().filter(|side| (64..=8192).contains(side));
    let sides = text.split_once('x').and_then(|(width, height)| Some((side(width)?, side(height)?)));
    sides.ok_or_else(|| "two numbers from 64 to 8192 are needed, such as 1920x1080".into())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sources_are_told_apart() {
        assert_eq!(source("demo"), SourceSpec::Demo);
        assert_eq!(source("camera"), SourceSpec::Camera(None));
        assert_eq!(source("camera:2"), SourceSpec::Camera(Some("2".into())));
        assert_eq!(source("./demo"), SourceSpec::File("./demo".into()));
    }

    #[test]
    fn values_out_of_bounds_are_refused() {
        assert_eq!(frame_size("1920x1080"), Ok((1920, 1080)));
        for wrong in ["", "1920", "x", "0x0", "1920x1080x3", "-5x5", "99999x1080", "1920X1080"] {
            assert!(frame_size(wrong).is_err(), "{wrong}");
        }
        for wrong in ["", "-0.1", "1.1", "nan", "inf", "half"] {
            assert!(unit_interval(wrong).is_err(), "{wrong}");
            assert!(duration_secs(wrong).is_err() || wrong == "1.1", "{wrong}");
        }
    }
}
