//! What can be typed of catalogues.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::catalog::{Field, Kind, colour};

// One paragraph, which clap breaks to the terminal's width.
const IMPORT_HELP: &str = "The first row of a CSV file (commas, semicolons or tabs) names the columns; a JSON file is a list of objects. Each row \
needs a colour: a hex, an RGB or a CIE Lab. Columns are found by their names; --map names others, as in `--map shade='Colour name'` or \
`--map lab=L,a,b`, and `--map FIELD=` takes none. Fields: hex, lab, illuminant, rgb, brand, product, shade, kind, finish, coverage, gtin, \
price, currency, link, picture. docs/catalogues.md tells more.";

#[derive(Debug, Args)]
pub(in crate::cli) struct Catalog {
    #[command(subcommand)]
    pub(in crate::cli) task: CatalogTask,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CatalogTask {
    /// Keep the shades of a CSV or JSON file, and name each row that is no shade
    #[command(after_help = IMPORT_HELP)]
    Import(ImportCatalog),
    /// One catalogue a line: how many shades, name
    List {
        /// Write the list as JSON (`-` is the standard output)
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Do not keep a catalogue any more
    Remove {
        /// Its name, as `vanity catalog list` tells it
        name: String,
    },
    /// Find the shades that look most like a colour
    Nearest(NearestShades),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ImportCatalog {
    /// Table to import
    pub(in crate::cli) file: PathBuf,
    /// Take a field from a column, whatever the columns' names say
    #[arg(long = "map", value_name = "FIELD=COLUMN", value_parser = field_and_columns)]
    pub(in crate::cli) maps: Vec<(Field, String)>,
    /// What the catalogue is called; one of the same name is replaced. Left out, it is called after the file
    #[arg(long)]
    pub(in crate::cli) name: Option<String>,
    /// What all shades are sold as, where no column tells it. Left out, the file's name may say it
    #[arg(long, value_parser = kind)]
    pub(in crate::cli) kind: Option<Kind>,
    /// Only tell what would become of the rows, and keep nothing
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Also write the mapping, the first shades and the rejected rows as JSON (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) json: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct NearestShades {
    /// The colour: `#A06F4A`, `rgb(160, 111, 74)` or `lab(50.3 15.4 27.2)` for D65
    #[arg(value_name = "COLOUR", allow_hyphen_values = true)]
    pub(in crate::cli) color: String,
    /// Only shades of this kind
    #[arg(long, value_parser = kind)]
    pub(in crate::cli) kind: Option<Kind>,
    /// How many
    #[arg(long, value_name = "N", default_value_t = 6)]
    pub(in crate::cli) count: usize,
    /// Write them as JSON instead of a table (`-` is the standard output)
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) json: Option<PathBuf>,
}

impl NearestShades {
    /// The colour as CIE Lab for D65; `None` where it is none.
    pub(in crate::cli) fn lab(&self) -> Option<crate::raster::difference::Lab> {
        let of_color = |color| crate::catalog::Item::of(color).lab;
        let measured = self.color.trim().starts_with("lab").then(|| colour::lab(&self.color)).flatten();
        measured.map(crate::raster::difference::Lab).or_else(|| colour::rgb8(&self.color).map(of_color))
    }
}

fn field_and_columns(text: &str) -> Result<(Field, String), String> {
    let names = || Field::ALL.map(Field::name).join(", ");
    let (field, columns) = text.split_once('=').ok_or("write FIELD=COLUMN, such as shade=Name")?;
    let field =
        Field::of_name(field.trim()).ok_or_else(|| format!("there is no field '{field}'; there are: {}", names()))?;
    Ok((field, columns.to_owned()))
}

fn kind(text: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.map(Kind::name).join(", ");
    Kind::of_name(text).ok_or_else(|| format!("there is no kind '{text}'; there are: {}", names()))
}
