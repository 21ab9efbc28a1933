//! Random commands to the cards and to a plain list in memory, which come to the same.

use proptest::{collection::vec, prelude::*, sample::Index};

use super::*;

#[derive(Debug, Clone)]
enum Command {
    Enrol(Details, i64, bool),
    Change(Index, Details),
    Renew(Index, i64, bool),
    Withdraw(Index, i64),
    Forget(Index),
    Add(Index, Visit),
    ChangeVisit(Index, Visit),
    RemoveVisit(Index),
    Keep(Index, Moment, u8),
    Reopen,
}

#[derive(Debug, Default)]
struct Model {
    clients: Vec<Client>,
    consultations: Vec<(Consultation, [Option<Vec<u8>>; 2])>,
}

fn text() -> impl Strategy<Value = String> {
    "[a-zA-Zé'\"%;\\-\u{4e2d}][a-zA-Zé '\"%;\\-\u{4e2d}]{0,8}[a-zé]"
}

fn details() -> impl Strategy<Value = Details> {
    (text(), text(), text()).prop_map(|(name, contact, notes)| Details { name, contact, notes })
}

fn visits() -> impl Strategy<Value = Visit> {
    let looks = vec((text(), text()).prop_map(|(name, document)| TriedLook { name, document }), 0..3);
    let product = (text(), proptest::option::of("#[0-9a-f]{6}"), proptest::option::of(text()));
    let product =
        product.prop_map(|(brand, colour, price)| ChosenProduct { brand, colour, price, ..Default::default() });
    (-1000..1000_i64, text(), looks, vec(product, 0..3), vec(text(), 0..3)).prop_map(
        |(second, notes, looks_tried, products, advice)| Visit { at: at(second), notes, looks_tried, products, advice },
    )
}

fn commands() -> impl Strategy<Value = Command> {
    let index = any::<Index>;
    let moment = || prop_oneof![Just(Moment::Before), Just(Moment::After)];
    prop_oneof![
        4 => (details(), -1000..1000_i64, any::<bool>()).prop_map(|(card, time, all)| Command::Enrol(card, time, all)),
        2 => (index(), details()).prop_map(|(which, card)| Command::Change(which, card)),
        1 => (index(), -1000..1000_i64, any::<bool>()).prop_map(|(which, time, all)| Command::Renew(which, time, all)),
        1 => (index(), -1000..1000_i64).prop_map(|(which, time)| Command::Withdraw(which, time)),
        1 => index().prop_map(Command::Forget),
        4 => (index(), visits()).prop_map(|(which, visit)| Command::Add(which, visit)),
        2 => (index(), visits()).prop_map(|(which, visit)| Command::ChangeVisit(which, visit)),
        1 => index().prop_map(Command::RemoveVisit),
        4 => (index(), moment(), any::<u8>()).prop_map(|(which, moment, seed)| Command::Keep(which, moment, seed)),
        1 => Just(Command::Reopen),
    ]
}

fn agreed(second: i64, all: bool) -> Consent {
    let covers = if all { Covers::CardAndPictures } else { Covers::Card };
    Consent::given(&format!("Agreed? {second}"), at(second), covers).unwrap()
}

impl Model {
    fn drop_pictures(&mut self, id: ClientId) {
        self.consultations
            .iter_mut()
            .filter(|(one, _)| one.client == id)
            .for_each(|(_, pictures)| *pictures = [None, None]);
    }

    /// Does a command here and there; those that name nobody are left out.
    fn apply(&mut self, salon: &mut Salon, command: Command) {
        let client = |which: Index| (!self.clients.is_empty()).then(|| which.index(self.clients.len()));
        let visit = |which: Index| (!self.consultations.is_empty()).then(|| which.index(self.consultations.len()));
        match command {
            Command::Enrol(details, second, all) => {
                let consent = agreed(second, all);
                let id = salon.enrol(&details, &consent).unwrap();
                self.clients.push(Client { id, details, enrolled: at(second), consent });
            }
            Command::Change(which, details) => {
                let Some(index) = client(which) else { return };
                salon.change(self.clients[index].id, &details).unwrap();
                self.clients[index].details = details;
            }
            Command::Renew(which, second, all) => {
                let Some(index) = client(which) else { return };
                let id = self.clients[index].id;
                self.clients[index].consent = agreed(second, all);
                salon.renew_consent(id, &self.clients[index].consent).unwrap();
                if !all {
                    self.drop_pictures(id);
                }
            }
            Command::Withdraw(which, second) => {
                let Some(index) = client(which) else { return };
                let Client { id, ref mut consent, .. } = self.clients[index];
                salon.withdraw_pictures(id, at(second)).unwrap();
                (consent.covers, consent.pictures_withdrawn) = (Covers::Card, Some(at(second)));
                self.drop_pictures(id);
            }
            Command::Forget(which) => {
                let Some(index) = client(which) else { return };
                let id = self.clients.remove(index).id;
                salon.forget(id).unwrap();
                self.consultations.retain(|(one, _)| one.client != id);
            }
            Command::Add(which, visit) => {
                let Some(index) = client(which) else { return };
                let client = self.clients[index].id;
                let id = salon.add_consultation(client, &visit).unwrap();
                self.consultations.push((Consultation { id, client, visit, pictures: Vec::new() }, [None, None]));
            }
            Command::ChangeVisit(which, new) => {
                let Some(index) = visit(which) else { return };
                salon.change_consultation(self.consultations[index].0.id, &new).unwrap();
                self.consultations[index].0.visit = new;
            }
            Command::RemoveVisit(which) => {
                let Some(index) = visit(which) else { return };
                salon.remove_consultation(self.consultations.remove(index).0.id).unwrap();
            }
            Command::Keep(which, moment, seed) => {
                let Some(index) = visit(which) else { return };
                let (one, pictures) = &mut self.consultations[index];
                let owner = self.clients.iter().find(|client| client.id == one.client).unwrap();
                let kept = salon.keep_picture(one.id, moment, &jpeg(seed, 5000));
                assert_eq!(kept.is_ok(), owner.consent.covers == Covers::CardAndPictures);
                if kept.is_ok() {
                    pictures[moment as usize] = Some(jpeg(seed, 5000));
                }
            }
            Command::Reopen => {}
        }
    }

    fn compare(&self, salon: &Salon) {
        let listed = |client: &Client| {
            let visits =
                self.consultations.iter().filter(|(one, _)| one.client == client.id).map(|(one, _)| one.visit.at);
            let last_seen = visits.chain([client.enrolled]).max().unwrap();
            Listed { id: client.id, name: client.details.name.clone(), last_seen }
        };
        let mut wanted: Vec<Listed> = self.clients.iter().map(listed).collect();
        wanted.sort_by(|a, b| b.last_seen.cmp(&a.last_seen).then(a.name.cmp(&b.name)).then(a.id.cmp(&b.id)));
        assert_eq!(salon.clients("").unwrap(), wanted);
        for client in &self.clients {
            assert_eq!(salon.client(client.id).unwrap(), *client);
            let mut wanted: Vec<Consultation> = Vec::new();
            for (one, pictures) in self.consultations.iter().filter(|(one, _)| one.client == client.id) {
                let there = |moment: &Moment| pictures[*moment as usize].is_some();
                wanted.push(Consultation { pictures: Moment::ALL.into_iter().filter(there).collect(), ..one.clone() });
                for moment in Moment::ALL {
                    assert_eq!(salon.picture(one.id, moment).unwrap(), pictures[moment as usize]);
                }
            }
            wanted.sort_by_key(|one| std::cmp::Reverse((one.visit.at, one.id)));
            assert_eq!(salon.consultations(client.id).unwrap(), wanted);
        }
        let count = |table: &str| {
            let query = format!("SELECT count(*) FROM {table}");
            salon.connection.query_row(&query, [], |row| row.get::<_, i64>(0)).unwrap() as usize
        };
        assert_eq!(count("consultations"), self.consultations.len());
        assert_eq!(count("pictures"), self.consultations.iter().flat_map(|(_, both)| both).flatten().count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn the_cards_are_as_a_plain_list(commands in vec(commands(), 1..40)) {
        let shop = Shop::new();
        let (mut salon, mut model) = (shop.open(), Model::default());
        for command in commands {
            if matches!(command, Command::Reopen) {
                drop(salon);
                salon = shop.open();
            }
            model.apply(&mut salon, command);
            model.compare(&salon);
        }
    }
}
