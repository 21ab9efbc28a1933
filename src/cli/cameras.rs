//! `vanity cameras`: what can be looked through.

use serde_json::json;

use super::{Exit, Failure, arguments::Cameras, output};
use crate::capture;

pub(super) fn run(task: &Cameras) -> Result<Exit, Failure> {
    let cameras = capture::cameras().map_err(Failure::environment)?;
    if let Some(path) = &task.json {
        let list: Vec<_> = cameras.iter().map(|camera| json!({ "id": camera.id, "name": camera.name })).collect();
        output::write_json(path, &json!({ "cameras": list }))?;
        return Ok(Exit::Done);
    }
    for camera in &cameras {
        output::say(&format!("{}  {}", camera.id, camera.name))?;
    }
    if cameras.is_empty() {
        output::complain("no camera found; `vanity` shows the sample portrait instead");
    }
    Ok(Exit::Done)
}
