//! What can be typed of kiosks.

use std::path::PathBuf;

use clap::Args;

pub(super) const KIOSK_HELP: &str = "\
The file, with what is left out in brackets:
  version = 1
  pin = \"24680\"              # 4 to 12 digits, or what --hash-pin makes of them; hold the top left corner, or Esc, for
                              # three seconds to type them
  title = \"Try a look\"       # [Vanity]
  looks = [\"soft-rose\"]      # ids, in this order  [all]
  families = [\"evening\"]     # all looks of these
  attract = \"portrait\"       # while nobody is here: portrait, or passers (whoever passes by)  [portrait]
  attract_seconds = 4         # for each look  [4]
  timeout_seconds = 60        # until the warning  [60]
  warning_seconds = 15        # until everything is forgotten  [15]
  camera = \"0\"               # from `vanity cameras`  [the first]
  languages = [\"en\", \"zh-Hans\"]   # that visitors choose from; the first is spoken until then  [English]
  catalogues = [\"lipstick.csv\"]     # tables of shades that are sold, as seen from this file  [none]
  brands = [\"Maker\"]        # of those tables  [all]
  take_home = false           # visitors fetch their picture by a QR code, in the local network  [false]
  address = \"192.168.1.20\"  # of this computer in that network  [asked of the system]
  summary = \"days\"           # folder for a file a day: visits, seconds, looks, shades  [none is written]

Each visit has a process of its own, which ends with it.";

#[derive(Debug, Args)]
pub(in crate::cli) struct Kiosk {
    /// How the kiosk is set up: a TOML file
    #[arg(long, value_name = "FILE", required_unless_present = "hash_pin")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Only say whether the file is right
    #[arg(long, requires = "config")]
    pub(in crate::cli) check: bool,
    /// Read a PIN from the standard input, and say what stands for it in the file, so that whoever reads the file does not know it
    #[arg(long, conflicts_with = "config")]
    pub(in crate::cli) hash_pin: bool,
    /// In a window instead of on the whole screen
    #[arg(long)]
    pub(in crate::cli) windowed: bool,
    /// One visit, without anybody who watches over it
    #[arg(long, hide = true, requires = "config")]
    pub(in crate::cli) visit: bool,
}
