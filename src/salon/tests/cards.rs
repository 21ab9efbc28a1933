//! Cards, consents, consultations and pictures.

use super::*;
use crate::salon::limits::LONGEST_WORDING;

#[test]
fn a_card_comes_back_as_it_was_written() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let odd =
        Details {
            name: "Robert'); DROP TABLE clients;--".into(), contact: "%_\"`\\".into(), notes: "é\n\t𝄞".into()
        };
    let id = salon.enrol(&odd, &consent(Covers::Card)).unwrap();
    drop(salon);
    let client = shop.open().client(id).unwrap();
    assert_eq!(client, Client { id, details: odd, enrolled: at(0), consent: consent(Covers::Card) });
}

#[test]
fn names_are_cleaned_and_need_letters() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let id = salon.enrol(&details("  Zo\u{0}ë\nBell\u{202e} "), &consent(Covers::Card)).unwrap();
    assert_eq!(salon.client(id).unwrap().details.name, "Zoë Bell");
    for wrong in ["", " \t", "\u{7}"] {
        assert!(matches!(salon.change(id, &details(wrong)), Err(SalonError::Empty { what: "name" })), "{wrong:?}");
    }
    let long = Details { notes: "n".repeat(LONGEST_NOTES + 1), ..details("Zoë") };
    assert!(matches!(salon.change(id, &long), Err(SalonError::TooLong { what: "notes", .. })));
    assert_eq!(salon.client(id).unwrap().details.name, "Zoë Bell");
}

#[test]
fn a_consent_needs_its_wording() {
    assert!(matches!(Consent::given(" \n", at(0), Covers::Card), Err(SalonError::Empty { .. })));
    let long = "w".repeat(LONGEST_WORDING + 1);
    assert!(matches!(Consent::given(&long, at(0), Covers::Card), Err(SalonError::TooLong { .. })));
}

#[test]
fn clients_are_found_by_words_and_the_newest_comes_first() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let mut enrol = |name: &str| salon.enrol(&details(name), &consent(Covers::Card)).unwrap();
    let (agathe, emilia, bea) = (enrol("Agathe Öztürk"), enrol("Émilia 100% Bell"), enrol("Bea Bell"));
    salon.add_consultation(emilia, &visit(50)).unwrap();
    salon.add_consultation(bea, &visit(100)).unwrap();
    salon.add_consultation(bea, &visit(-100)).unwrap();
    let found = |words: &str| salon.clients(words).unwrap().iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(found(""), [bea, emilia, agathe]);
    assert_eq!(found("bell"), [bea, emilia]);
    assert_eq!(found("BELL émil"), [emilia]);
    assert_eq!(found("ÖZTÜRK"), [agathe]);
    assert_eq!(found("%"), [emilia]);
    assert!(found("' OR 1=1 --").is_empty());
}

#[test]
fn consultations_are_kept_the_newest_first() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let client = salon.enrol(&details("Ada"), &consent(Covers::Card)).unwrap();
    let old = salon.add_consultation(client, &visit(1)).unwrap();
    let new = salon.add_consultation(client, &visit(2)).unwrap();
    let kept = |id, second| Consultation { id, client, visit: visit(second), pictures: Vec::new() };
    assert_eq!(salon.consultations(client).unwrap(), [kept(new, 2), kept(old, 1)]);
    salon.change_consultation(old, &visit(3)).unwrap();
    assert_eq!(salon.consultations(client).unwrap(), [kept(old, 3), kept(new, 2)]);
    let mut wrong = visit(3);
    wrong.products[0].colour = Some("red".into());
    assert!(matches!(salon.change_consultation(old, &wrong), Err(SalonError::NoColour(_))));
    salon.remove_consultation(new).unwrap();
    assert_eq!(salon.consultations(client).unwrap(), [kept(old, 3)]);
    assert!(matches!(salon.consultation(new), Err(SalonError::NoConsultation)));
    assert!(matches!(salon.remove_consultation(new), Err(SalonError::NoConsultation)));
}

#[test]
fn pictures_need_a_consent_that_covers_them() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let client = salon.enrol(&details("Ada"), &consent(Covers::Card)).unwrap();
    let id = salon.add_consultation(client, &visit(1)).unwrap();
    assert!(matches!(salon.keep_picture(id, Moment::Before, &jpeg(1, 10)), Err(SalonError::NoConsent)));
    salon.renew_consent(client, &consent(Covers::CardAndPictures)).unwrap();
    salon.keep_picture(id, Moment::After, &jpeg(1, 10)).unwrap();
    salon.keep_picture(id, Moment::After, &jpeg(2, 10)).unwrap();
    salon.keep_picture(id, Moment::Before, &jpeg(3, 10)).unwrap();
    assert!(matches!(salon.keep_picture(id, Moment::Before, b"GIF89a"), Err(SalonError::NoJpeg)));
    assert_eq!(salon.picture(id, Moment::After).unwrap(), Some(jpeg(2, 10)));
    assert_eq!(salon.consultation(id).unwrap().pictures, Moment::ALL);
    salon.withdraw_pictures(client, at(5)).unwrap();
    assert_eq!(salon.picture(id, Moment::After).unwrap(), None);
    let after = salon.client(client).unwrap().consent;
    assert_eq!((after.covers(), after.pictures_withdrawn()), (Covers::Card, Some(at(5))));
    assert_eq!((after.wording(), after.at()), ("May we keep a card of you?", at(0)));
    assert!(matches!(salon.keep_picture(id, Moment::Before, &jpeg(1, 10)), Err(SalonError::NoConsent)));
}

#[test]
fn a_narrower_consent_deletes_the_pictures() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let client = salon.enrol(&details("Ada"), &consent(Covers::CardAndPictures)).unwrap();
    let id = salon.add_consultation(client, &visit(1)).unwrap();
    salon.keep_picture(id, Moment::After, &jpeg(1, 10)).unwrap();
    salon.renew_consent(client, &consent(Covers::CardAndPictures)).unwrap();
    assert_eq!(salon.consultation(id).unwrap().pictures, [Moment::After]);
    salon.renew_consent(client, &consent(Covers::Card)).unwrap();
    assert!(salon.consultation(id).unwrap().pictures.is_empty());
}

#[test]
fn what_is_forgotten_is_not_there_and_its_number_is_not_used_again() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let ada = salon.enrol(&details("Ada"), &consent(Covers::CardAndPictures)).unwrap();
    let id = salon.add_consultation(ada, &visit(1)).unwrap();
    salon.forget(ada).unwrap();
    assert!(matches!(salon.client(ada), Err(SalonError::NoClient)));
    assert!(matches!(salon.forget(ada), Err(SalonError::NoClient)));
    assert!(matches!(salon.change(ada, &details("Ada")), Err(SalonError::NoClient)));
    assert!(matches!(salon.consultations(ada), Err(SalonError::NoClient)));
    assert!(matches!(salon.add_consultation(ada, &visit(1)), Err(SalonError::NoClient)));
    assert!(matches!(salon.withdraw_pictures(ada, at(1)), Err(SalonError::NoClient)));
    assert!(matches!(salon.renew_consent(ada, &consent(Covers::Card)), Err(SalonError::NoClient)));
    assert!(matches!(salon.keep_picture(id, Moment::After, &jpeg(1, 10)), Err(SalonError::NoConsultation)));
    let bea = salon.enrol(&details("Bea"), &consent(Covers::Card)).unwrap();
    assert_ne!(ada, bea);
    assert_ne!(salon.add_consultation(bea, &visit(1)).unwrap(), id);
}

#[test]
fn earlier_consents_are_kept_as_long_as_the_card() {
    let shop = Shop::new();
    let mut salon = shop.open();
    let first = consent(Covers::CardAndPictures);
    let client = salon.enrol(&details("Ada"), &first).unwrap();
    assert!(salon.earlier_consents(client).unwrap().is_empty());
    salon.withdraw_pictures(client, at(5)).unwrap();
    let second = Consent::given("A new wording.", at(9), Covers::Card).unwrap();
    salon.renew_consent(client, &second).unwrap();
    salon.renew_consent(client, &consent(Covers::Card)).unwrap();
    let earlier = salon.earlier_consents(client).unwrap();
    assert_eq!(earlier.len(), 2);
    assert_eq!(earlier[0], second);
    assert_eq!((earlier[1].wording(), earlier[1].pictures_withdrawn()), (first.wording(), Some(at(5))));
    salon.forget(client).unwrap();
    assert!(salon.earlier_consents(client).unwrap().is_empty(), "they go with the card");
    let nobody = salon.renew_consent(client, &second);
    assert!(matches!(nobody, Err(SalonError::NoClient)) && salon.earlier_consents(client).unwrap().is_empty());
}
