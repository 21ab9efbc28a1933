//! The baker thread: paints the look that is asked for while the engine goes on with the one before.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::{shared::Shared, slot::Taken};
use crate::{language::say, makeup::Baker};

/// Longest wait for a look; closing the slot ends it at once.
const IDLE: Duration = Duration::from_secs(3600);

/// Runs until the slots are closed. Looks asked for while one is being painted are skipped, but for the newest.
pub(super) fn run(shared: &Shared, baker: &Baker) {
    while let Taken::Value(look) = shared.wear.take_within(IDLE) {
        let Some(look) = look else {
            shared.atlas.put(None);
            continue;
        };
        let start = Instant::now();
        let (look, missing) = baker.without_missing_pictures(&look);
        for fault in missing {
            let name = say(&look.name);
            shared.set_notice(say!("A decal of the look '{name}' is left out: {fault}", name = name, fault = fault));
        }
        match baker.bake(&look) {
            Ok(atlas) => {
                tracing::debug!(look = look.id, took = ?start.elapsed(), "baked");
                shared.atlas.put(Some(Arc::new(atlas)));
            }
            Err(error) => {
                let name = say(&look.name);
                shared.set_notice(say!("The look '{name}' cannot be painted: {error}", name = name, error = error));
            }
        }
    }
}
