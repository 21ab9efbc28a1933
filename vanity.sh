#!/usr/bin/env bash
# Sets up what Vanity needs, then opens the studio or passes the tests. Safe to run again: it only adds what is missing.
#
#   ./vanity.sh run [ARGUMENTS]   set up, build, and start the program (`./vanity.sh run --help` for its arguments)
#   ./vanity.sh test              set up, then formatting, lints, tests and documentation
#   ./vanity.sh setup             set up only
#
# Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 something is missing that has to be installed by hand.
set -euo pipefail
cd "$(dirname "$0")"

BUILD_PACKAGES="build-essential libclang-dev libssl-dev nasm"
RUN_PACKAGES="libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libegl1 libgl1-mesa-dri zenity"
TEST_PACKAGES="xvfb openbox xdotool wmctrl xclip imagemagick dbus at-spi2-core python3-gi gir1.2-atspi-2.0 gnome-keyring"
TYPOS="typos==1.52.0"

say() { printf '\033[1m%s\033[0m\n' "$*"; }
missing() { printf '%s\n' "$*" >&2; exit 3; }

usage() { sed -n '2,8p' "$0" | sed 's/^# \{0,1\}//'; }

# Installs Debian packages that are not there yet; says exactly what to type where that needs a password.
debian_packages() {
  local wanted="" package
  for package in "$@"; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || wanted="$wanted $package"
  done
  [ -z "$wanted" ] && return 0
  local install="apt-get install -y --no-install-recommends$wanted"
  if [ "$(id -u)" = 0 ]; then
    say "Installing:$wanted"
    apt-get update -qq || missing "The package lists could not be fetched. Is there a network? Then run this again."
    DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null || missing "These packages could not be installed:$wanted"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    say "Installing:$wanted"
    sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive sh -c "$install" >/dev/null \
      || missing "These packages could not be installed:$wanted"
  else
    missing "Some system packages are missing. Type this, then run ./vanity.sh again:

  sudo apt-get update && sudo $install"
  fi
}

system_packages() {
  case "$(uname -s)" in
    Linux)
      if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        debian_packages "$@"
      else
        say "This is not Debian or Ubuntu: what these packages hold must be there: $*"
      fi ;;
    Darwin)
      xcode-select -p >/dev/null 2>&1 || missing "Apple's command line tools are missing. Type: xcode-select --install"
      command -v nasm >/dev/null || say "nasm is missing (brew install nasm): clips decode more slowly without it." ;;
    *) say "On this system a C++ compiler, LLVM (libclang) and nasm must be installed." ;;
  esac
}

toolchain() {
  if ! command -v cargo >/dev/null && [ -f "$HOME/.cargo/env" ]; then
    # shellcheck disable=SC1091
    . "$HOME/.cargo/env"
  fi
  command -v cargo >/dev/null || missing "Rust's cargo is missing. Install it with rustup (https://rustup.rs), then run ./vanity.sh again."
  local wanted have
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  have=$(cargo --version | awk '{print $2}')
  [ "$(printf '%s\n%s\n' "$wanted" "$have" | sort -V | head -n 1)" = "$wanted" ] \
    || missing "Rust $wanted or newer is needed, this is $have. Type: rustup update stable"
  if ! python3 -m pip --version >/dev/null 2>&1; then
    if [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null; then debian_packages python3 python3-pip
    else missing "Python 3 with pip is missing: it fetches ONNX Runtime. Install Python from your system's packages."; fi
  fi
}

setup() {
  # shellcheck disable=SC2086
  system_packages $BUILD_PACKAGES $RUN_PACKAGES
  toolchain
}

build() {
  say "Building (the first time takes about ten minutes)"
  cargo build --release --locked
}

step() { say "$1"; shift; "$@"; }

# The spelling checker is a single program that pip can fetch into the build folder.
spelling() {
  local tools=target/tools
  if ! command -v typos >/dev/null && ! [ -x "$tools/bin/typos" ]; then
    python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target "$tools" "$TYPOS" || true
  fi
  if ! PATH="$PATH:$tools/bin" command -v typos >/dev/null; then
    say "Spelling: left out (pip could not fetch $TYPOS)"
    return 0
  fi
  PATH="$PATH:$tools/bin" step "Spelling" typos
}

tests() {
  # shellcheck disable=SC2086
  [ "$(uname -s)" != Linux ] || system_packages $TEST_PACKAGES
  cargo fmt --version >/dev/null 2>&1 || missing "rustfmt is missing. Type: rustup component add rustfmt"
  cargo clippy --version >/dev/null 2>&1 || missing "clippy is missing. Type: rustup component add clippy"
  step "Formatting" cargo fmt --check
  step "Model list and conversion script" python3 models/convert/convert.py --check
  step "Tests" cargo test --release --locked
  step "Lints" cargo clippy --release --locked --all-targets -- -D warnings
  RUSTDOCFLAGS="-D warnings" step "Documentation" cargo doc --release --locked --no-deps
  spelling
  if command -v cargo-deny >/dev/null; then step "Licences and advisories" cargo deny check
  else say "Licences and advisories: left out (cargo install cargo-deny)"; fi
  say "All tests passed"
}

case "${1:-}" in
  run) shift; setup; build; exec target/release/vanity "$@" ;;
  test) setup; tests ;;
  setup) setup; say "Everything is there" ;;
  help | --help | -h) usage ;;
  *) usage >&2; exit 2 ;;
esac
