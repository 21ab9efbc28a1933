//! What a client is handed.

use std::fs;

use serde_json::Value;

use super::*;

#[test]
fn an_export_has_everything() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let id = salon.enrol(&details("Ada"), &consent(Covers::CardAndPictures)).unwrap();
    let old = salon.add_consultation(id, &visit(1)).unwrap();
    salon.add_consultation(id, &visit(2)).unwrap();
    salon.keep_picture(old, Moment::Before, &jpeg(1, 100)).unwrap();
    salon.keep_picture(old, Moment::After, &jpeg(2, 100)).unwrap();
    salon.enrol(&details("Bea"), &consent(Covers::Card)).unwrap();
    let folder = shop.folder.path().join("for Ada");
    salon.export(id, &folder).unwrap();
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["2-after.jpg", "2-before.jpg", "client.json"]);
    assert_eq!(fs::read(folder.join("2-before.jpg")).unwrap(), jpeg(1, 100));
    let text = fs::read_to_string(folder.join("client.json")).unwrap();
    assert!(text.contains("\n  \"name\"") && !text.contains("Bea"), "{text}");
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!((&json["format"], &json["version"]), (&"vanity-client".into(), &1.into()));
    assert_eq!(json["consent"]["wording"], "May we keep a card of you?");
    assert_eq!(json["consent"]["covers_pictures"], true);
    assert_eq!(json["enrolled"], "2026-01-01T00:00:00Z");
    let [new, old] = [0, 1].map(|index| &json["consultations"][index]);
    assert_eq!((&new["at"], &new["before"]), (&"2026-01-01T00:00:02Z".into(), &Value::Null));
    assert_eq!((&old["before"], &old["after"]), (&"2-before.jpg".into(), &"2-after.jpg".into()));
    assert_eq!((&old["products"][0]["colour"], &old["advice"][0]), (&"#aa1122".into(), &"Warm tones suit you.".into()));
    assert_eq!(old["looks_tried"][0]["document"], visit(1).looks_tried[0].document);
}

#[test]
fn nothing_is_overwritten_or_left_half() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let id = salon.enrol(&details("Ada"), &consent(Covers::CardAndPictures)).unwrap();
    let at = |name: &str| shop.folder.path().join(name);
    fs::create_dir(at("empty")).unwrap();
    fs::write(at("file"), "mine").unwrap();
    for name in ["empty", "file"] {
        assert!(matches!(salon.export(id, &at(name)), Err(SalonError::Exists { .. })), "{name}");
    }
    let error = salon.export(id, &at("missing").join("for Ada")).unwrap_err().to_string();
    assert!(error.contains("does not exist") && !error.contains(".vanity-"), "{error}");
    let consultation = salon.add_consultation(id, &visit(1)).unwrap();
    salon.keep_picture(consultation, Moment::After, &jpeg(1, 100)).unwrap();
    salon.connection.execute_batch("ALTER TABLE pictures RENAME COLUMN jpeg TO lost").unwrap();
    assert!(matches!(salon.export(id, &at("half")), Err(SalonError::Storage(_))));
    drop(salon);
    let mut names: Vec<_> = fs::read_dir(shop.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["clients.db", "empty", "file"]);
    assert_eq!(fs::read_to_string(at("file")).unwrap(), "mine");
}
