//! Passphrases, keys, and changing from one to another.

use std::fs;

use super::*;

fn salt(shop: &Shop) -> Vec<u8> {
    fs::read(shop.path()).unwrap()[..16].to_vec()
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_loses_nothing() {
    let shop = Shop::new();
    let right = passphrase("it's a 'secret'");
    let id = shop.try_open(&right).unwrap().enrol(&details("Ada"), &consent(Covers::Card)).unwrap();
    let before = fs::read(shop.path()).unwrap();
    for wrong in ["", "it's a 'secret", "It's a 'secret'", "it's a 'secret' ", "a\0b", "x'00'"] {
        assert!(matches!(shop.try_open(&passphrase(wrong)), Err(SalonError::WrongSecret { .. })), "{wrong}");
    }
    assert!(matches!(shop.try_open(&Secret::Keyring), Err(SalonError::NoKey { .. })));
    assert_eq!(fs::read(shop.path()).unwrap(), before);
    assert_eq!(shop.try_open(&right).unwrap().client(id).unwrap().details.name, "Ada");
}

#[test]
fn a_short_passphrase_makes_no_file() {
    let shop = Shop::new();
    assert!(matches!(shop.try_open(&passphrase("1234567")), Err(SalonError::ShortPassphrase)));
    assert!(!shop.path().exists());
}

#[test]
fn the_lock_can_be_changed() {
    let shop = Shop::new();
    let lock = || Lock::of_with(&shop.path(), &shop.keychain).unwrap();
    assert_eq!(lock(), Lock::None);
    let (first, second) = (passphrase("first passphrase"), passphrase("second passphrase"));
    let mut salon = shop.try_open(&first).unwrap();
    salon.enrol(&details("Ada"), &consent(Covers::Card)).unwrap();
    assert_eq!(lock(), Lock::Passphrase);
    let before = salt(&shop);
    assert!(matches!(salon.change_lock(&passphrase("short")), Err(SalonError::ShortPassphrase)));
    salon.change_lock(&second).unwrap();
    drop(salon);
    assert!(matches!(shop.try_open(&first), Err(SalonError::WrongSecret { .. })));

    let mut salon = shop.try_open(&second).unwrap();
    salon.change_lock(&Secret::Keyring).unwrap();
    salon.change_lock(&Secret::Keyring).unwrap();
    drop(salon);
    assert_eq!(lock(), Lock::Keyring);
    assert!(matches!(shop.try_open(&second), Err(SalonError::WrongSecret { .. })));

    let mut salon = shop.open();
    salon.change_lock(&first).unwrap();
    assert_eq!(salon.clients("").unwrap().len(), 1);
    drop(salon);
    assert_eq!(lock(), Lock::Passphrase);
    assert_eq!(shop.try_open(&first).unwrap().clients("ada").unwrap().len(), 1);
    assert_eq!(salt(&shop), before);
}

#[test]
fn a_file_is_known_by_its_salt_wherever_it_lies() {
    let shop = Shop::new();
    drop(shop.open());
    let elsewhere = shop.folder.path().join("moved.db");
    fs::rename(shop.path(), &elsewhere).unwrap();
    assert_eq!(Lock::of_with(&elsewhere, &shop.keychain).unwrap(), Lock::Keyring);
    Salon::open_with(&elsewhere, &Secret::Keyring, shop.keychain.clone()).unwrap();
    // Another file has another key.
    drop(shop.open());
    assert_ne!(salt(&shop), fs::read(&elsewhere).unwrap()[..16]);
}

#[test]
fn without_a_keyring_a_passphrase_is_advised() {
    let mut shop = Shop::new();
    shop.keychain = Keychain::out_of_order();
    let error = shop.try_open(&Secret::Keyring).err().unwrap().to_string();
    assert!(error.contains("nobody answers") && error.contains("use a passphrase"), "{error}");
    assert!(!shop.path().exists());
    let mut salon = shop.try_open(&passphrase("correct horse")).unwrap();
    assert!(matches!(salon.change_lock(&Secret::Keyring), Err(SalonError::NoKeyring(_))));
    drop(salon);
    assert_eq!(Lock::of_with(&shop.path(), &shop.keychain).unwrap(), Lock::Passphrase);
    shop.try_open(&passphrase("correct horse")).unwrap();
}

/// Where a session has a bus, a keyring may answer on it, and is not to be written to.
#[cfg(target_os = "linux")]
#[test]
fn no_keyring_of_the_system_is_told() {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(std::path::PathBuf::from);
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || runtime.is_some_and(|folder| folder.join("bus").exists())
    {
        return println!("skipped: this session has a bus, on which a keyring may answer");
    }
    let folder = tempfile::tempdir().unwrap();
    let error = Salon::open(&folder.path().join("clients.db"), &Secret::Keyring).err().unwrap().to_string();
    assert!(error.contains("keyring does not answer") && error.contains("use a passphrase"), "{error}");
}
