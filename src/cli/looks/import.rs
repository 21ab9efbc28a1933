//! `vanity looks import`: a look of another program as a look file.

use std::path::Path;

use anyhow::Context;
use serde_json::{Value, json};

use crate::{
    cli::{Exit, Failure, arguments::Import, output},
    files,
    look::{
        file::{self, Opened},
        format::{self, perfect::LeftOut},
    },
};

pub(super) fn run(task: &Import) -> Result<Exit, Failure> {
    let name = task.file.display();
    let Opened { look, left_out, .. } = file::open(&task.file).map_err(Failure::input)?;
    left_out.iter().for_each(|left_out| output::complain(&format!("{name}: {left_out}")));
    let text = format::write(&look).map_err(Failure::input)?;
    match &task.output {
        Some(path) => files::write_atomically(path, text.as_bytes())
            .with_context(|| format!("{} cannot be written", path.display()))
            .map_err(Failure::input)?,
        None if task.json.as_deref() == Some(Path::new("-")) => {}
        None => output::say(text.trim_end())?,
    }
    if let Some(path) = &task.json {
        let left_out: Vec<Value> = left_out.iter().map(entry).collect();
        let document =
            json!({ "look": look.id, "name": look.name, "products": look.products.len(), "left_out": left_out });
        output::write_json(path, &document)?;
    }
    Ok(Exit::Done)
}

fn entry(left_out: &LeftOut) -> Value {
    json!({ "place": left_out.place, "reason": left_out.reason })
}
