//! Cards of clients in the real window, under a key that the system's keyring keeps: nobody types anything, and without the keyring nobody
//! reads them.
#![cfg(target_os = "linux")]

mod support {
    pub mod desktop;
    pub mod visit;
}

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Child, Stdio},
};

use support::{
    desktop::{Desktop, installed, wait_for},
    visit::{PATIENCE, Visit},
};

const OWNED: &str = "org.freedesktop.DBus.NameHasOwner";

/// The system's keyring, unlocked as whoever logs in unlocks it; it ends with this.
struct Keyring(Child);

impl Keyring {
    fn start(desktop: &Desktop, home: &Path) -> Self {
        let mut command = desktop.on_bus("gnome-keyring-daemon");
        command
            .args(["--foreground", "--unlock", "--components=secrets", "--control-directory"])
            .arg(home.join("control"));
        command.env("HOME", home).env_remove("XDG_DATA_HOME").stdin(Stdio::piped());
        let mut daemon = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        daemon.stdin.take().unwrap().write_all(b"of whoever logs in").unwrap();
        // Asked for sooner, another one is called over the bus.
        wait_for("the keyring", PATIENCE, || {
            let mut asked = desktop.on_bus("dbus-send");
            asked.args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/",
                OWNED,
                "string:org.freedesktop.secrets",
            ]);
            let answer = asked.output().unwrap();
            String::from_utf8_lossy(&answer.stdout).contains("boolean true").then_some(())
        });
        Self(daemon)
    }
}

impl Drop for Keyring {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_key_of_the_cards_lies_in_the_keyring() {
    if !installed("gnome-keyring-daemon") {
        return println!("skipped: gnome-keyring must be installed");
    }
    let Some(desktop) = Desktop::start() else { return };
    let home = tempfile::tempdir().unwrap();
    let keyring = Keyring::start(&desktop, home.path());
    let cards = home.path().join("kept/clients.db");
    let keyrings = home.path().join(".local/share/keyrings");
    let held = || -> u64 {
        let files = fs::read_dir(&keyrings).into_iter().flatten();
        files.map(|file| file.unwrap().metadata().unwrap().len()).sum()
    };
    let mut visit = Visit::begin(desktop, home.path(), &[]);
    visit.key("l", "the choice of a lock", |visit| visit.find("Use the keyring"));
    let before = held();
    visit.touch_until("Use the keyring", "the file of the cards", |_| cards.exists().then_some(()));
    visit.await_name("New client");
    wait_for("the key in the keyring's file", PATIENCE, || (held() > before).then_some(()));
    // Whoever comes again reads them at once.
    visit.again(home.path());
    visit.key("l", "the list of clients", |visit| visit.find("New client"));
    // Without the keyring they stay locked, and the person is told why.
    drop(keyring);
    visit.again(home.path());
    visit.key("l", "the locked cards", |visit| visit.find("Use the keyring"));
    visit.act("Use the keyring");
    // Another one may have been called over the bus, which has no key.
    wait_for("why not", PATIENCE, || visit.told(|told| told.name.starts_with("The system's keyring ")));
    assert!(visit.find("New client").is_none());
}
