//! What is left of a client who was forgotten: nothing, not in the pages behind the lock either.

use std::fs;

use super::*;

/// Everything that is in the file, unlocked: pages as they are, those that are free, too.
fn pages(salon: &mut Salon) -> Vec<u8> {
    salon.connection.serialize("main").unwrap().to_vec()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A card that was changed about: older texts and pictures are traces as well.
fn enrol(salon: &mut Salon, name: &str) -> ClientId {
    let id = salon.enrol(&details(&format!("{name} Before")), &consent(Covers::CardAndPictures)).unwrap();
    salon.change(id, &details(&format!("{name} After"))).unwrap();
    for index in 0..30 {
        let note = format!("{name} note {index} ").repeat(1 + 17 * (index as usize % 5));
        let consultation = salon.add_consultation(id, &Visit { notes: note, ..visit(index) }).unwrap();
        salon.change_consultation(consultation, &Visit { notes: format!("{name} again"), ..visit(index) }).unwrap();
        if index % 7 == 0 {
            salon.keep_picture(consultation, Moment::Before, &jpeg(name.len() as u8, 30_000)).unwrap();
            salon.keep_picture(consultation, Moment::After, &jpeg(name.len() as u8, 3000)).unwrap();
        }
    }
    id
}

#[test]
fn nothing_is_left_of_who_was_forgotten() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let (ada, _) = (enrol(&mut salon, "Adalbert"), enrol(&mut salon, "Bea"));
    let picture = jpeg("Adalbert".len() as u8, 30_000);
    let traces = [b"Adalbert".as_slice(), &picture[500..532], &picture[2000..2032]];
    let before = pages(&mut salon);
    assert!(before.starts_with(b"SQLite format 3\0"));
    assert!(traces.iter().all(|trace| has(&before, trace)));

    salon.forget(ada).unwrap();
    let after = pages(&mut salon);
    assert!(traces.iter().all(|trace| !has(&after, trace)));
    assert!(has(&after, b"Bea After") && has(&after, &jpeg(3, 30_000)[500..532]));
    assert!(after.len() < before.len());
    let memory = 2;
    assert_eq!(salon.connection.pragma_query_value(None, "temp_store", |row| row.get(0)), Ok(memory));
    let journal = shop.path().with_extension("db-journal");
    assert_eq!(fs::metadata(&journal).map_or(0, |metadata| metadata.len()), 0);
    drop(salon);
    assert_eq!(fs::metadata(shop.path()).unwrap().len(), after.len() as u64);
    assert_eq!(fs::read_dir(shop.folder.path()).unwrap().count(), 1);
    let whole: String = shop.open().connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
}

#[test]
fn nothing_is_left_of_pictures_that_were_withdrawn_or_replaced() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let id = salon.enrol(&details("Ada"), &consent(Covers::CardAndPictures)).unwrap();
    let consultation = salon.add_consultation(id, &visit(1)).unwrap();
    let (first, second) = (jpeg(1, 30_000), jpeg(2, 30_000));
    let trace = |picture: &[u8]| picture[9000..9032].to_vec();
    salon.keep_picture(consultation, Moment::Before, &first).unwrap();
    assert!(has(&pages(&mut salon), &trace(&first)));
    salon.keep_picture(consultation, Moment::Before, &second).unwrap();
    assert!(!has(&pages(&mut salon), &trace(&first)) && has(&pages(&mut salon), &trace(&second)));
    salon.withdraw_pictures(id, at(1)).unwrap();
    assert!(!has(&pages(&mut salon), &trace(&second)) && has(&pages(&mut salon), b"Ada"));
}

#[test]
fn what_is_deleted_is_overwritten_at_once() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let ada = enrol(&mut salon, "Adalbert");
    let picture = jpeg("Adalbert".len() as u8, 30_000);
    salon.connection.execute("DELETE FROM clients WHERE id = ?1", [ada.0]).unwrap();
    assert!(!has(&pages(&mut salon), &picture[9000..9032]));
}
