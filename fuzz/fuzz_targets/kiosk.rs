//! Any text is a kiosk's set-up or an error; its times are sane, and what it names outside of it is looked for and never trusted.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use vanity::kiosk::{Kiosk, KioskConfig, Shop};

fuzz_target!(|text: &str| {
    if let Ok(config) = KioskConfig::parse(text) {
        assert!(config.timeout() >= Duration::from_secs(5) && config.warning() >= Duration::from_secs(3));
        if config.catalogues.is_empty() {
            let brands = config.brands.is_empty();
            assert_eq!(Shop::open(&config).is_ok(), brands, "there is no brand without a table");
            let mut kiosk = Kiosk::new(config, Vec::new(), Shop::default());
            kiosk.tick(Duration::from_secs(1));
        }
    }
});
