//! Files that are none, are broken, belong to others, or are in use.

use std::fs;

use rusqlite::Connection;

use super::*;

/// Opens with a passphrase what must not open, and sees that it is as it was, with nothing new beside it.
fn refused(shop: &Shop, secret: &Secret) -> SalonError {
    let before = fs::read(shop.path()).unwrap();
    let error = shop.try_open(secret).err().expect("it opened");
    assert!(fs::read(shop.path()).unwrap() == before, "the file was changed: {error}");
    assert_eq!(fs::read_dir(shop.folder.path()).unwrap().count(), 1, "{error}");
    let text = error.to_string();
    assert!(text.contains("clients.db") && !text.contains("expect"), "{text}");
    error
}

#[test]
fn a_file_of_cards_looks_like_noise() {
    let shop = Shop::new();
    let mut salon = shop.open();
    salon.enrol(&details("Ada Lovelace"), &consent(Covers::Card)).unwrap();
    drop(salon);
    let bytes = fs::read(shop.path()).unwrap();
    assert_ne!(&bytes[..16], b"SQLite format 3\0");
    for plain in [b"Ada Lovelace".as_slice(), b"CREATE TABLE", b"clients"] {
        assert!(!bytes.windows(plain.len()).any(|window| window == plain));
    }
    let ones: u32 = bytes.iter().map(|byte| byte.count_ones()).sum();
    assert!((f64::from(ones) / (bytes.len() * 8) as f64 - 0.5).abs() < 0.01);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(shop.path()).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_is_no_file_of_cards_is_left_alone() {
    let shop = Shop::new();
    let secret = passphrase("correct horse");
    fs::write(shop.path(), b"short").unwrap();
    assert!(matches!(refused(&shop, &secret), SalonError::Damaged { .. }));
    for length in [16, 100, 4095, 4096, 20_000] {
        fs::write(shop.path(), jpeg(7, length)).unwrap();
        assert!(matches!(refused(&shop, &secret), SalonError::WrongSecret { .. }), "{length}");
    }
    fs::write(shop.path(), vec![0; 8192]).unwrap();
    assert!(matches!(refused(&shop, &secret), SalonError::WrongSecret { .. }));
    assert!(matches!(refused(&shop, &Secret::Keyring), SalonError::NoKey { .. }));
}

#[test]
fn a_plain_database_is_left_alone() {
    let shop = Shop::new();
    Connection::open(shop.path()).unwrap().execute_batch("CREATE TABLE a (b); PRAGMA user_version = 1").unwrap();
    assert!(matches!(refused(&shop, &passphrase("correct horse")), SalonError::Unlocked { .. }));
    assert!(matches!(refused(&shop, &passphrase("")), SalonError::Unlocked { .. }));
    assert!(matches!(Lock::of_with(&shop.path(), &shop.keychain), Err(SalonError::Unlocked { .. })));
}

#[test]
fn a_folder_is_no_file() {
    let shop = Shop::new();
    fs::create_dir(shop.path()).unwrap();
    let error = shop.try_open(&Secret::Keyring).err().unwrap().to_string();
    assert!(error.contains("folder"), "{error}");
    let nowhere = shop.path().join("missing").join("clients.db");
    assert!(matches!(
        Salon::open_with(&nowhere, &Secret::Keyring, shop.keychain.clone()),
        Err(SalonError::File { .. })
    ));
}

#[test]
fn an_encrypted_database_of_another_program_is_left_alone() {
    let shop = Shop::new();
    let other = Connection::open(shop.path()).unwrap();
    other.execute_batch("PRAGMA key = 'correct horse'; CREATE TABLE a (b)").unwrap();
    drop(other);
    assert!(matches!(refused(&shop, &passphrase("correct horse")), SalonError::Foreign { .. }));
}

#[test]
fn a_newer_file_is_left_alone() {
    let shop = Shop::new();
    shop.open().connection.pragma_update(None, "user_version", 3).unwrap();
    fs::remove_file(shop.path().with_extension("db-journal")).ok();
    assert!(matches!(refused(&shop, &Secret::Keyring), SalonError::Newer { found: 3, known: 2, .. }));
}

#[test]
fn a_file_that_was_cut_short_is_not_taken_for_a_whole_one() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let id = salon.enrol(&details("Ada"), &consent(Covers::CardAndPictures)).unwrap();
    let consultation = salon.add_consultation(id, &visit(1)).unwrap();
    salon.keep_picture(consultation, Moment::After, &jpeg(1, 50_000)).unwrap();
    drop(salon);
    let whole = fs::read(shop.path()).unwrap();
    for length in [15, 16, 1000, 4096, 8192, whole.len() - 4096, whole.len() - 1] {
        fs::write(shop.path(), &whole[..length]).unwrap();
        let error = refused(&shop, &Secret::Keyring);
        let told = matches!(error, SalonError::Damaged { .. } | SalonError::WrongSecret { .. });
        assert!(told && (length < 4096 || matches!(error, SalonError::Damaged { .. })), "{length}: {error}");
    }
}

#[test]
fn a_page_that_was_tampered_with_is_not_read() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let id = salon.enrol(&details("Ada"), &consent(Covers::CardAndPictures)).unwrap();
    let consultation = salon.add_consultation(id, &visit(1)).unwrap();
    salon.keep_picture(consultation, Moment::After, &jpeg(1, 50_000)).unwrap();
    drop(salon);
    let mut bytes = fs::read(shop.path()).unwrap();
    let last = bytes.len() - 2000;
    bytes[last] ^= 1;
    fs::write(shop.path(), &bytes).unwrap();
    let salon = shop.open();
    assert_eq!(salon.consultation(consultation).unwrap().pictures, [Moment::After]);
    assert!(matches!(salon.picture(consultation, Moment::After), Err(SalonError::Damaged { .. })));
    assert!(matches!(salon.export(id, &shop.folder.path().join("Ada")), Err(SalonError::Damaged { .. })));
    assert!(!shop.folder.path().join("Ada").exists());
}

#[test]
fn one_program_at_a_time() {
    let shop = Shop::new();
    let salon = shop.open();
    assert!(matches!(shop.try_open(&Secret::Keyring), Err(SalonError::Busy)));
    assert_eq!(Lock::of_with(&shop.path(), &shop.keychain).unwrap(), Lock::Keyring);
    drop(salon);
    shop.open();
}

#[test]
fn an_empty_file_is_made_into_cards() {
    let shop = Shop::new();
    fs::write(shop.path(), b"").unwrap();
    assert_eq!(Lock::of_with(&shop.path(), &shop.keychain).unwrap(), Lock::None);
    assert!(shop.open().clients("").unwrap().is_empty());
}

#[test]
fn what_was_not_finished_when_the_power_went_is_undone() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let id = salon.enrol(&details("Ada"), &consent(Covers::Card)).unwrap();
    salon.connection.execute_batch("BEGIN; UPDATE clients SET name = 'Half'").unwrap();
    salon.connection.cache_flush().unwrap();
    let after = Shop { folder: tempfile::tempdir().unwrap(), keychain: shop.keychain.clone() };
    for file in ["clients.db", "clients.db-journal"] {
        fs::copy(shop.folder.path().join(file), after.folder.path().join(file)).unwrap();
    }
    assert!(fs::metadata(after.folder.path().join("clients.db-journal")).unwrap().len() > 4096);
    // A wrong secret does not spoil it.
    assert!(matches!(after.try_open(&passphrase("correct horse")), Err(SalonError::WrongSecret { .. })));
    assert_eq!(after.open().client(id).unwrap().details.name, "Ada");
}

#[test]
fn a_file_of_the_first_version_is_brought_up_to_date_and_loses_nothing() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let client = salon.enrol(&details("Ada"), &consent(Covers::Card)).unwrap();
    // As it was before earlier consents were kept.
    salon.connection.execute_batch("DROP TABLE earlier_consents; PRAGMA user_version = 1").unwrap();
    drop(salon);
    let mut salon = shop.open();
    assert_eq!(salon.client(client).unwrap().details.name, "Ada");
    salon.renew_consent(client, &consent(Covers::CardAndPictures)).unwrap();
    assert_eq!(salon.earlier_consents(client).unwrap(), [consent(Covers::Card)]);
}
